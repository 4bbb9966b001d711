/** Layers that other images stand on: the distributions' own images. */
import { SHARED_DIRECTORY_MODE } from "../../../kernel/files/abi";
import {
  applets,
  type CatalogueImage,
  type CatalogueLayer,
  directory,
  executable,
  executables,
  link,
  text,
} from "./entry";

const BIN_APPLETS =
  "ash base64 cat chmod chown cp date dd df echo egrep false fgrep grep gunzip gzip hostname kill link ln ls " +
  "mkdir mount mv nice pidof ping printenv ps pwd rm rmdir sed sh sleep stat sync tar touch true umount uname usleep zcat";
const SBIN_APPLETS = "ifconfig ip route sysctl";
const USR_APPLETS =
  "[ awk basename clear comm cut diff dirname du env expr find free head hexdump id install less md5sum mkfifo nc " +
  "nohup nproc nslookup od passwd pgrep pkill printf readlink realpath seq sha256sum sort split strings tail tee test " +
  "time timeout top tr traceroute tty uniq unshare unzip uptime vi wc wget which whoami xargs yes nsenter";

const COREUTILS =
  "sh bash cat chmod chown cp date dd df echo false grep gzip hostname kill ln ls mkdir mktemp mount mv pwd rm rmdir sed " +
  "sleep sync tar touch true umount uname [ awk basename cut dirname du env expr find head id install md5sum mkfifo " +
  "nice nohup nproc od printenv printf readlink realpath seq sha256sum sort split stat stty tail tee test timeout tr tty " +
  "uniq unshare nsenter wc whoami xargs yes apt apt-get dpkg perl";
const SBIN_TOOLS = "adduser addgroup groupadd useradd usermod ldconfig";

const PASSWD = [
  "root:x:0:0:root:/root:/bin/sh",
  "daemon:x:1:1:daemon:/usr/sbin:/usr/sbin/nologin",
  "www-data:x:33:33:www-data:/var/www:/usr/sbin/nologin",
  "nobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin",
];
const GROUPS = ["root:x:0:", "daemon:x:1:", "www-data:x:33:", "nogroup:x:65534:"];

function common(name: string, id: string, version: string, pretty: string) {
  return [
    text(
      "/etc/os-release",
      `PRETTY_NAME="${pretty}"`,
      `NAME="${name}"`,
      `VERSION_ID="${version}"`,
      `ID=${id}`,
    ),
    text("/etc/passwd", ...PASSWD),
    text("/etc/group", ...GROUPS),
    text("/etc/shells", "/bin/sh"),
    directory("/home"),
    directory("/root"),
    directory("/srv"),
    directory("/tmp", SHARED_DIRECTORY_MODE),
    directory("/var/log"),
    directory("/proc"),
    directory("/sys"),
    directory("/dev"),
  ];
}

/** The directories of a distribution that keeps all programs under /usr. */
const MERGED_USR = [link("/bin", "usr/bin"), link("/lib", "usr/lib"), link("/sbin", "usr/sbin")];

function debianTools() {
  return [
    ...MERGED_USR,
    ...executables("/usr/bin", COREUTILS),
    ...executables("/usr/sbin", SBIN_TOOLS),
    directory("/var/lib/apt/lists"),
  ];
}

const DEBIAN_FILES = [
  ...common("Debian GNU/Linux", "debian", "12", "Debian GNU/Linux 12 (bookworm)"),
  ...debianTools(),
  text("/etc/debian_version", "12.12"),
];

export const baseLayers: readonly CatalogueLayer[] = [
  {
    name: "alpine",
    createdBy: "ADD alpine-minirootfs-3.22.tar.gz / # buildkit",
    rest: "/lib/libcrypto.so.3",
    files: [
      ...common("Alpine Linux", "alpine", "3.22.2", "Alpine Linux v3.22"),
      text("/etc/alpine-release", "3.22.2"),
      executable("/bin/busybox", "env"),
      ...applets("/bin", BIN_APPLETS),
      ...applets("/sbin", `${SBIN_APPLETS} adduser addgroup`),
      ...applets("/usr/bin", USR_APPLETS),
      executable("/sbin/apk"),
    ],
  },
  {
    name: "busybox",
    createdBy: "BusyBox 1.37.0 (glibc), Debian 13",
    rest: "/bin/busybox",
    files: [
      ...common("BusyBox", "busybox", "1.37.0", "BusyBox 1.37.0"),
      executable("/bin/busybox", "env"),
      ...applets("/bin", `${BIN_APPLETS} ${SBIN_APPLETS} ${USR_APPLETS} httpd adduser addgroup`),
      link("/usr/bin/env", "../../bin/env"),
    ],
  },
  {
    name: "ubuntu",
    createdBy: "ADD ubuntu-24.04-rootfs.tar.gz / # buildkit",
    rest: "/usr/lib/libraries",
    files: [...common("Ubuntu", "ubuntu", "24.04", "Ubuntu 24.04.3 LTS"), ...debianTools()],
  },
  {
    name: "debian",
    createdBy: "# debian.sh --arch 'amd64' out/ 'bookworm'",
    rest: "/usr/lib/libraries",
    files: [...DEBIAN_FILES, directory("/usr/share/man")],
  },
  {
    name: "debian-slim",
    createdBy: "# debian.sh --arch 'amd64' out/ 'bookworm' --slim",
    rest: "/usr/lib/libraries",
    files: DEBIAN_FILES,
  },
  {
    name: "oracle-slim",
    createdBy: "ADD oraclelinux-9-slim-rootfs.tar.xz / # buildkit",
    rest: "/usr/lib64/libraries",
    files: [
      ...common("Oracle Linux Server", "ol", "9.6", "Oracle Linux Server 9.6"),
      ...MERGED_USR,
      ...executables(
        "/usr/bin",
        "sh bash cat chmod cp date echo env false grep id ls mkdir mv rm sed sleep touch true",
      ),
      executable("/usr/bin/microdnf"),
    ],
  },
];

export const baseImages: readonly CatalogueImage[] = [
  {
    repository: "alpine",
    tags: ["latest", "3", "3.22"],
    os: "linux",
    layers: ["alpine"],
    config: { cmd: ["/bin/sh"] },
    source: "Docker Hub, official image alpine",
  },
  {
    repository: "busybox",
    tags: ["latest", "1", "1.37", "stable"],
    os: "linux",
    layers: ["busybox"],
    config: { cmd: ["sh"] },
    source: "Docker Hub, official image busybox",
  },
  {
    repository: "ubuntu",
    tags: ["latest", "24.04", "noble"],
    os: "linux",
    layers: ["ubuntu"],
    config: { cmd: ["/bin/bash"] },
    source: "Docker Hub, official image ubuntu",
  },
  {
    repository: "debian",
    tags: ["latest", "12", "bookworm"],
    os: "linux",
    layers: ["debian"],
    config: { cmd: ["bash"] },
    source: "Docker Hub, official image debian",
  },
  {
    repository: "debian",
    tags: ["12-slim", "bookworm-slim"],
    os: "linux",
    layers: ["debian-slim"],
    config: { cmd: ["bash"] },
    source: "Docker Hub, official image debian",
  },
];

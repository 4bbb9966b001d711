/** Linux distributions: the same kernel, in several versions, under different userlands. */
import { bootFactors, serviceMemory as memory, systemDisk, systemMemory } from "../../../costs/systems";
import { type OsSpec, service } from "../os";

const linux = {
  family: "linux",
  archs: ["x86_64", "arm64"],
  kernelDiskBytes: systemDisk.serverKernel.value,
  userlandDiskBytes: systemDisk.serverUserland.value,
  kernelBytes: systemMemory.linuxKernel.value,
  minMemoryBytes: systemMemory.serverLeast.value,
  bootFactor: bootFactors.server.value,
  initKind: "systemd",
  init: service("/sbin/init", memory.systemd, "systemd"),
} as const;

const systemdServices = [
  service("/usr/lib/systemd/systemd-journald", memory.journald),
  service("/usr/lib/systemd/systemd-udevd", memory.udevd),
  service("/usr/lib/systemd/systemd-logind", memory.logind),
  service("/usr/bin/dbus-daemon --system", memory.dbus),
];

const debianServices = [
  ...systemdServices,
  service("/usr/sbin/cron -f", memory.cron),
  service("/usr/sbin/sshd -D", memory.sshd),
];

const ubuntuServices = [
  ...debianServices,
  service("/usr/lib/systemd/systemd-resolved", memory.resolved),
  service("/usr/lib/systemd/systemd-networkd", memory.networkd),
  service("/usr/sbin/rsyslogd -n", memory.rsyslogd),
  service("/usr/lib/polkit-1/polkitd", memory.polkitd),
  service("/usr/lib/snapd/snapd", memory.snapd),
  service(
    "/usr/bin/python3 /usr/share/unattended-upgrades/unattended-upgrade-shutdown",
    memory.unattendedUpgrades,
    "unattended-upgr",
  ),
];

const redHatServices = [
  ...systemdServices,
  service("/usr/sbin/auditd", memory.auditd),
  service("/usr/sbin/NetworkManager --no-daemon", memory.networkManager),
  service("/usr/sbin/crond -n", memory.cron),
  service("/usr/sbin/sshd -D", memory.sshd),
  service("/usr/sbin/rsyslogd -n", memory.rsyslogd),
  service("/usr/bin/python3 /usr/sbin/firewalld", memory.firewalld, "firewalld"),
  service("/usr/bin/python3 /usr/sbin/tuned", memory.tuned, "tuned"),
];

const redHat = { ...linux, services: redHatServices, packageManager: "dnf" } as const;

export const LINUX: readonly OsSpec[] = [
  {
    ...linux,
    key: "ubuntu-24.04",
    label: "Ubuntu 24.04 LTS",
    distribution: "ubuntu",
    version: "24.04",
    release: "6.8.0-85-generic",
    services: ubuntuServices,
    packageManager: "apt",
  },
  {
    ...linux,
    key: "ubuntu-22.04",
    label: "Ubuntu 22.04 LTS",
    distribution: "ubuntu",
    version: "22.04",
    release: "5.15.0-157-generic",
    services: ubuntuServices,
    packageManager: "apt",
  },
  {
    ...linux,
    key: "ubuntu-24.04-desktop",
    label: "Ubuntu 24.04 LTS Desktop",
    distribution: "ubuntu",
    version: "24.04",
    release: "6.14.0-33-generic",
    kernelDiskBytes: systemDisk.desktopKernel.value,
    userlandDiskBytes: systemDisk.desktopUserland.value,
    minMemoryBytes: systemMemory.desktopLeast.value,
    bootFactor: bootFactors.desktop.value,
    services: [...ubuntuServices, service("/usr/bin/gnome-shell", memory.desktopSession)],
    packageManager: "apt",
  },
  {
    ...linux,
    key: "debian-13",
    label: "Debian 13",
    distribution: "debian",
    version: "13",
    release: "6.12.48+deb13-amd64",
    services: debianServices,
    packageManager: "apt",
  },
  {
    ...linux,
    key: "debian-12",
    label: "Debian 12",
    distribution: "debian",
    version: "12",
    release: "6.1.0-40-amd64",
    services: debianServices,
    packageManager: "apt",
  },
  {
    ...linux,
    key: "alpine-3.22",
    label: "Alpine Linux 3.22",
    distribution: "alpine",
    version: "3.22",
    release: "6.12.48-0-virt",
    kernelDiskBytes: systemDisk.alpineKernel.value,
    userlandDiskBytes: systemDisk.alpineUserland.value,
    kernelBytes: systemMemory.alpineKernel.value,
    minMemoryBytes: systemMemory.alpineLeast.value,
    bootFactor: bootFactors.alpine.value,
    initKind: "openrc",
    init: service("/sbin/init", memory.busyboxInit),
    services: [
      service("/sbin/syslogd -t", memory.busyboxService),
      service("/usr/sbin/crond -c /etc/crontabs", memory.busyboxService),
      service("/usr/sbin/ntpd -N -p pool.ntp.org", memory.busyboxService),
      service("/usr/sbin/sshd -D", memory.sshd),
    ],
    packageManager: "apk",
  },
  {
    ...redHat,
    key: "rhel-9",
    label: "Red Hat Enterprise Linux 9",
    distribution: "rhel",
    version: "9.6",
    release: "5.14.0-570.49.1.el9_6",
  },
  {
    ...redHat,
    key: "rocky-9",
    label: "Rocky Linux 9",
    distribution: "rocky",
    version: "9.6",
    release: "5.14.0-570.49.1.el9_6",
  },
  {
    ...redHat,
    key: "centos-stream-9",
    label: "CentOS Stream 9",
    distribution: "centos",
    version: "9",
    release: "5.14.0-620.el9",
  },
  {
    ...redHat,
    key: "centos-7",
    label: "CentOS 7",
    distribution: "centos",
    version: "7",
    release: "3.10.0-1160.119.1.el7",
    archs: ["x86_64"],
    packageManager: "yum",
  },
  {
    ...redHat,
    key: "fedora-42",
    label: "Fedora 42",
    distribution: "fedora",
    version: "42",
    release: "6.16.10-200.fc42",
  },
];

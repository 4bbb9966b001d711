/** Languages: full images on Debian with compilers, slim ones without, small ones on Alpine. */
import { type CatalogueImage, type CatalogueLayer, directory, executable, executables, link } from "./entry";

const PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

const NODE_FILES = [
  executable("/usr/local/bin/node"),
  ...executables("/usr/local/bin", "npm npx corepack yarn"),
  link("/usr/local/bin/nodejs", "/usr/local/bin/node"),
  executable("/usr/local/bin/docker-entrypoint.sh"),
];

const PYTHON_FILES = [
  executable("/usr/local/bin/python3.13", "python3"),
  link("/usr/local/bin/python3", "python3.13"),
  link("/usr/local/bin/python", "python3"),
  ...executables("/usr/local/bin", "pip pip3"),
  directory("/usr/local/lib/python3.13/site-packages"),
];

const GO_FILES = [
  ...executables("/usr/local/go/bin", "go gofmt"),
  directory("/go/src"),
  directory("/go/bin"),
];

const NODE_INSTALL = "RUN /bin/sh -c … curl -fsSLO https://nodejs.org/dist/v$NODE_VERSION/… # buildkit";
const PYTHON_INSTALL = "RUN /bin/sh -c … ./configure … && make … && make install # buildkit";
const GO_INSTALL = "COPY /target/ / # buildkit";

export const languageLayers: readonly CatalogueLayer[] = [
  {
    name: "debian-curl",
    createdBy:
      "RUN /bin/sh -c apt-get install -y --no-install-recommends ca-certificates curl gnupg … # buildkit",
    rest: "/usr/lib/libcurl.so.4",
    files: executables("/usr/bin", "curl wget gpg"),
  },
  {
    name: "debian-scm",
    createdBy:
      "RUN /bin/sh -c apt-get install -y --no-install-recommends git mercurial openssh-client … # buildkit",
    rest: "/usr/lib/git-core/programs",
    files: executables("/usr/bin", "git hg ssh ps"),
  },
  {
    name: "debian-dev",
    createdBy: "RUN /bin/sh -c apt-get install -y --no-install-recommends autoconf g++ gcc make … # buildkit",
    rest: "/usr/lib/gcc/libraries",
    files: executables("/usr/bin", "gcc g++ make cc autoconf"),
  },
  { name: "node-runtime", createdBy: NODE_INSTALL, rest: "/usr/local/bin/node", files: NODE_FILES },
  { name: "slim-node", createdBy: NODE_INSTALL, rest: "/usr/local/bin/node", files: NODE_FILES },
  { name: "alpine-node", createdBy: NODE_INSTALL, rest: "/usr/local/bin/node", files: NODE_FILES },
  {
    name: "python-runtime",
    createdBy: PYTHON_INSTALL,
    rest: "/usr/local/lib/libpython3.13.so",
    files: PYTHON_FILES,
  },
  {
    name: "slim-python",
    createdBy: PYTHON_INSTALL,
    rest: "/usr/local/lib/libpython3.13.so",
    files: PYTHON_FILES,
  },
  {
    name: "alpine-python",
    createdBy: PYTHON_INSTALL,
    rest: "/usr/local/lib/libpython3.13.so",
    files: PYTHON_FILES,
  },
  { name: "golang-toolchain", createdBy: GO_INSTALL, rest: "/usr/local/go/pkg/tool/tools", files: GO_FILES },
  { name: "alpine-golang", createdBy: GO_INSTALL, rest: "/usr/local/go/pkg/tool/tools", files: GO_FILES },
];

const NODE_CONFIG = {
  entrypoint: ["docker-entrypoint.sh"],
  cmd: ["node"],
  env: { PATH, NODE_VERSION: "22.21.1" },
};
const PYTHON_CONFIG = { cmd: ["python3"], env: { PATH, PYTHON_VERSION: "3.13.9" } };
const GO_CONFIG = {
  cmd: ["bash"],
  env: { PATH: `/go/bin:/usr/local/go/bin:${PATH}`, GOPATH: "/go", GOLANG_VERSION: "1.25.4" },
  workdir: "/go",
};

const source = (name: string) => `Docker Hub, official image ${name}`;

export const languageImages: readonly CatalogueImage[] = [
  {
    repository: "node",
    tags: ["latest", "lts", "22", "22-bookworm"],
    os: "linux",
    layers: ["debian", "debian-curl", "debian-scm", "debian-dev", "node-runtime"],
    config: NODE_CONFIG,
    source: source("node"),
  },
  {
    repository: "node",
    tags: ["slim", "22-slim", "22-bookworm-slim"],
    os: "linux",
    layers: ["debian-slim", "slim-node"],
    config: NODE_CONFIG,
    source: source("node"),
  },
  {
    repository: "node",
    tags: ["alpine", "22-alpine"],
    os: "linux",
    layers: ["alpine", "alpine-node"],
    config: NODE_CONFIG,
    source: source("node"),
  },
  {
    repository: "python",
    tags: ["latest", "3", "3.13", "3.13-bookworm"],
    os: "linux",
    layers: ["debian", "debian-curl", "debian-scm", "debian-dev", "python-runtime"],
    config: PYTHON_CONFIG,
    source: source("python"),
  },
  {
    repository: "python",
    tags: ["slim", "3-slim", "3.13-slim", "3.13-slim-bookworm"],
    os: "linux",
    layers: ["debian-slim", "slim-python"],
    config: PYTHON_CONFIG,
    source: source("python"),
  },
  {
    repository: "python",
    tags: ["alpine", "3-alpine", "3.13-alpine"],
    os: "linux",
    layers: ["alpine", "alpine-python"],
    config: PYTHON_CONFIG,
    source: source("python"),
  },
  {
    repository: "golang",
    tags: ["latest", "1", "1.25", "1.25-bookworm"],
    os: "linux",
    layers: ["debian", "debian-curl", "debian-scm", "golang-toolchain"],
    config: GO_CONFIG,
    source: source("golang"),
  },
  {
    repository: "golang",
    tags: ["alpine", "1-alpine", "1.25-alpine"],
    os: "linux",
    layers: ["alpine", "alpine-golang"],
    config: { ...GO_CONFIG, cmd: ["/bin/sh"] },
    source: source("golang"),
  },
];

/** For tests: random commands to engines, containers, images, networks and volumes. */
import type { Look } from "./look";
import type { Move } from "./move";

const NAMES = ["aa", "bb", "cc", "dd"] as const;
const TAGS = ["mine", "mine:2", "alpine:copy", "Bad Name"] as const;
const FROM_AFAR = [
  "alpine",
  "busybox",
  "hello-world",
  "redis:alpine",
  "nginx:alpine",
  "no-such-image",
  "alpine:0",
] as const;
const MIB = 2 ** 20;

const LINES: readonly (readonly string[])[] = [
  ["sleep", "1000"],
  ["sleep", "3"],
  ["sleep", "0.02"],
  ["true"],
  ["false"],
  ["sh"],
  ["sh", "-c", "echo hello; exit 3"],
  ["yes"],
  ["nosuch"],
  ["top"],
  ["tail", "/dev/zero"],
  ["tail", "-f", "/dev/null"],
];

const MOUNTS: readonly unknown[] = [
  "data:/data",
  "data:/var/cache:ro",
  "/anonymous",
  { kind: "tmpfs", target: "/scratch" },
  { kind: "bind", source: "/srv", target: "/srv" },
  { kind: "volume", source: "other", target: "/other", readOnly: true },
];

const limits = ({ chance }: Look) =>
  chance.perhaps(5, {
    memory: chance.pick([8, 32, 64, 512]) * MIB,
    memoryReservation: 8 * MIB,
    memorySwap: chance.pick([-1, 128 * MIB]),
    cpus: chance.pick([0.25, 0.5, 1, 2]),
    cpuShares: chance.pick([2, 512, 1024, 4096]),
    cpuset: chance.pick(["0", "0-1", "1", "99"]),
    pidsLimit: chance.pick([2, 5, 20]),
  });

const RESTARTS = ["no", "always", "unless-stopped", "on-failure", "on-failure:2", "sometimes"] as const;

function container(look: Look): Readonly<Record<string, unknown>> {
  const { chance } = look;
  const { machine, name: image } = look.image();
  const line = chance.pick(LINES);
  const bounded = line[1] === "/dev/zero" && chance.once(2) ? { memory: chance.pick([16, 64]) * MIB } : {};
  return {
    machine,
    image: chance.once(10) ? chance.pick(FROM_AFAR) : image,
    ...(chance.once(6) ? {} : { name: chance.pick(NAMES) }),
    ...(chance.once(4) ? {} : { command: line }),
    ...chance.perhaps(4, {
      ports: chance.pick([["8080:80"], ["80"], ["127.0.0.1:9000:9000/udp"], ["8080:80", "8081:81"]]),
      mounts: [chance.pick(MOUNTS)],
      network: chance.pick(["bridge", "net1", "net2", "host", "none", "container:aa"]),
      restart: chance.pick(RESTARTS),
      init: chance.once(2),
      autoRemove: chance.once(2),
    }),
    ...chance.perhaps(12, {
      entrypoint: ["sh", "-c"],
      env: { COLOUR: "red" },
      labels: { team: "a" },
      user: chance.pick(["nobody", "1000:1000", "ghost"]),
      workdir: chance.pick(["/tmp", "/new/dir"]),
      hostname: "inside",
      ip: "172.18.0.77",
      aliases: ["friend"],
      privileged: chance.once(2),
      capAdd: ["NET_ADMIN"],
      capDrop: ["ALL"],
      readOnly: chance.once(2),
      pidMode: chance.pick(["private", "host"] as const),
      tty: true,
      openStdin: true,
      stopSignal: chance.pick(["SIGINT", "SIGKILL", "QUIT"]),
      stopTimeout: chance.pick([0, 500, 10_000]),
    }),
    ...limits(look),
    ...bounded,
  };
}

const DOCKERFILES = [
  'FROM alpine\nRUN echo built > /built\nCMD ["sleep", "100"]',
  "FROM alpine AS one\nCOPY . /app\nRUN apk add curl\nFROM busybox\nCOPY --from=one /app /app",
  "FROM mine\nENV A=1\nWORKDIR /work\nCOPY f .\nRUN rm -f f && mkdir d",
  "FROM alpine\nRUN nosuchprogram",
  "FROM alpine\nVOLUME /data\nUSER nobody\nLABEL a=b\nEXPOSE 80",
  "FORM alpine",
] as const;

const grace = ({ chance }: Look) => chance.perhaps(2, { timeout: chance.pick([0, 200, 5_000]) });

/** Commands by their names. */
export const containerMoves: Readonly<Record<string, Move>> = {
  installEngine: (look) => ({
    machine: look.machine(({ power }) => power === "on"),
    ...look.chance.perhaps(2, { product: "docker", liveRestore: look.chance.once(2) }),
  }),
  installDockerDesktop: (look) => ({ machine: look.machine() }),
  installDockerToolbox: (look) => ({ machine: look.machine() }),
  startEngine: (look) => ({ machine: look.client() }),
  stopEngine: (look) => ({ machine: look.client() }),
  crashEngine: (look) => ({ machine: look.client() }),
  createContainer: container,
  runContainer: container,
  startContainer: (look) => look.container("created", "exited"),
  stopContainer: (look) => ({ ...look.container("running", "paused", "restarting"), ...grace(look) }),
  restartContainer: (look) => ({ ...look.container("running", "exited"), ...grace(look) }),
  killContainer: (look) => ({
    ...look.container("running"),
    ...look.chance.perhaps(2, { signal: look.chance.pick(["TERM", "SIGSTOP", "CONT", "9", "HUP", "NOPE"]) }),
  }),
  pauseContainer: (look) => look.container("running"),
  unpauseContainer: (look) => look.container("paused"),
  removeContainer: (look) => ({
    ...look.container("exited", "created"),
    ...look.chance.perhaps(2, { force: look.chance.once(2), volumes: look.chance.once(2) }),
  }),
  renameContainer: (look) => ({
    ...look.container("running", "exited"),
    name: look.chance.pick([...NAMES, "-"]),
  }),
  execInContainer: (look) => {
    const line = look.chance.pick(LINES);
    return {
      ...look.container("running"),
      command: line[1] === "/dev/zero" ? ["fork-bomb"] : line,
      ...look.chance.perhaps(6, { env: { A: "1" }, user: "nobody", workdir: "/tmp", privileged: true }),
    };
  },
  copyToContainer: (look) => ({
    ...look.container("running", "exited", "created"),
    path: look.chance.pick(["/tmp", "/etc/motd", "/no/such/place", "/data"]),
    content: "x".repeat(look.chance.below(3_000)),
    ...look.chance.perhaps(2, { name: "f" }),
  }),
  pruneContainers: (look) => ({ machine: look.client() }),
  migrateContainer: (look) => ({ ...look.container("running"), to: look.client() }),
  updateContainer: (look) => ({
    ...look.container("running"),
    ...limits(look),
    ...look.chance.perhaps(3, { restart: look.chance.pick(RESTARTS) }),
  }),
  pullImage: (look) => ({ machine: look.client(), image: look.chance.pick(FROM_AFAR) }),
  tagImage: (look) => {
    const { machine, name } = look.image();
    return { machine, image: name, as: look.chance.pick(TAGS) };
  },
  removeImage: (look) => {
    const { machine, name } = look.image();
    return { machine, image: name, ...look.chance.perhaps(2, { force: true }) };
  },
  commitContainer: (look) => ({
    ...look.container("running", "exited"),
    ...look.chance.perhaps(2, { as: look.chance.pick(TAGS) }),
  }),
  pruneImages: (look) => ({
    machine: look.client(),
    ...look.chance.perhaps(2, { all: look.chance.once(2) }),
  }),
  buildImage: (look) => ({
    machine: look.client(),
    dockerfile: look.chance.pick(DOCKERFILES),
    files: [{ path: "f", content: look.chance.pick(["one", "two"]) }],
    ...look.chance.perhaps(2, { tag: look.chance.pick(TAGS), noCache: true }),
    ...look.chance.perhaps(5, { args: { A: "2" }, target: "one" }),
  }),
  pruneBuildCache: (look) => ({ machine: look.client() }),
  createNetwork: (look) => ({
    machine: look.client(),
    name: look.chance.pick(["net1", "net2", "bridge"]),
    ...look.chance.perhaps(4, {
      subnet: look.chance.pick(["10.9.0.0/24", "172.17.0.0/16", "10.9.8.0/29"]),
      internal: true,
      labels: { a: "b" },
    }),
  }),
  removeNetwork: (look) => look.network(),
  pruneNetworks: (look) => ({ machine: look.client() }),
  connectNetwork: (look) => ({
    ...look.container("running", "created"),
    network: look.network().name,
    ...look.chance.perhaps(3, { aliases: ["other"] }),
  }),
  disconnectNetwork: (look) => ({ ...look.container("running"), network: look.network().name }),
  createVolume: (look) => ({
    machine: look.client(),
    ...look.chance.perhaps(2, { name: look.chance.pick(["data", "other", "third"]) }),
  }),
  removeVolume: (look) => look.volume(),
  pruneVolumes: (look) => ({ machine: look.client(), ...look.chance.perhaps(2, { all: true }) }),
};

/** Engines, images, containers, volumes and networks. */
import { defineTable, type Row } from "../core/table";
import type { ExitStatus } from "../kernel/process/table";

/** A container engine: a daemon and its helpers on an operating system. */
export interface Engine extends Row {
  /** Machine whose kernel it runs on: a hidden virtual machine's where `client` is another one. */
  readonly machine: number;
  /** Machine at whose command line it is used. */
  readonly client: number;
  /** `docker`, `lxc`, `docker-desktop`, `docker-toolbox`. */
  readonly product: string;
  readonly layer: string;
  /** `starting` and `stopping` take time; a daemon that died of anything but a request has crashed. */
  readonly state: "stopped" | "starting" | "running" | "stopping" | "crashed";
  readonly liveRestore: boolean;
  /** Row numbers of dockerd and containerd while they run. */
  readonly daemon: number | null;
  readonly containerd: number | null;
}

export const engines = defineTable<Engine>()("engine", {
  machine: (row) => row.machine,
  client: (row) => row.client,
});

/** What a container runs and how, as in an image's configuration. */
export interface ImageConfig {
  readonly entrypoint: readonly string[];
  readonly cmd: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly user: string;
  readonly workdir: string;
  /** `80/tcp`. */
  readonly exposedPorts: readonly string[];
  readonly volumes: readonly string[];
  readonly labels: Readonly<Record<string, string>>;
  /** Name of a signal: `SIGTERM`, `SIGQUIT`. */
  readonly stopSignal: string;
}

/** A layer in an engine's store; images that have it in common share it. */
export interface ImageLayer extends Row {
  readonly engine: number;
  /** `sha256:` and 64 hexadecimal digits, of the content. */
  readonly digest: string;
  /** Bytes unpacked. */
  readonly bytes: number;
  /** Root of its tree of files. */
  readonly tree: number;
}

export const imageLayers = defineTable<ImageLayer>()("image-layer", {
  engine: (row) => row.engine,
  digest: (row) => `${row.engine}:${row.digest}`,
});

export interface Image extends Row {
  readonly engine: number;
  /** `sha256:…` of its configuration: its identity. */
  readonly digest: string;
  /** References that name it: `nginx:latest`, `registry.example/team/app:1.2`. None: dangling. */
  readonly references: readonly string[];
  /** Digests of its layers, bottom to top. */
  readonly layers: readonly string[];
  readonly config: ImageConfig;
  /** Instructions that made it, oldest first, and the bytes each added. */
  readonly history: readonly {
    readonly createdBy: string;
    readonly bytes: number;
    readonly emptyLayer: boolean;
  }[];
  readonly arch: string;
  /** Operating system that its programs need a kernel of. */
  readonly os: "linux" | "windows";
  /** Virtual ms. */
  readonly createdAt: number;
}

export const images = defineTable<Image>()("image", {
  engine: (row) => row.engine,
  digest: (row) => `${row.engine}:${row.digest}`,
  reference: (row) => row.references.map((reference) => `${row.engine}:${reference}`),
});

export type ContainerState = "created" | "running" | "paused" | "restarting" | "exited" | "dead";

export interface RestartPolicy {
  readonly name: "no" | "always" | "unless-stopped" | "on-failure";
  /** Of on-failure; 0 for no limit. */
  readonly maximumRetries: number;
}

export interface PortMapping {
  /** `0.0.0.0` for all. */
  readonly hostAddress: string;
  /** `null`: the engine chooses one. */
  readonly hostPort: number | null;
  readonly port: number;
  readonly protocol: "tcp" | "udp";
}

export interface VolumeMount {
  readonly kind: "volume" | "bind" | "tmpfs";
  /** Name of a volume, or path on the host; empty for tmpfs. */
  readonly source: string;
  readonly target: string;
  readonly readOnly: boolean;
}

/** What was asked for when a container was made. */
export interface ContainerSpec {
  /** Reference as the person gave it. */
  readonly image: string;
  /** Command line in place of the image's. */
  readonly command: readonly string[];
  readonly entrypoint: readonly string[] | null;
  readonly env: Readonly<Record<string, string>>;
  readonly labels: Readonly<Record<string, string>>;
  readonly user: string;
  readonly workdir: string;
  readonly hostname: string;
  readonly memoryBytes: number | null;
  /** Processors, e.g. 0.5. */
  readonly cpus: number | null;
  /** `--cpu-shares`; `null` for the default. */
  readonly cpuShares: number | null;
  readonly pidsLimit: number | null;
  /** `--memory-reservation`, bytes. */
  readonly memoryReservationBytes: number | null;
  /** `--memory-swap`: memory and swap together, bytes; -1 for no limit; `null` for twice the memory limit. */
  readonly memorySwapBytes: number | null;
  /** `--cpuset-cpus` as given, e.g. `0-1,3`; empty for all. */
  readonly cpuset: string;
  readonly ports: readonly PortMapping[];
  readonly mounts: readonly VolumeMount[];
  /** Name of a network, `bridge`, `host`, `none`, or `container:NAME`. */
  readonly network: string;
  /** `--ip`; empty: the engine chooses one. */
  readonly ip: string;
  /** `--network-alias`. */
  readonly aliases: readonly string[];
  readonly restart: RestartPolicy;
  readonly autoRemove: boolean;
  readonly privileged: boolean;
  /** Capabilities added and dropped: names without `CAP_`, or `ALL`. */
  readonly capAdd: readonly string[];
  readonly capDrop: readonly string[];
  readonly readOnly: boolean;
  readonly init: boolean;
  /** `host`: it sees the processes of the host. */
  readonly pidMode: "private" | "host";
  readonly tty: boolean;
  /** Its standard input stays open (`-i`). */
  readonly openStdin: boolean;
  /** In place of the image's signal; empty for that. */
  readonly stopSignal: string;
  /** Time between the stop signal and SIGKILL, ms; `null` for the default. */
  readonly stopTimeoutMs: number | null;
}

/** A container: an image's copy-on-write file system, and the processes that run in it. */
export interface Container extends Row {
  readonly engine: number;
  readonly name: string;
  /** 64 hexadecimal digits. */
  readonly containerId: string;
  /** Row number of its image. */
  readonly image: number;
  readonly spec: ContainerSpec;
  /** Layer, e.g. `laptop/container/web`. */
  readonly layer: string;
  readonly state: ContainerState;
  /** Its first process, and the shim above it, while it runs: row numbers. */
  readonly process: number | null;
  readonly shim: number | null;
  /** Control group, while it runs. */
  readonly cgroup: number | null;
  /** Root of its upper layer. */
  readonly upper: number;
  /** Stream that keeps what it prints. */
  readonly output: number;
  readonly exit: ExitStatus | null;
  readonly oomKilled: boolean;
  readonly error: string;
  readonly restarts: number;
  /** The person stopped it: policies other than `always` let it be. */
  readonly stoppedByHand: boolean;
  /** Virtual ms; `null` if it never was. */
  readonly createdAt: number;
  readonly startedAt: number | null;
  readonly finishedAt: number | null;
}

/** Digits of an identifier that containers are found by: people type the beginning of one. */
export const INDEXED_DIGITS = 4;

export const containers = defineTable<Container>()("container", {
  engine: (row) => row.engine,
  /** By `${engine}:${name}`. */
  name: (row) => `${row.engine}:${row.name}`,
  containerId: (row) => `${row.engine}:${row.containerId}`,
  /** By `${engine}:` and the first digits of its identifier. */
  prefix: (row) => `${row.engine}:${row.containerId.slice(0, INDEXED_DIGITS)}`,
  image: (row) => row.image,
  layer: (row) => row.layer,
  process: (row) => row.process ?? undefined,
  /** By engine, those that run. */
  active: (row) => (row.process === null ? undefined : row.engine),
});

export interface Volume extends Row {
  readonly engine: number;
  readonly name: string;
  readonly anonymous: boolean;
  readonly labels: Readonly<Record<string, string>>;
  /** Root of its tree of files. */
  readonly tree: number;
  readonly createdAt: number;
}

export const volumes = defineTable<Volume>()("volume", {
  engine: (row) => row.engine,
  name: (row) => `${row.engine}:${row.name}`,
});

export interface Network extends Row {
  readonly engine: number;
  readonly name: string;
  /** 64 hexadecimal digits. */
  readonly networkId: string;
  readonly driver: "bridge" | "host" | "null";
  readonly subnet: string;
  /** A person chose the subnet: only then may one choose addresses in it. */
  readonly chosenSubnet: boolean;
  readonly gateway: string;
  /** Interface of the host that is the bridge: row number; 0 for none. */
  readonly bridge: number;
  readonly internal: boolean;
  readonly labels: Readonly<Record<string, string>>;
  readonly createdAt: number;
}

export const networks = defineTable<Network>()("network", {
  engine: (row) => row.engine,
  name: (row) => `${row.engine}:${row.name}`,
});

/** A container's place on a network. */
export interface Endpoint extends Row {
  readonly network: number;
  readonly container: number;
  readonly aliases: readonly string[];
  /** Address that a person chose; empty: the engine chooses one at each start. */
  readonly chosen: string;
  /** `172.17.0.2/16` while the container runs; empty otherwise. */
  readonly address: string;
  readonly mac: string;
  /** Interface in the container while it runs; 0 otherwise. */
  readonly netInterface: number;
}

export const endpoints = defineTable<Endpoint>()("endpoint", {
  network: (row) => row.network,
  container: (row) => row.container,
});

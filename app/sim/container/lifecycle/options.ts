/** What a person can say when a container is made, as data: what `docker run` takes as options. */
import * as z from "zod/mini";

const strings = z.array(z.string());
const map = z.record(z.string(), z.string());

const port = z.strictObject({
  hostAddress: z.optional(z.string()),
  hostPort: z.optional(z.nullable(z.int().check(z.minimum(0)))),
  port: z.int(),
  protocol: z.optional(z.enum(["tcp", "udp"])),
});

const mount = z.strictObject({
  kind: z.enum(["volume", "bind", "tmpfs"]),
  source: z.optional(z.string()),
  target: z.string(),
  readOnly: z.optional(z.boolean()),
});

/** Fields of the commands that make a container; everything but the image may be left out. */
export const containerShape = {
  machine: z.string(),
  image: z.string(),
  name: z.optional(z.string()),
  command: z.optional(strings),
  entrypoint: z.optional(strings),
  env: z.optional(map),
  labels: z.optional(map),
  user: z.optional(z.string()),
  workdir: z.optional(z.string()),
  hostname: z.optional(z.string()),
  /** Bytes. */
  memory: z.optional(z.int()),
  memoryReservation: z.optional(z.int()),
  /** Bytes of memory and swap together; -1 for no limit. */
  memorySwap: z.optional(z.int()),
  cpus: z.optional(z.number()),
  cpuShares: z.optional(z.int().check(z.minimum(0))),
  cpuset: z.optional(z.string()),
  pidsLimit: z.optional(z.int()),
  /** `8080:80`, `127.0.0.1:8080:80/tcp`, `80`, or taken apart. */
  ports: z.optional(z.array(z.union([z.string(), port]))),
  /** `data:/var/lib`, `/srv:/srv:ro`, `/cache`, or taken apart. */
  mounts: z.optional(z.array(z.union([z.string(), mount]))),
  network: z.optional(z.string()),
  ip: z.optional(z.string()),
  aliases: z.optional(strings),
  /** `no`, `always`, `unless-stopped`, `on-failure`, `on-failure:5`. */
  restart: z.optional(z.string()),
  autoRemove: z.optional(z.boolean()),
  privileged: z.optional(z.boolean()),
  capAdd: z.optional(strings),
  capDrop: z.optional(strings),
  readOnly: z.optional(z.boolean()),
  init: z.optional(z.boolean()),
  pidMode: z.optional(z.enum(["private", "host"])),
  tty: z.optional(z.boolean()),
  openStdin: z.optional(z.boolean()),
  stopSignal: z.optional(z.string()),
  /** ms between the stop signal and SIGKILL. */
  stopTimeout: z.optional(z.int().check(z.minimum(0))),
};

const options = z.strictObject(containerShape);

/** What a person asked for, machine and name apart. */
export type ContainerOptions = Omit<z.output<typeof options>, "machine" | "name">;

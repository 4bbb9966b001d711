/** Files that the engine writes for a container and mounts over the image's: host name, hosts, name servers. */
import type { World } from "../../core/world";
import { readFile } from "../../kernel/files/read";
import type { FileSpec } from "../../kernel/files/tree";
import { kernelView } from "../../kernel/files/view";
import type { Kernel } from "../../kernel/kernel";
import { processes } from "../../kernel/process/table";
import { type Container, endpoints } from "../tables";
import { hostnameOf } from "./environment";

const LOCAL = [
  "127.0.0.1\tlocalhost",
  "::1\tlocalhost ip6-localhost ip6-loopback",
  "fe00::\tip6-localnet",
  "ff00::\tip6-mcastprefix",
  "ff02::1\tip6-allnodes",
  "ff02::2\tip6-allrouters",
];
const EMBEDDED = "nameserver 127.0.0.11\noptions ndots:0\n";
/** Networks on which names of containers are not known. */
const NAMELESS = ["bridge", "host", "none"];

/** Paths in a container at which the files appear, in the order of `etcFiles`. */
export const ETC_PATHS = ["/etc/hostname", "/etc/hosts", "/etc/resolv.conf"] as const;

/** The files: each stands in its tree at the last part of its path. */
export function etcFiles(world: World, container: Container, kernel: Kernel): FileSpec[] {
  const host = kernelView(world, world.must(processes, kernel.init).ns.mnt);
  const read = (path: string) => {
    const text = readFile(world, host, path);
    return text.ok ? text.value : "";
  };
  const name = hostnameOf(container);
  const addresses = world
    .find(endpoints, "container", container.id)
    .map(({ address }) => address.split("/")[0] ?? "")
    .filter((address) => address !== "");
  const hosts = [...LOCAL, ...addresses.map((address) => `${address}\t${name}`)].join("\n");
  const { network } = container.spec;
  return [
    { path: "/hostname", content: `${name}\n` },
    { path: "/hosts", content: network === "host" ? read("/etc/hosts") : `${hosts}\n` },
    { path: "/resolv.conf", content: NAMELESS.includes(network) ? read("/etc/resolv.conf") : EMBEDDED },
  ];
}

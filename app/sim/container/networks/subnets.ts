/** Which addresses a new network gets. */
import { ok, type Result, refuse } from "../../core/result";
import type { World } from "../../core/world";
import { formatSubnet, overlaps, parseSubnet, type Subnet } from "../../kernel/net/addresses";
import { netInterfaces } from "../../kernel/net/tables";
import { networks } from "../tables";
import { hostNet } from "./host";

/** Docker's own choice: sixteen-bit networks of 172.17–172.31, then twenty-bit networks of 192.168. */
const POOLS = [
  { from: "172.17.0.0/16", to: "172.31.0.0/16" },
  { from: "192.168.0.0/20", to: "192.168.240.0/20" },
] as const;

function subnetOf(text: string): Subnet {
  const subnet = parseSubnet(text);
  if (subnet === undefined) throw new Error(`no network: ${text}`);
  return subnet;
}

/** Every network that an engine may choose, first choice first. */
function* choices(): Generator<Subnet> {
  for (const pool of POOLS) {
    const { first, last, prefix } = subnetOf(pool.from);
    const end = subnetOf(pool.to).first;
    for (let at = first; at <= end; at += last - first + 1)
      yield { first: at, last: at + last - first, prefix };
  }
}

/**
 * The network that a person asked for, or the first of the engine's own choice that overlaps with no other network of
 * the engine and with none that the host is connected to. Refused with `bad-subnet`, `pool-overlaps` or `no-pool`.
 */
export function chooseSubnet(world: World, engineId: number, wanted: string | undefined): Result<string> {
  const ofNetworks = world
    .find(networks, "engine", engineId)
    .flatMap(({ subnet }) => (subnet === "" ? [] : [subnetOf(subnet)]));
  const what = "cannot create the network";
  if (wanted !== undefined) {
    const subnet = parseSubnet(wanted);
    // Two addresses are nobody's, one is the gateway's.
    if (subnet === undefined || formatSubnet(subnet) !== wanted || subnet.last - subnet.first <= 2)
      return refuse("bad-subnet", what, `invalid subnet ${wanted}`, "write it like 10.1.0.0/16");
    if (ofNetworks.some((other) => overlaps(other, subnet)))
      return refuse(
        "pool-overlaps",
        what,
        "Pool overlaps with other one on this address space",
        "choose a subnet that no other network of this engine has",
      );
    return ok(wanted);
  }
  const host = hostNet(world, engineId);
  const ofHost = host === undefined ? [] : world.find(netInterfaces, "ns", host);
  const taken = [...ofNetworks, ...ofHost.flatMap(({ addresses }) => addresses.map(subnetOf))];
  for (const subnet of choices())
    if (!taken.some((other) => overlaps(other, subnet))) return ok(formatSubnet(subnet));
  return refuse(
    "no-pool",
    what,
    "all predefined address pools have been fully subnetted",
    "remove networks that nobody uses, or give a subnet of your own",
  );
}

/** Networks: interfaces, routes, listening sockets, address translation, and names. */
import { defineTable, type Row } from "../../core/table";

export interface NetInterface extends Row {
  /** Network namespace. */
  readonly ns: number;
  readonly name: string;
  readonly kind: "loopback" | "ethernet" | "veth" | "bridge";
  readonly index: number;
  readonly mac: string;
  readonly mtu: number;
  readonly up: boolean;
  /** IPv4 with prefix length: `172.17.0.2/16`. */
  readonly addresses: readonly string[];
  /** Other end of a cable: a veth's, or between a virtual machine's card and its host. 0 for none. */
  readonly peer: number;
  /** Bridge that it is plugged into; 0 for none. */
  readonly master: number;
  /** It joins two bridges: it is plugged in, and so is its other end. */
  readonly trunk: boolean;
}

export const netInterfaces = defineTable<NetInterface>()("net-interface", {
  ns: (row) => row.ns,
  name: (row) => `${row.ns}:${row.name}`,
  master: (row) => row.master || undefined,
  /** Ports of a bridge that lead to other bridges. */
  trunk: (row) => (row.trunk ? row.master : undefined),
  /** By address, wherever in the world. */
  address: (row) => row.addresses.map(bare),
  /** By namespace and address: `${ns}:${address}`. */
  local: (row) => row.addresses.map((address) => `${row.ns}:${bare(address)}`),
});

/** The address without its prefix length. */
function bare(address: string): string {
  return address.slice(0, address.indexOf("/"));
}

/** What a network namespace knows beyond its interfaces. */
export interface NetState extends Row {
  readonly ns: number;
  /** Number for its next interface. */
  readonly nextIndex: number;
  /** It passes on what is not for itself (`net.ipv4.ip_forward`). */
  readonly forwarding: boolean;
  /** Lowest port that processes other than root's may listen on. */
  readonly unprivilegedPort: number;
  /** Port that was chosen last for somebody who left the choice open; 0 for none yet. */
  readonly lastChosenPort: number;
}

export const netStates = defineTable<NetState>()("net-state", { ns: (row) => row.ns });

/** A rule on what a namespace passes on to and from one of its bridges. */
export interface ForwardFilter extends Row {
  readonly ns: number;
  readonly device: string;
  /** `isolated`: nothing comes in that was not asked for or published; `internal`: nothing in, nothing out. */
  readonly policy: "isolated" | "internal";
}

export const forwardFilters = defineTable<ForwardFilter>()("forward-filter", {
  ns: (row) => row.ns,
  device: (row) => `${row.ns}:${row.device}`,
});

/** Source translation: what leaves a network by another device goes out under that device's address. */
export interface Masquerade extends Row {
  readonly ns: number;
  /** Network: `172.17.0.0/16`. */
  readonly subnet: string;
  /** The network's own device, on which nothing is translated. */
  readonly device: string;
}

export const masquerades = defineTable<Masquerade>()("masquerade", { ns: (row) => row.ns });

export interface Route extends Row {
  readonly ns: number;
  /** `default` or a network: `172.17.0.0/16`. */
  readonly to: string;
  /** Gateway; empty for a network that is on the link. */
  readonly via: string;
  readonly device: string;
  readonly source: string;
}

export const routes = defineTable<Route>()("route", {
  ns: (row) => row.ns,
  device: (row) => `${row.ns}:${row.device}`,
});

export interface Listener extends Row {
  readonly ns: number;
  readonly protocol: "tcp" | "udp";
  /** `0.0.0.0` for all addresses. */
  readonly address: string;
  readonly port: number;
  readonly process: number;
}

export const listeners = defineTable<Listener>()("listener", {
  ns: (row) => row.ns,
  process: (row) => row.process,
  port: (row) => `${row.ns}:${row.protocol}:${row.port}`,
});

/** Destination translation: what arrives at a port of a host goes on to an address of a container. */
export interface NatRule extends Row {
  readonly ns: number;
  readonly protocol: "tcp" | "udp";
  readonly address: string;
  readonly port: number;
  readonly toAddress: string;
  readonly toPort: number;
  /** Row number of what published it. */
  readonly owner: number;
}

export const natRules = defineTable<NatRule>()("nat-rule", {
  ns: (row) => row.ns,
  owner: (row) => row.owner,
  port: (row) => `${row.ns}:${row.protocol}:${row.port}`,
});

/** A name that is known on a network (an engine's embedded name server answers from these). */
export interface HostName extends Row {
  /** Row number of the network, whatever keeps it. */
  readonly scope: number;
  readonly name: string;
  readonly address: string;
  /** Row number of what the name belongs to. */
  readonly owner: number;
}

export const hostNames = defineTable<HostName>()("host-name", {
  name: (row) => `${row.scope}:${row.name}`,
  scope: (row) => row.scope,
  owner: (row) => row.owner,
});

/** Where the processes of a network namespace ask for names: of which networks' names they learn. */
export interface Resolver extends Row {
  readonly ns: number;
  readonly scopes: readonly number[];
}

export const resolvers = defineTable<Resolver>()("resolver", { ns: (row) => row.ns });

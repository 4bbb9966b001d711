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
}

export const netInterfaces = defineTable<NetInterface>()("net-interface", {
  ns: (row) => row.ns,
  name: (row) => `${row.ns}:${row.name}`,
  master: (row) => row.master,
});

export interface Route extends Row {
  readonly ns: number;
  /** `default` or a network: `172.17.0.0/16`. */
  readonly to: string;
  /** Gateway; empty for a network that is on the link. */
  readonly via: string;
  readonly device: string;
  readonly source: string;
}

export const routes = defineTable<Route>()("route", { ns: (row) => row.ns });

export interface Listener extends Row {
  readonly ns: number;
  readonly protocol: "tcp" | "udp";
  /** `0.0.0.0` for all addresses. */
  readonly address: string;
  readonly port: number;
  readonly process: number;
}

export const listeners = defineTable<Listener>()("listener", {
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
  owner: (row) => row.owner,
});

/** Where the processes of a network namespace ask for names: of which networks' names they learn. */
export interface Resolver extends Row {
  readonly ns: number;
  readonly scopes: readonly number[];
}

export const resolvers = defineTable<Resolver>()("resolver", { ns: (row) => row.ns });

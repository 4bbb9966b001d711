/** System calls about the network of the caller's network namespace: what `ip` asks the kernel for. */
import * as z from "zod/mini";
import { defineCommand } from "../../core/command";
import { ok, type Result, refuse } from "../../core/result";
import type { World } from "../../core/world";
import {
  addAddress,
  addInterface,
  interfaceNamed,
  moveInterface,
  plug,
  removeAddress,
  removeInterface,
  setUp,
  unplug,
  vethPair,
} from "../../kernel/net/interfaces";
import { addRoute, removeRoute } from "../../kernel/net/routes";
import { setForwarding } from "../../kernel/net/state";
import type { NetInterface } from "../../kernel/net/tables";
import type { Process } from "../../kernel/process/table";
import { CAPABILITY, type Caller, caller, callerOf, mayChange, namespaceOf } from "./caller";

const name = z.string();

/** The caller, if it may change the network that it sees. */
function admin(world: World, by: Caller): Result<Process> {
  const self = callerOf(world, by);
  if (!self.ok) return self;
  const may = mayChange(world, self.value, self.value.ns.net, CAPABILITY.netAdmin);
  return may.ok ? self : may;
}

/** Does something with an interface that the caller may change. Refused with ENODEV if there is none of the name. */
function withLink(
  world: World,
  by: Caller,
  name: string,
  act: (card: NetInterface, self: Process) => Result<unknown>,
): Result<unknown> {
  const self = admin(world, by);
  if (!self.ok) return self;
  const card = interfaceNamed(world, self.value.ns.net, name);
  if (card) return act(card, self.value);
  return refuse("ENODEV", `cannot change ${name}`, `Device "${name}" does not exist`);
}

const addBridge = defineCommand(
  "addInterface",
  "Adds a bridge to the caller's network namespace",
  { ...caller, name },
  (world, { name, ...by }) => {
    const self = admin(world, by);
    return self.ok ? addInterface(world, { ns: self.value.ns.net, name, kind: "bridge" }) : self;
  },
);

const addVeth = defineCommand(
  "addVeth",
  "Adds two interfaces with a cable between them; the far one may be in another network namespace, by number",
  { ...caller, name, peer: name, peerNs: z.optional(z.int()) },
  (world, { name, peer, peerNs, ...by }) => {
    const self = admin(world, by);
    if (!self.ok) return self;
    const { net } = self.value.ns;
    const far = peerNs === undefined ? ok({ id: net }) : farNs(world, self.value, peerNs);
    return far.ok ? vethPair(world, net, name, far.value.id, peer) : far;
  },
);

function farNs(world: World, self: Process, inode: number): Result<{ readonly id: number }> {
  const far = namespaceOf(world, self, inode);
  if (!far.ok) return far;
  if (far.value.kind !== "net")
    return refuse(
      "EINVAL",
      `cannot use namespace ${inode}`,
      "Invalid argument: it is not a network namespace",
    );
  const may = mayChange(world, self, far.value.id, CAPABILITY.netAdmin);
  return may.ok ? far : may;
}

const deleteLink = defineCommand(
  "deleteLink",
  "Removes an interface, and the other end of its cable",
  { ...caller, name },
  (world, { name, ...by }) =>
    withLink(world, by, name, (card) => {
      if (card.kind === "loopback" || card.kind === "ethernet")
        return refuse(
          "EOPNOTSUPP",
          `cannot remove ${name}`,
          "Operation not supported: it is not a virtual device",
        );
      removeInterface(world, card.id);
      return ok(undefined);
    }),
);

const setLink = defineCommand(
  "setLink",
  "Sets an interface up or down, or plugs it into a bridge; an empty `master` takes it out",
  { ...caller, name, up: z.optional(z.boolean()), master: z.optional(z.string()) },
  (world, { name, up, master, ...by }) =>
    withLink(world, by, name, (card) => {
      if (up !== undefined) setUp(world, card.id, up);
      if (master === undefined) return ok(undefined);
      if (master === "") return ok(unplug(world, card.id));
      const bridge = interfaceNamed(world, card.ns, master);
      if (bridge) return plug(world, card.id, bridge.id);
      return refuse("ENODEV", `cannot plug ${name} into ${master}`, `Device "${master}" does not exist`);
    }),
);

const moveLink = defineCommand(
  "moveLink",
  "Moves an interface to another network namespace, by its number in /proc/PID/ns, or gives it another name",
  { ...caller, name, to: z.optional(z.int()), newName: z.optional(z.string()) },
  (world, { name, to, newName, ...by }) =>
    withLink(world, by, name, (card, self) => {
      const far = to === undefined ? ok({ id: card.ns }) : farNs(world, self, to);
      return far.ok ? moveInterface(world, card.id, far.value.id, newName) : far;
    }),
);

const addAddressCall = defineCommand(
  "addAddress",
  "Gives an interface an address with its prefix length",
  { ...caller, name, address: z.string() },
  (world, { name, address, ...by }) =>
    withLink(world, by, name, (card) => addAddress(world, card.id, address)),
);

const deleteAddress = defineCommand(
  "deleteAddress",
  "Takes an address from an interface",
  { ...caller, name, address: z.string() },
  (world, { name, address, ...by }) =>
    withLink(world, by, name, (card) => removeAddress(world, card.id, address)),
);

const addRouteCall = defineCommand(
  "addRoute",
  "Adds a route to a network, or the default one, through a gateway or straight onto a device's link",
  { ...caller, to: z.string(), via: z.optional(z.string()), device: z.optional(z.string()) },
  (world, { to, via, device, ...by }) => {
    const self = admin(world, by);
    if (!self.ok) return self;
    return addRoute(world, { ns: self.value.ns.net, to, via: via ?? "", device: device ?? "" });
  },
);

const deleteRoute = defineCommand(
  "deleteRoute",
  "Deletes a route",
  { ...caller, to: z.string() },
  (world, { to, ...by }) => {
    const self = admin(world, by);
    return self.ok ? removeRoute(world, self.value.ns.net, to) : self;
  },
);

const setForwardingCall = defineCommand(
  "setForwarding",
  "Lets the caller's network namespace pass on packets that are not for itself, or not",
  { ...caller, forwarding: z.boolean() },
  (world, { forwarding, ...by }) => {
    const self = admin(world, by);
    return self.ok ? ok(setForwarding(world, self.value.ns.net, forwarding)) : self;
  },
);

export const networkCalls = [
  addBridge,
  addVeth,
  deleteLink,
  setLink,
  moveLink,
  addAddressCall,
  deleteAddress,
  addRouteCall,
  deleteRoute,
  setForwardingCall,
] as const;

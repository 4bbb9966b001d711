/** Commands about networks. */
import * as z from "zod/mini";
import { defineCommand } from "../../core/command";
import { ok } from "../../core/result";
import { engineAt } from "../engine/access";
import { createNetwork, pruneNetworks, removeNetwork } from "./create";
import { connectContainer, disconnectContainer } from "./membership";

const machine = z.string();

const createNetworkCommand = defineCommand(
  "createNetwork",
  "Makes a network with a bridge of its own; an internal one leads nowhere else",
  {
    machine,
    name: z.string(),
    subnet: z.optional(z.string()),
    gateway: z.optional(z.string()),
    internal: z.optional(z.boolean()),
    labels: z.optional(z.record(z.string(), z.string())),
  },
  (world, { machine, name, subnet, gateway, internal, labels }) => {
    const engine = engineAt(world, machine);
    if (!engine.ok) return engine;
    return createNetwork(world, engine.value.id, {
      name,
      ...(subnet === undefined ? {} : { subnet }),
      ...(gateway === undefined ? {} : { gateway }),
      ...(internal === undefined ? {} : { internal }),
      ...(labels === undefined ? {} : { labels }),
    });
  },
);

const removeNetworkCommand = defineCommand(
  "removeNetwork",
  "Removes a network that no running container is on",
  { machine, name: z.string() },
  (world, { machine, name }) => {
    const engine = engineAt(world, machine);
    return engine.ok ? removeNetwork(world, engine.value.id, name) : engine;
  },
);

const pruneNetworksCommand = defineCommand(
  "pruneNetworks",
  "Removes all networks that no container is on",
  { machine },
  (world, { machine }) => {
    const engine = engineAt(world, machine);
    return engine.ok ? ok(pruneNetworks(world, engine.value.id)) : engine;
  },
);

const connectNetwork = defineCommand(
  "connectNetwork",
  "Connects a container to a further network",
  {
    machine,
    network: z.string(),
    container: z.string(),
    aliases: z.optional(z.array(z.string())),
    ip: z.optional(z.string()),
  },
  (world, { machine, network, container, aliases, ip }) => {
    const engine = engineAt(world, machine);
    if (!engine.ok) return engine;
    return connectContainer(
      world,
      engine.value.id,
      { network, container },
      { aliases: aliases ?? [], address: ip ?? "" },
    );
  },
);

const disconnectNetwork = defineCommand(
  "disconnectNetwork",
  "Disconnects a container from a network",
  { machine, network: z.string(), container: z.string() },
  (world, { machine, network, container }) => {
    const engine = engineAt(world, machine);
    return engine.ok ? disconnectContainer(world, engine.value.id, { network, container }) : engine;
  },
);

export const networkCommands = [
  createNetworkCommand,
  removeNetworkCommand,
  pruneNetworksCommand,
  connectNetwork,
  disconnectNetwork,
] as const;

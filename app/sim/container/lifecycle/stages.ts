/** The stages of a container's start: what each costs, and what it really does when its time is over. */
import { ok, type Result } from "../../core/result";
import type { World } from "../../core/world";
import type { Cost } from "../../costs/cost";
import { engineCosts } from "../../costs/engine";
import { setLimits } from "../../kernel/cgroup/limits";
import { ensureCgroup } from "../../kernel/cgroup/tree";
import type { Kernel } from "../../kernel/kernel";
import { setHostname } from "../../kernel/namespace/change";
import { createNamespace } from "../../kernel/namespace/create";
import type { NamespaceKind, NamespaceSet } from "../../kernel/namespace/table";
import { processes } from "../../kernel/process/table";
import { type Container, containers } from "../tables";
import { hostnameOf } from "./environment";
import { joinNetworks, joinOther } from "./joining";
import { launch } from "./launch";
import { groupLimits } from "./limits";
import { prepareRoot } from "./root-files";
import { containerRuns, runOf } from "./runs";

/** One stage of a start. */
export interface Stage {
  readonly phase: string;
  readonly cost: Cost;
  /** Whose processor time it takes: the client's machine, the daemon's group, the container's group. */
  readonly by: "client" | "daemon" | "container";
  /** What has happened when its time is over. */
  readonly act: (world: World, container: Container, kernel: Kernel) => Result<void>;
}

const nothing = () => ok(undefined);

/** Path of a container's control group, as with the systemd driver. */
export function groupPath(containerId: string): string {
  return `/system.slice/docker-${containerId}.scope`;
}

function keep(world: World, container: Container, made: Partial<NamespaceSet>): void {
  const run = runOf(world, container.id);
  world.update(containerRuns, run.id, { namespaces: { ...run.namespaces, ...made } });
}

/** Kinds that a container shares with another or with its host instead of having one of its own. */
function sharedKinds({ spec }: Container): readonly NamespaceKind[] {
  const { network } = spec;
  return [
    ...(spec.pidMode === "host" ? (["pid"] as const) : []),
    ...(network === "host" ? (["uts"] as const) : []),
    ...(network === "host" || network.startsWith("container:") ? (["net"] as const) : []),
  ];
}

function makeNamespaces(world: World, container: Container, kernel: Kernel): Result<void> {
  const shared = sharedKinds(container);
  const { ns } = world.must(processes, kernel.init);
  const joins = container.spec.network.startsWith("container:");
  const net = joins ? joinOther(world, container) : ok(ns.net);
  if (!net.ok) return net;
  const made: Partial<Record<NamespaceKind, number>> = {};
  for (const kind of ["mnt", "uts", "ipc", "pid", "net"] as const)
    made[kind] = shared.includes(kind) ? ns[kind] : createNamespace(world, { kernel: kernel.id, kind }).id;
  if (joins) made.net = net.value;
  keep(world, container, made);
  if (shared.includes("uts") || made.uts === undefined) return ok(undefined);
  return setHostname(world, made.uts, hostnameOf(container));
}

function makeGroup(world: World, container: Container, kernel: Kernel): Result<void> {
  const group = ensureCgroup(world, kernel.id, groupPath(container.containerId));
  setLimits(world, group.id, groupLimits(container.spec));
  world.update(containers, container.id, { cgroup: group.id });
  const view = createNamespace(world, { kernel: kernel.id, kind: "cgroup", cgroupRoot: group.id });
  keep(world, container, { cgroup: view.id });
  return ok(undefined);
}

function makeRoot(world: World, container: Container, kernel: Kernel): Result<void> {
  const { mnt } = runOf(world, container.id).namespaces;
  if (mnt === undefined) throw new Error(`container ${container.id} has no mount namespace`);
  return prepareRoot(world, container, kernel, mnt);
}

/** All stages in order. A start that nobody typed begins after the client's. */
export const STAGES: readonly Stage[] = [
  { phase: "client", cost: engineCosts.clientMs, by: "client", act: nothing },
  { phase: "daemon", cost: engineCosts.daemonMs, by: "daemon", act: nothing },
  { phase: "image", cost: engineCosts.imageMs, by: "daemon", act: nothing },
  { phase: "namespaces", cost: engineCosts.namespacesMs, by: "daemon", act: makeNamespaces },
  { phase: "network", cost: engineCosts.networkMs, by: "daemon", act: joinNetworks },
  { phase: "cgroup", cost: engineCosts.cgroupMs, by: "daemon", act: makeGroup },
  { phase: "root file system", cost: engineCosts.rootMs, by: "daemon", act: makeRoot },
  { phase: "process", cost: engineCosts.processMs, by: "daemon", act: launch },
  { phase: "app", cost: engineCosts.appMs, by: "container", act: nothing },
];

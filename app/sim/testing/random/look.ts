/** For tests: what somebody who makes up commands sees of a world: names and numbers that are there, and now and then a wrong one. */
import { containers, engines, images, networks, volumes } from "../../container/tables";
import type { World } from "../../core/world";
import { type Cgroup, cgroups } from "../../kernel/cgroup/table";
import { kernels } from "../../kernel/kernel";
import { namespaces } from "../../kernel/namespace/table";
import { netInterfaces } from "../../kernel/net/tables";
import { processes } from "../../kernel/process/table";
import { apps, hypervisors, type Machine, machines, virtualMachines } from "../../machine/tables";
import { snapshots } from "../../machine/vms/snapshot-store";
import type { Chance } from "./chance";

/** In so many cases one names something that is not there. */
const WRONG = 25;

export class Look {
  readonly world: World;
  readonly chance: Chance;

  constructor(world: World, chance: Chance) {
    this.world = world;
    this.chance = chance;
  }

  #name(names: readonly string[], wrong = "nobody"): string {
    return names.length === 0 || this.chance.once(WRONG) ? wrong : this.chance.pick(names);
  }

  #machineName(id: number): string {
    return this.world.get(machines, id)?.name ?? "nobody";
  }

  /** Name of a machine, preferably one of which `fits` is true. */
  machine(fits: (machine: Machine) => boolean = () => true): string {
    const all = this.world.all(machines);
    const fitting = all.filter(fits);
    return this.#name(
      (fitting.length > 0 && !this.chance.once(WRONG) ? fitting : all).map(({ name }) => name),
    );
  }

  /** Name of a virtual machine that is in one of these states, if there is one. */
  vm(...states: string[]): string {
    const vms = this.world.all(virtualMachines);
    const fitting = vms.filter(({ state }) => states.length === 0 || states.includes(state));
    return this.#name((fitting.length > 0 ? fitting : vms).map(({ machine }) => this.#machineName(machine)));
  }

  /** Name of a machine with a hypervisor, and its product. */
  host(): { readonly machine: string; readonly product: string } {
    const all = this.world.all(hypervisors);
    if (all.length === 0) return { machine: this.machine(), product: "kvm" };
    const { machine, product } = this.chance.pick(all);
    return { machine: this.#machineName(machine), product };
  }

  snapshot(): { readonly machine: string; readonly snapshot: string } {
    const all = this.world.all(snapshots);
    if (all.length === 0) return { machine: this.vm(), snapshot: "s1" };
    const { vm, name } = this.chance.pick(all);
    return { machine: this.#machineName(this.world.must(virtualMachines, vm).machine), snapshot: name };
  }

  app(running: boolean): { readonly machine: string; readonly name: string } {
    const all = this.world.all(apps);
    const fitting = all.filter(({ process }) => (process !== null) === running);
    if (all.length === 0) return { machine: this.machine(), name: "web" };
    const { machine, name } = this.chance.pick(fitting.length > 0 ? fitting : all);
    return { machine: this.#machineName(machine), name };
  }

  /** Name of a machine with an engine at its command line, preferably one that answers. */
  client(): string {
    const all = this.world.all(engines);
    const up = all.filter(({ state }) => state === "running");
    if (all.length === 0) return this.machine();
    return this.#name(
      (up.length > 0 && !this.chance.once(4) ? up : all).map(({ client }) => this.#machineName(client)),
    );
  }

  /** A container, preferably in one of these states. */
  container(...states: string[]): { readonly machine: string; readonly container: string } {
    const all = this.world.all(containers);
    const fitting = all.filter(({ state }) => states.includes(state));
    if (all.length === 0 || this.chance.once(WRONG)) return { machine: this.client(), container: "nothing" };
    const { engine, name, containerId } = this.chance.pick(fitting.length > 0 ? fitting : all);
    const machine = this.#machineName(this.world.must(engines, engine).client);
    return { machine, container: this.chance.once(8) ? containerId.slice(0, 12) : name };
  }

  /** Something that an engine has: named by what `names` makes of its rows. */
  #owned(rows: readonly { readonly engine: number }[], names: (at: number) => string, wrong: string) {
    if (rows.length === 0) return { machine: this.client(), name: wrong };
    const at = this.chance.below(rows.length);
    const engine = this.world.must(engines, rows[at]?.engine ?? 0);
    return { machine: this.#machineName(engine.client), name: this.chance.once(WRONG) ? wrong : names(at) };
  }

  image(): { readonly machine: string; readonly name: string } {
    const all = this.world.all(images);
    return this.#owned(all, (at) => all[at]?.references[0] ?? all[at]?.digest ?? "", "no/such");
  }

  network(): { readonly machine: string; readonly name: string } {
    const all = this.world.all(networks);
    const made = all.filter(({ name }) => !["bridge", "host", "none"].includes(name));
    const from = made.length > 0 && !this.chance.once(5) ? made : all;
    return this.#owned(from, (at) => from[at]?.name ?? "", "nowhere");
  }

  volume(): { readonly machine: string; readonly name: string } {
    const all = this.world.all(volumes);
    return this.#owned(all, (at) => all[at]?.name ?? "", "nothing");
  }

  /** A process of a running kernel that may make a call: often process 1, else anybody. */
  caller(ordinary = false): { readonly machine: string; readonly pid: number } {
    const running = this.world
      .all(kernels)
      .filter(({ state, family }) => state === "running" && family === "linux");
    if (running.length === 0) return { machine: this.machine(), pid: 1 };
    const kernel = this.chance.pick(running);
    const machine = this.#machineName(kernel.machine);
    if (this.chance.once(WRONG)) return { machine, pid: 4_000 };
    if (!ordinary && this.chance.once(3)) return { machine, pid: 1 };
    const all = this.world.find(processes, "kernel", kernel.id).filter(({ id }) => id !== kernel.init);
    const mine = all.filter(({ layer }) => layer === `${machine}/kernel` || layer.includes("/container/"));
    const from = mine.length > 0 && !this.chance.once(6) ? mine : all;
    return { machine, pid: from.length === 0 ? 1 : (this.chance.pick(from).pids[0]?.pid ?? 1) };
  }

  /** A process with a child that has ended and that nobody has asked for yet. */
  mourner(): { readonly machine: string; readonly pid: number } {
    const zombie = this.world.all(processes).find(({ state }) => state === "zombie");
    const parent = zombie && this.world.get(processes, zombie.parent);
    if (parent === undefined) return this.caller(true);
    const { machine } = this.world.must(kernels, parent.kernel);
    return { machine: this.#machineName(machine), pid: parent.pids[0]?.pid ?? 1 };
  }

  /** Number of some process as the world's first namespaces see it. */
  pid(): number {
    const all = this.world.all(processes);
    return all.length === 0 ? 1 : (this.chance.pick(all).pids[0]?.pid ?? 1);
  }

  /** Inode number of a namespace, preferably one that is no initial one. */
  inode(kind?: string): number {
    const all = this.world.all(namespaces).filter((row) => kind === undefined || row.kind === kind);
    const later = all.filter(({ pidCount, id }) => pidCount < 3 && id > 0);
    return all.length === 0 ? 1 : this.chance.pick(later.length > 0 ? later : all).inode;
  }

  /** Name of a network interface of some kind. */
  link(...kinds: string[]): string {
    const all = this.world
      .all(netInterfaces)
      .filter(({ kind }) => kinds.length === 0 || kinds.includes(kind));
    return all.length === 0 ? "lo" : this.chance.pick(all).name;
  }

  /** Path of a control group: one of these, or any. */
  group(known: readonly string[]): string {
    const all = this.world.all(cgroups);
    if (all.length === 0 || !this.chance.once(3)) return this.chance.pick(known);
    let path = "";
    for (let at: Cgroup | undefined = this.chance.pick(all); at; at = this.world.get(cgroups, at.parent))
      path = at.parent === 0 ? path : `/${at.name}${path}`;
    return path || "/";
  }

  /** Layer of some process. */
  layer(): string {
    const all = this.world.all(processes);
    return all.length === 0 ? "nobody/app/x" : this.chance.pick(all).layer;
  }

  /** A process whose network namespace has an interface of these kinds by this name, if there is one. */
  withLink(...kinds: string[]): { readonly machine: string; readonly pid: number; readonly name: string } {
    const all = this.world
      .all(netInterfaces)
      .filter(({ kind }) => kinds.length === 0 || kinds.includes(kind));
    if (all.length === 0 || this.chance.once(WRONG)) return { ...this.caller(), name: this.link() };
    const { ns, name } = this.chance.pick(all);
    const member = this.world.first(processes, "namespace", ns);
    if (member === undefined) return { ...this.caller(), name };
    const { machine } = this.world.must(kernels, member.kernel);
    return { machine: this.#machineName(machine), pid: member.pids[0]?.pid ?? 1, name };
  }
}

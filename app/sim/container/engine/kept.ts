/** What a snapshot of a machine keeps of the engine on it: its rows as they were, copies of its files and logs. */
import { defineTable, type Row, type Table } from "../../core/table";
import type { World } from "../../core/world";
import { SIGNALS } from "../../kernel/abi";
import { copyTree } from "../../kernel/files/overlay";
import { removeTree } from "../../kernel/files/tree";
import { linesOf } from "../../kernel/output";
import { snapshots } from "../../machine/vms/snapshot-store";
import { cachedSteps } from "../build/tables";
import { layerUses, repositoryDigests } from "../images/tables";
import { isRunning, isStarting } from "../lifecycle/starting";
import {
  type Container,
  containers,
  type Engine,
  endpoints,
  engines,
  imageLayers,
  images,
  networks,
  volumes,
} from "../tables";
import { volumeUses } from "../volumes/tables";

/** A row with the name of its table. */
interface KeptRow {
  readonly table: string;
  readonly row: Row;
}

/** What a container had printed. */
interface KeptLog {
  readonly output: number;
  readonly lines: readonly { readonly fd: 1 | 2; readonly at: number; readonly text: string }[];
}

export interface KeptEngine extends Row {
  readonly snapshot: number;
  readonly engine: Engine;
  /** Those that others name come before these. */
  readonly rows: readonly KeptRow[];
  /** Roots of its trees of files, and of their copies. */
  readonly trees: readonly { readonly root: number; readonly copy: number }[];
  readonly logs: readonly KeptLog[];
  /** The memory of the machine was kept too: containers that ran are to run again. */
  readonly running: boolean;
  /** Row numbers of the containers that ran. */
  readonly ran: readonly number[];
}

export const keptEngines = defineTable<KeptEngine>()("kept-engine", { snapshot: (row) => row.snapshot });

/** The tables whose rows are kept. */
export const KEPT_TABLES: ReadonlyMap<string, Table<Row>> = new Map(
  [
    imageLayers,
    images,
    repositoryDigests,
    cachedSteps,
    layerUses,
    volumes,
    containers,
    volumeUses,
    networks,
    endpoints,
  ].map((table) => [table.name, table as unknown as Table<Row>]),
);

/** A container as it is on disk: nothing of it is in memory. */
function atRest(world: World, container: Container): Container {
  const down = { ...container, process: null, shim: null, cgroup: null };
  if (!runs(world, container)) return container.state === "restarting" ? { ...down, state: "exited" } : down;
  if (!isRunning(container)) return { ...down, state: container.startedAt === null ? "created" : "exited" };
  return { ...down, state: "exited", exit: { signal: SIGNALS.SIGKILL }, finishedAt: world.now };
}

const UNPLUGGED = { address: "", mac: "", netInterface: 0 } as const;

function rowsOf(world: World, engine: number): KeptRow[] {
  const named = (table: { readonly name: string }, rows: readonly Row[]) =>
    rows.map((row) => ({ table: table.name, row }));
  const own = world.find(images, "engine", engine);
  const cached = world.find(cachedSteps, "engine", engine);
  const there = world.find(containers, "engine", engine);
  return [
    ...named(imageLayers, world.find(imageLayers, "engine", engine)),
    ...named(images, own),
    ...own.flatMap(({ id }) => named(repositoryDigests, world.find(repositoryDigests, "image", id))),
    ...named(cachedSteps, cached),
    ...[...own, ...cached].flatMap(({ id }) => named(layerUses, world.find(layerUses, "user", id))),
    ...named(volumes, world.find(volumes, "engine", engine)),
    ...named(
      containers,
      there.map((row) => atRest(world, row)),
    ),
    ...there.flatMap(({ id }) => named(volumeUses, world.find(volumeUses, "container", id))),
    ...named(
      networks,
      world.find(networks, "engine", engine).map((row) => ({ ...row, bridge: 0 })),
    ),
    ...there.flatMap(({ id }) =>
      named(
        endpoints,
        world.find(endpoints, "container", id).map((row) => ({ ...row, ...UNPLUGGED })),
      ),
    ),
  ];
}

/** Whether a container runs, or is about to. */
function runs(world: World, container: Container): boolean {
  return isRunning(container) || isStarting(world, container);
}

/** Layers that only a pull or a build under way holds are not kept: what is half done is lost. */
function withoutHalfDone(rows: readonly KeptRow[]): KeptRow[] {
  const held = new Set(rows.flatMap(({ row }) => ("user" in row && "layer" in row ? [row.layer] : [])));
  return rows.filter(({ table, row }) => table !== imageLayers.name || held.has(row.id));
}

/** Keeps what the engine of a machine has on its disk, if there is one, for a snapshot of that machine. */
export function keepEngine(world: World, machine: number, snapshot: number): void {
  const engine = world.first(engines, "machine", machine);
  const taken = world.get(snapshots, snapshot);
  if (engine === undefined || taken === undefined) return;
  const there = world.find(containers, "engine", engine.id);
  const rows = withoutHalfDone(rowsOf(world, engine.id));
  const roots = rows.flatMap(({ row }) =>
    ["tree", "upper"].flatMap((field) => (row as unknown as Record<string, number>)[field] ?? []),
  );
  world.insert(keptEngines, {
    snapshot,
    engine,
    rows,
    trees: roots.map((root) => ({ root, copy: copyTree(world, root) })),
    logs: there.map(({ output }) => ({
      output,
      lines: linesOf(world, output).map(({ fd, at, text }) => ({ fd, at, text })),
    })),
    running: taken.running,
    ran: there.filter((row) => runs(world, row)).map(({ id }) => id),
  });
}

/** Throws away what was kept for a snapshot. */
export function dropKept(world: World, snapshot: number): void {
  for (const { id, trees } of world.find(keptEngines, "snapshot", snapshot)) {
    for (const { copy } of trees) removeTree(world, copy);
    world.remove(keptEngines, id);
  }
}

/** An engine as it was when a snapshot of its machine was taken: put in place of what is there now. */
import { note } from "../../core/happenings";
import { ok, type Result } from "../../core/result";
import type { Row } from "../../core/table";
import type { World } from "../../core/world";
import { engineCosts } from "../../costs/engine";
import { useDisk as takeRoom } from "../../kernel/files/disk";
import { copyTree } from "../../kernel/files/overlay";
import { removeTree, storeTree } from "../../kernel/files/tree";
import { lines, streams } from "../../kernel/output";
import { machines } from "../../machine/tables";
import { remember } from "../lifecycle/create";
import { containerRuns, runOf } from "../lifecycle/runs";
import { containers, type Engine, engines } from "../tables";
import { emptyEngine, forgetEngine } from "./forget";
import { followMachine } from "./install";
import { KEPT_TABLES, type KeptEngine, keptEngines } from "./kept";

/** New row numbers by old ones: of rows, roots of trees, streams. A number is never given twice in a world. */
type Numbers = Map<number, number>;

function copyTrees(world: World, { trees }: KeptEngine, disk: number, numbers: Numbers): Result<void> {
  for (const { root, copy } of trees) {
    const made = copyTree(world, copy);
    numbers.set(root, made);
    const stored = storeTree(world, made, disk);
    if (!stored.ok) return stored;
  }
  return ok(undefined);
}

function copyLogs(world: World, { logs, rows }: KeptEngine, numbers: Numbers): void {
  const layers = new Map(
    rows.flatMap(({ row }) => ("output" in row && "layer" in row ? [[row.output, String(row.layer)]] : [])),
  );
  for (const log of logs) {
    const layer = layers.get(log.output) ?? "";
    const stream = world.insert(streams, { layer, written: log.lines.length }).id;
    for (const line of log.lines) world.insert(lines, { ...line, stream });
    numbers.set(log.output, stream);
  }
}

/** Fields of kept rows that hold such numbers. */
const POINTERS = "engine image layer user tree upper output volume container network".split(" ");

function copyRows(world: World, { rows }: KeptEngine, numbers: Numbers): void {
  for (const { table: name, row } of rows) {
    const table = KEPT_TABLES.get(name);
    if (table === undefined) throw new Error(`no table ${name} is kept`);
    const { id, ...fields } = row;
    const renumbered = Object.entries(fields).map(([field, value]) => [
      field,
      POINTERS.includes(field) && typeof value === "number" ? (numbers.get(value) ?? value) : value,
    ]);
    numbers.set(id, world.insert<Row>(table, Object.fromEntries(renumbered)).id);
  }
}

/** Notes for the next daemon which containers ran: they start again where the memory of that moment is back too. */
function leaveNotes(world: World, engine: number, { ran, running }: KeptEngine, numbers: Numbers): void {
  const again = new Set(running ? ran.map((id) => numbers.get(id)) : []);
  for (const container of world.find(containers, "engine", engine)) {
    remember(world, container);
    const afterwards = again.has(container.id) ? "start" : "rest";
    const unseen = afterwards === "start" || (container.spec.autoRemove && container.startedAt !== null);
    world.update(containerRuns, runOf(world, container.id).id, { afterwards, unseen });
  }
}

function engineFor(world: World, machine: number, kept: KeptEngine): Result<Engine> {
  const there = world.first(engines, "machine", machine);
  if (there !== undefined) {
    emptyEngine(world, there.id);
    return ok(there);
  }
  const room = takeRoom(world, world.must(machines, machine).disk, engineCosts.engineDiskBytes.value);
  if (!room.ok) return room;
  const { id: _, ...fields } = kept.engine;
  const engine = world.insert(engines, fields);
  followMachine(world, engine);
  return ok(engine);
}

/** An engine that is not part of what a disk holds now. */
function goesWithDisk(world: World, machine: number): void {
  const engine = world.first(engines, "machine", machine);
  if (engine === undefined) return;
  forgetEngine(world, engine);
  takeRoom(world, world.must(machines, machine).disk, -engineCosts.engineDiskBytes.value);
  note(world, engine.layer, "removed", "The engine is not on this disk any more");
}

function copyBack(world: World, machine: number, kept: KeptEngine): Result<void> {
  const engine = engineFor(world, machine, kept);
  if (!engine.ok) return engine;
  const { id } = world.update(engines, engine.value.id, { state: "stopped", daemon: null, containerd: null });
  const numbers: Numbers = new Map([[kept.engine.id, id]]);
  const files = copyTrees(world, kept, world.must(machines, machine).disk, numbers);
  if (!files.ok) {
    for (const copy of numbers.values()) if (copy !== id) removeTree(world, copy);
    return files;
  }
  copyLogs(world, kept, numbers);
  copyRows(world, kept, numbers);
  leaveNotes(world, id, kept, numbers);
  return ok(undefined);
}

/**
 * Puts the engine of a machine, whose disk has gone back to a snapshot, back as it was then: images, containers, volumes
 * and networks. One that was not there then goes. The machine must not be up.
 */
export function putEngineBack(world: World, machine: number, snapshot: number): void {
  const kept = world.first(keptEngines, "snapshot", snapshot);
  const back = kept && copyBack(world, machine, kept);
  if (back?.ok) return;
  goesWithDisk(world, machine);
  if (back) note(world, world.must(machines, machine).name, "restore-failed", back.refusal.why);
}

/** What processes print: streams of lines that somebody keeps. */
import { defineTable, type Row } from "../core/table";
import type { World } from "../core/world";
import { processCosts } from "../costs/processes";

export interface Stream extends Row {
  readonly layer: string;
  /** Lines written since it was made, forgotten ones included. */
  readonly written: number;
}

export const streams = defineTable<Stream>()("stream", { layer: (row) => row.layer });

export interface Line extends Row {
  readonly stream: number;
  /** 1 for standard output, 2 for errors. */
  readonly fd: 1 | 2;
  /** Virtual ms. */
  readonly at: number;
  readonly text: string;
}

export const lines = defineTable<Line>()("line", { stream: (row) => row.stream });

/** Opens a stream for the output of a layer's processes. Returns its row number. */
export function createStream(world: World, layer: string): number {
  return world.insert(streams, { layer, written: 0 }).id;
}

/**
 * Adds lines to a stream (`text` is split at its line ends). The oldest are forgotten when it holds too many; what is
 * written to one that is gone nobody keeps.
 */
export function write(world: World, stream: number, fd: 1 | 2, text: string): void {
  const row = world.get(streams, stream);
  if (row === undefined) return;
  let { written } = row;
  for (const line of text.split("\n")) {
    world.insert(lines, { stream, fd, at: world.now, text: line });
    written++;
    world.update(streams, stream, { written });
    if (written > processCosts.keptLines.value) {
      const oldest = world.first(lines, "stream", stream);
      if (oldest) world.remove(lines, oldest.id);
    }
  }
}

/** The lines that a stream still holds, oldest first. */
export function linesOf(world: World, stream: number): readonly Line[] {
  return world.find(lines, "stream", stream);
}

/** Removes a stream with its lines. Removing none is no error. */
export function removeStream(world: World, stream: number): void {
  for (const line of linesOf(world, stream)) world.remove(lines, line.id);
  world.remove(streams, stream);
}

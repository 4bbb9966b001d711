/** For tests: whether a random log gives the same world however it is played. */

import type { Command } from "../../commands/all";
import { decodeScenario, encodeScenario } from "../../commands/codec";
import { History } from "../../core/history";
import { difference } from "../difference";
import { type RandomLog, rulesFor } from "../random-logs";
import { Chance } from "./chance";
import { entriesOf, freshAt, play } from "./replays";

const PIECES = 7;
const MOMENTS = 2;

/** Where worlds of a log differ that is played twice, and in pieces. */
export function replayFaults(log: RandomLog): string[] {
  const once = play(log).toJSON();
  return [
    difference(play(log).toJSON(), once, `log ${log.seed}, twice`),
    difference(play(log, PIECES).toJSON(), once, `log ${log.seed}, in pieces`),
  ].filter((fault) => fault !== undefined);
}

/** The history of a log that was encoded as text and decoded. Throws if it cannot be had. */
function decodedHistory(log: RandomLog): History<Command> {
  const scenario = { ...log.start.scenario, log: entriesOf(log) };
  const decoded = decodeScenario(encodeScenario(scenario));
  if (!decoded.ok) throw new Error(`log ${log.seed}: ${decoded.refusal.why}`);
  const changed = difference(decoded.value, scenario, `log ${log.seed}, as text`);
  if (changed !== undefined) throw new Error(changed);
  const history = History.replay(rulesFor(log.start), decoded.value.log);
  if (history instanceof History) return history;
  throw new Error(`log ${log.seed}: entry ${history.entry} was refused: ${history.refusal.what}`);
}

/** Where the history of a log, through its text, differs from fresh replays: at its end, at moments, undone, and redone. */
export function historyFaults(log: RandomLog): string[] {
  const found: (string | undefined)[] = [];
  const chance = new Chance(log.seed);
  const entries = entriesOf(log);
  const history = decodedHistory(log);
  const compare = (what: string, time: number, kept = entries, world = history.world) =>
    found.push(
      difference(world.toJSON(), freshAt(log, kept, time).toJSON(), `log ${log.seed}, ${what} ${time}`),
    );
  history.advance(log.end);
  compare("decoded", log.end);
  for (let left = MOMENTS; left > 0; left--) {
    const time = chance.below(log.end + 1);
    compare("at", time, entries, history.at(time));
  }
  for (let left = 1 + chance.below(entries.length); left > 0 && history.canUndo; left--) history.undo();
  compare("undone", history.now, [...history.log]);
  while (history.canRedo) history.redo();
  history.advance(log.end);
  compare("redone", log.end);
  return found.filter((fault) => fault !== undefined);
}

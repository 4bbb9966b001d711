/** Worlds as files: JSON scenarios, and what is written instead where the worker has died. */

import type { Scenario } from "../../sim/index";
import type { WorldSource } from "../../worlds/protocol";
import { explainNotJson, explainRefusal, explainTooLarge, explainUnreadable } from "./explain";
import type { Explained, Refusal } from "./lab-types";

/** Characters of the largest file that is read. */
export const LARGEST_FILE = 50_000_000;

/** A world as text, as in links: a version and letters. */
const ENCODED = /^\d+\.[A-Za-z0-9_-]+$/;

export interface OpenedFile {
  readonly name: string;
  text(): Promise<string>;
}

/** A world in a file. */
export interface FileContent {
  readonly source: WorldSource;
  /** The present that it was left at, virtual ms; `null`: its beginning. */
  readonly now: number | null;
}

/** What a file holds, or why it cannot be read. */
export async function readFile(file: OpenedFile): Promise<FileContent | { readonly failure: Explained }> {
  let text: string;
  try {
    text = (await file.text()).trim();
  } catch (error) {
    return { failure: explainUnreadable(file.name, error) };
  }
  if (text.length > LARGEST_FILE) return { failure: explainTooLarge(file.name, text.length, LARGEST_FILE) };
  if (ENCODED.test(text)) return { source: { from: "text", text }, now: null };
  try {
    const data: unknown = JSON.parse(text);
    return { source: { from: "data", data }, now: presentIn(data) };
  } catch (error) {
    return { failure: explainNotJson(file.name, error) };
  }
}

/** The present in a scenario; whether it is one is checked by whoever opens it. */
function presentIn(data: unknown): number | null {
  const now = typeof data === "object" && data !== null && "now" in data ? data.now : null;
  return typeof now === "number" ? now : null;
}

/** Why the world in a file cannot be opened, with the path of the fault. */
export function explainFile(name: string, refusal: Refusal): Explained {
  return explainRefusal(`the file ${name}`, refusal);
}

/** A scenario as a file that people can read and change. */
export function scenarioFile(scenario: Scenario): { name: string; text: string } {
  return {
    name: `strata-${plain(scenario.name || scenario.title)}.json`,
    text: `${JSON.stringify(scenario, null, 2)}\n`,
  };
}

/** A world that no worker can write as a scenario any more. */
export function encodedFile(text: string): { name: string; text: string } {
  return { name: "strata-world.txt", text };
}

/** Letters, digits and dashes that every file system takes. */
function plain(name: string): string {
  const letters = name.toLowerCase().replace(/[^a-z0-9]+/g, "-");
  return letters.replace(/^-+|-+$/g, "").slice(0, 60) || "world";
}

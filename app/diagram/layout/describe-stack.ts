/** A stack in words, for those who do not see the picture. */
import type { Layer, LayerState, Stack } from "./stack";

const STATE_WORDS: Record<LayerState, string> = {
  idle: "not started",
  working: "at work now",
  done: "up",
  failed: "failed",
  off: "out of reach",
};

const longest = (texts: readonly string[]) => texts[0] ?? "";

function describeLayer(layer: Layer): string {
  const note = longest(layer.notes);
  return [longest(layer.labels), STATE_WORDS[layer.state], note].filter(Boolean).join(", ");
}

/** One text that names every layer from the bottom up, its state, and what encloses it. */
export function describeStack(name: string, stack: Stack): string {
  const outside = stack.layers.filter((layer) => layer.group === null).map(describeLayer);
  const inside = stack.groups.map((group) => {
    const layers = stack.layers.filter((layer) => layer.group === group.id).map(describeLayer);
    return `Inside ${group.label}: ${layers.join("; ")}.`;
  });
  const working = stack.layers.filter((layer) => layer.state === "working");
  const now =
    working.length > 0 ? `At work: ${working.map((layer) => longest(layer.labels)).join(", ")}.` : "";
  return [`${name}, from the bottom up: ${outside.join("; ")}.`, ...inside, now].filter(Boolean).join(" ");
}

/**
 * The geometry and the colours of every ready scenario, compared with what was looked at and found good.
 * To accept a changed picture: `UPDATE_GOLDEN=1 npx vitest run app/diagram/layout/golden.test.ts`; it prints what changed.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { readyScenario, readyScenarioNames, Simulation, settle, viewsOf } from "../../sim/index";
import { mix, type Rgb, readColourTokens, type TokenScheme } from "../../ui/contrast";
import { layoutPicture } from "./layout-picture";
import { pictureOf } from "./picture-of";
import type { Scene, SceneItem } from "./scene";
import { faultsOf, missingFrom, silentBands } from "./testing/check-scene";

const TOKENS = readColourTokens(readFileSync(new URL("../../ui/tokens.css", import.meta.url), "utf8"));
/** The share of a role's fill in what has not started or cannot be reached: as in diagram.css. */
const PALE_SHARE = 0.16;
const WIDTH = 900;
const BAND_HEIGHT = 32;
/** The projector scheme's type is this much larger. */
const PROJECTOR_UNIT = 1.25;

/** Layers of a scenario when its story has been told and everything in it has come to rest. */
function settledLayers(name: string) {
  const scenario = readyScenario(name);
  if (scenario === undefined) throw new Error(`no scenario ${name}`);
  const started = Simulation.start(scenario);
  if (!started.ok) throw new Error(started.refusal.what);
  started.value.advance(scenario.lasts);
  settle(started.value.world);
  return viewsOf(started.value.world);
}

const hex = (colour: Rgb) =>
  `#${colour.map((part) => Math.round(part).toString(16).padStart(2, "0")).join("")}`;

/** Whose colours a role has: of boundaries the line and the words about them. */
const COLOURS_OF: Partial<Record<SceneItem["role"], string>> = {
  "virtual-hardware": "hardware",
  image: "userland",
};
const PALE = new Set<SceneItem["look"]>(["idle", "off"]);
const BOUNDARIES = new Set<SceneItem["role"]>(["os", "vm", "container", "gathering"]);

/** Fill, text and border of what has this role and this look. */
function coloursOf({ role, look }: SceneItem, scheme: TokenScheme): string {
  const token = (name: string): Rgb => {
    const colour = TOKENS[scheme].get(name);
    if (colour === undefined) throw new Error(`no colour ${name}`);
    return colour;
  };
  const alarm = look === "failed" ? token("failed") : look === "working" ? token("work") : null;
  if (BOUNDARIES.has(role)) return `none ${hex(token("ink"))} ${hex(alarm ?? token("muted"))}`;
  const own = COLOURS_OF[role] ?? role;
  const fill = token(`${own}-fill`);
  const pale = PALE.has(look);
  const text = pale ? token("ink") : token(`${own}-text`);
  const body = pale ? mix(fill, PALE_SHARE, token("surface")) : fill;
  return [body, text, alarm ?? token(`${own}-border`)].map(hex).join(" ");
}

function lineOf(item: SceneItem): string {
  const { kind, id, x, y, width, height, look, label, note } = item;
  return [kind, id, x, y, width, height, look, label, note === "" ? "" : `| ${note}`].join(" ").trimEnd();
}

function textOf(scene: Scene, schemes: readonly TokenScheme[]): string {
  const looks = new Map(scene.items.map((item) => [`${item.role} ${item.look}`, item]));
  const colours = [...looks]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, item]) => `${name}: ${schemes.map((scheme) => coloursOf(item, scheme)).join(" | ")}`);
  return [
    `${scene.width} x ${scene.height}`,
    scene.summary,
    "",
    ...scene.items.map(lineOf),
    "",
    `fill, text, border: ${schemes.join(" | ")}`,
    ...colours,
    "",
  ].join("\n");
}

/** Compares with the file, or writes it anew and prints the lines that changed. */
function expectGolden(name: string, text: string): void {
  const path = fileURLToPath(new URL(`./golden/${name}.txt`, import.meta.url));
  const before = existsSync(path) ? readFileSync(path, "utf8") : "";
  if (process.env.UPDATE_GOLDEN === undefined) {
    expect(text, `golden/${name}.txt: look at the picture, then see the head of this file`).toBe(before);
    return;
  }
  if (text === before) return;
  writeFileSync(path, text);
  const [old, now] = [before.split("\n"), text.split("\n")];
  const gone = old.filter((line) => !now.includes(line)).map((line) => `- ${line}`);
  const come = now.filter((line) => !old.includes(line)).map((line) => `+ ${line}`);
  process.stdout.write([`golden/${name}.txt`, ...gone, ...come, ""].join("\n"));
}

describe.each(readyScenarioNames)("the picture of %s", (name) => {
  const layers = settledLayers(name);
  const picture = pictureOf(layers);

  it("is as it was found good in the light and the dark scheme", () => {
    const scene = layoutPicture(picture, { width: WIDTH, bandHeight: BAND_HEIGHT, unit: 1, size: "plain" });
    expectGolden(name, textOf(scene, ["light", "dark"]));
  });

  it("is as it was found good for the projector", () => {
    const bandHeight = BAND_HEIGHT * PROJECTOR_UNIT;
    const scene = layoutPicture(picture, { width: WIDTH, bandHeight, unit: PROJECTOR_UNIT, size: "plain" });
    expectGolden(`${name}.projector`, textOf(scene, ["projector"]));
  });

  it("is without faults in every mode, wide and narrow", () => {
    for (const size of ["plain", "memory", "disk", "start"] as const) {
      for (const width of [360, 460, 620, 926, 1_400]) {
        const scene = layoutPicture(picture, { width, bandHeight: BAND_HEIGHT, unit: 1, size });
        expect(faultsOf(scene, 1)).toEqual([]);
        expect(missingFrom(scene, layers)).toEqual([]);
        expect(silentBands(picture, scene, size, 1)).toEqual([]);
      }
    }
  });

  it("has a place for every layer of which the story tells", () => {
    const scene = layoutPicture(picture, { width: WIDTH, bandHeight: BAND_HEIGHT, unit: 1, size: "plain" });
    const shown = new Set(scene.items.map(({ id }) => id));
    const told = readyScenario(name)?.story.flatMap((step) => step.layers) ?? [];
    expect(told.filter((id) => !shown.has(id) && !shown.has(scene.standIns.get(id) ?? ""))).toEqual([]);
  });
});

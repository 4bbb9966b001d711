import { describe, expect, it } from "vitest";
import type { Look, Role } from "../../layout/plan";
import type { SceneItem } from "../../layout/scene";
import { item } from "../testing/scenes";
import { cellPath } from "./cells";
import { drawnAlike, itemParts } from "./item-parts";

const BOX = { x: 0, y: 0, width: 100, height: 30 };

const parts = (rest: Partial<SceneItem>) => itemParts(item("x", rest), BOX, "p", 1);
const keys = (rest: Partial<SceneItem>) => parts(rest).map(({ key }) => key);
const part = (rest: Partial<SceneItem>, key: string) => parts(rest).find((one) => one.key === key);

describe("bands", () => {
  it.each<[Role, string | undefined, unknown]>([
    ["userland", "url(#p-dots)", 97],
    ["image", "url(#p-dots)", 97],
    ["hypervisor", "url(#p-hatch)", 18],
    ["engine", "url(#p-chevrons)", 18],
    ["kernel", undefined, undefined],
  ])("tell %s without colour", (role, fill, width) => {
    const pattern = part({ role }, "pattern");
    expect(pattern?.attributes.fill).toBe(fill);
    expect(pattern?.attributes.width).toBe(width);
  });

  it("leave the edge pattern out where there is no room", () => {
    const narrow = itemParts(item("x", { role: "engine" }), { ...BOX, width: 60 }, "p", 1);
    expect(narrow.map(({ key }) => key)).not.toContain("pattern");
  });

  it("paint the pattern paler while they are not up", () => {
    for (const look of ["idle", "off", "paused"] as const) {
      expect(part({ role: "engine", look }, "pattern")?.attributes.fill).toBe("url(#p-chevrons-pale)");
    }
  });

  it("give hardware a thick base and applications round corners", () => {
    expect(part({ role: "hardware" }, "base")?.attributes).toMatchObject({ y: 26, height: 4, width: 100 });
    expect(part({ role: "app" }, "body")?.attributes.rx).toBe(12);
    expect(part({ role: "kernel" }, "body")?.attributes.rx).toBe(4);
  });

  it.each<[Look, string[]]>([
    ["idle", ["body", "label"]],
    ["working", ["body", "outline", "sheen", "mark", "label"]],
    ["done", ["body", "label"]],
    ["paused", ["body", "mark", "label"]],
    ["failed", ["body", "outline", "mark", "label"]],
    ["off", ["body", "stripes", "label"]],
  ])("show that they are %s", (look, expected) => {
    expect(keys({ look, role: "kernel", marked: true })).toEqual(expected);
  });

  it("have a badge where there is no room for a mark, and an open lock when broken into", () => {
    expect(keys({ look: "failed", marked: false })).toContain("badge-failed");
    expect(keys({ look: "failed", marked: true })).not.toContain("badge-failed");
    const both = parts({ look: "paused", compromised: true }).filter(({ key }) => key.startsWith("badge"));
    expect(both.map(({ key, attributes }) => [key, attributes.transform])).toEqual([
      ["badge-compromised", "translate(96, 4)"],
      ["badge-paused", "translate(78, 4)"],
    ]);
  });

  it("say how high they would be by scale", () => {
    expect(part({ trueHeight: 12 }, "true-height")?.attributes).toMatchObject({ y: 18, height: 12 });
    expect(part({ trueHeight: 0 }, "true-height")?.attributes.height).toBe(1);
    expect(keys({ trueHeight: null })).not.toContain("true-height");
  });

  it("hide their text from screen readers, which get a name", () => {
    const texts = parts({ note: "8 CPU" }).filter(({ tag }) => tag === "text");
    expect(texts.map(({ text, attributes }) => [text, attributes["aria-hidden"]])).toEqual([
      ["x", "true"],
      ["8 CPU", "true"],
    ]);
  });
});

describe("frames", () => {
  it("are closed and double for machines, single with a dashed floor for containers", () => {
    expect(keys({ kind: "frame", role: "vm", label: "" })).toEqual(["body", "inner"]);
    expect(keys({ kind: "frame", role: "container", label: "" })).toEqual(["body", "shared"]);
    expect(part({ kind: "frame", role: "vm" }, "body")?.attributes.d).toMatch(/Z$/);
    expect(part({ kind: "frame", role: "container" }, "body")?.attributes.d).not.toMatch(/Z$/);
    expect(part({ kind: "frame", role: "container" }, "shared")?.attributes.d).toBe("M0 30H100");
  });
});

describe("cells", () => {
  it("show the kernel of those that have one of their own", () => {
    const fill = (rest: Partial<SceneItem>) => part({ kind: "cell", ...rest }, "body")?.attributes.fill;
    expect(fill({ role: "kernel", label: "" })).toBe("url(#p-cell-square)");
    expect(fill({ role: "kernel", label: "vm1" })).toBe("url(#p-cell-chip)");
    expect(fill({ role: "app", label: "" })).toBeNull();
    expect(fill({ role: "kernel", label: "", look: "idle" })).toBeNull();
  });

  it("are one element each without a name", () => {
    expect(keys({ kind: "cell", role: "app", label: "", look: "failed" })).toEqual(["body"]);
    expect(keys({ kind: "cell", role: "app", label: "web" })).toEqual(["body", "label"]);
  });

  it("say by lines how they are", () => {
    expect(cellPath("done", 8, 8)).toBe("M0 0H8V8H0Z");
    expect(cellPath("failed", 8, 8)).toBe("M0 0H8V8H0ZM0 0L8 8M8 0L0 8");
    expect(cellPath("off", 8, 8)).toBe("M0 0H8V8H0ZM0 8L8 0");
    expect(cellPath("paused", 8, 8)).toBe("M0 0H8V8H0ZM2.9 2V6M5.1 2V6");
  });
});

describe("drawnAlike", () => {
  const one = item("x");
  it.each<Partial<SceneItem>>([
    { look: "off" },
    { label: "y" },
    { note: "n" },
    { labelX: 1 },
    { labelY: 1 },
    { noteX: 1 },
    { centred: true },
    { marked: true },
    { compromised: true },
    { trueHeight: 3 },
    { kind: "frame" },
    { role: "image" },
  ])("sees %o", (rest) => {
    expect(drawnAlike(one, { ...one, ...rest })).toBe(false);
  });

  it("overlooks what is not drawn", () => {
    expect(drawnAlike(one, { ...one, x: 5, spoken: "else", level: 4, siblings: 9 })).toBe(true);
  });
});

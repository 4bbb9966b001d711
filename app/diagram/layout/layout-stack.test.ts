import { describe, expect, it } from "vitest";
import { describeStack } from "./describe-stack";
import { layoutStack, type StackLayout } from "./layout-stack";
import type { Layer, LayerRole, Stack } from "./stack";

const layer = (id: string, role: LayerRole, on: string | null, group: string | null = null): Layer => ({
  id,
  role,
  labels: [id],
  notes: [],
  state: "idle",
  on,
  group,
});

function machines(count: number): Stack {
  const ids = Array.from({ length: count }, (_, index) => `vm-${index + 1}`);
  return {
    groups: ids.map((id) => ({ id, kind: "vm", label: id })),
    layers: [
      layer("hardware", "hardware", null),
      layer("hypervisor", "hypervisor", "hardware"),
      ...ids.flatMap((id) => [
        layer(`${id}/hardware`, "virtual-hardware", "hypervisor", id),
        layer(`${id}/kernel`, "kernel", `${id}/hardware`, id),
      ]),
    ],
  };
}

function containers(count: number): Stack {
  const ids = Array.from({ length: count }, (_, index) => `c${index + 1}`);
  return {
    groups: ids.map((id) => ({ id, kind: "container", label: id })),
    layers: [
      layer("hardware", "hardware", null),
      layer("kernel", "kernel", "hardware"),
      { ...layer("engine", "engine", "kernel"), weight: 3 },
      layer("userland", "userland", "kernel"),
      ...ids.flatMap((id) => [
        layer(`${id}/image`, "image", "engine", id),
        layer(`${id}/app`, "app", `${id}/image`, id),
      ]),
    ],
  };
}

const OPTIONS = { width: 600, bandHeight: 30, unit: 1 };

function band(layout: StackLayout, id: string) {
  const found = layout.bands.find((candidate) => candidate.id === id);
  if (!found) throw new Error(`no band ${id}`);
  return found;
}

describe("layoutStack", () => {
  it("spans the ground over the whole width, less a margin for outlines", () => {
    const ground = band(layoutStack(machines(2), OPTIONS), "hardware");
    expect(ground).toMatchObject({ x: 4, width: 592 });
  });

  it("puts each layer above the one that it stands on", () => {
    const stack = machines(3);
    const layout = layoutStack(stack, OPTIONS);
    for (const { id, on } of stack.layers) {
      if (on === null) continue;
      const upper = band(layout, id);
      const lower = band(layout, on);
      expect(upper.y + upper.height).toBeLessThan(lower.y);
      expect(upper.x).toBeGreaterThanOrEqual(lower.x);
      expect(upper.x + upper.width).toBeLessThanOrEqual(lower.x + lower.width);
    }
  });

  it.each([1, 2, 3])("gives %i machines a kernel and a frame each, side by side", (count) => {
    const layout = layoutStack(machines(count), OPTIONS);
    const kernels = layout.bands.filter(({ role }) => role === "kernel");
    expect(kernels).toHaveLength(count);
    expect(new Set(kernels.map(({ y }) => y)).size).toBe(1);
    expect(layout.frames.map(({ kind }) => kind)).toEqual(Array(count).fill("vm"));
    for (const [index, frame] of layout.frames.entries()) {
      const next = layout.frames[index + 1];
      if (next) expect(frame.x + frame.width).toBeLessThan(next.x);
    }
  });

  it("encloses a group's layers in its frame", () => {
    const layout = layoutStack(machines(1), OPTIONS);
    const [frame] = layout.frames;
    const kernel = band(layout, "vm-1/kernel");
    expect(frame).toBeDefined();
    if (!frame) return;
    expect(frame.x).toBeLessThan(kernel.x);
    expect(frame.y).toBeLessThan(kernel.y);
    expect(frame.x + frame.width).toBeGreaterThan(kernel.x + kernel.width);
  });

  it.each([1, 4, 10])("stands %i containers on one kernel, none overlapping another", (count) => {
    const layout = layoutStack(containers(count), OPTIONS);
    expect(layout.bands.filter(({ role }) => role === "kernel")).toHaveLength(1);
    const apps = layout.bands.filter(({ role }) => role === "app").sort((a, b) => a.x - b.x);
    expect(apps).toHaveLength(count);
    apps.forEach((app, index) => {
      const next = apps[index + 1];
      if (next) expect(app.x + app.width).toBeLessThan(next.x);
    });
  });

  it("grows wider than offered before bands become too narrow to tell apart", () => {
    const layout = layoutStack(containers(10), { ...OPTIONS, width: 300 });
    expect(layout.width).toBeGreaterThan(300);
    const narrowest = Math.min(...layout.bands.map(({ width }) => width));
    expect(narrowest).toBeGreaterThanOrEqual(27);
  });

  it("keeps all bands inside the picture, in whole pixels", () => {
    const layout = layoutStack(containers(7), { width: 611.7, bandHeight: 28.5, unit: 1.25 });
    for (const { x, y, width, height } of layout.bands) {
      expect([x, y, width, height].every(Number.isInteger)).toBe(true);
      expect(x).toBeGreaterThanOrEqual(0);
      expect(y).toBeGreaterThanOrEqual(0);
      expect(x + width).toBeLessThanOrEqual(layout.width);
      expect(y + height).toBeLessThanOrEqual(layout.height);
    }
  });

  it("does not depend on how often it is called", () => {
    expect(layoutStack(containers(3), OPTIONS)).toEqual(layoutStack(containers(3), OPTIONS));
  });

  it("refuses a layer that stands on nothing known", () => {
    const stack = { layers: [layer("app", "app", "kernel")], groups: [] };
    expect(() => layoutStack(stack, OPTIONS)).toThrow("stands on nothing");
  });

  it("centres the label of a narrow band, and gives a mark up for it", () => {
    const stack: Stack = { groups: [], layers: [{ ...layer("app", "app", null), state: "working" }] };
    const narrow = band(layoutStack(stack, { ...OPTIONS, width: 48 }), "app");
    expect(narrow).toMatchObject({ label: "app", centred: true, marked: false, labelX: 20 });
    const wide = band(layoutStack(stack, OPTIONS), "app");
    expect(wide).toMatchObject({ label: "app", centred: false, marked: true });
  });

  it("words bands of one width alike, however their edges are rounded", () => {
    for (let width = 400; width < 460; width += 1) {
      const layout = layoutStack(machines(3), { ...OPTIONS, width });
      const labels = layout.bands.filter(({ role }) => role === "kernel").map(({ label }) => label.slice(4));
      expect(new Set(labels).size).toBe(1);
    }
  });

  it("moves the label aside for the mark of a layer at work", () => {
    const working: Stack = { groups: [], layers: [{ ...layer("k", "kernel", null), state: "working" }] };
    const idle: Stack = { groups: [], layers: [layer("k", "kernel", null)] };
    const labelX = (stack: Stack) => band(layoutStack(stack, OPTIONS), "k").labelX;
    expect(labelX(working)).toBeGreaterThan(labelX(idle));
  });
});

describe("describeStack", () => {
  it("names layers, states, enclosures and what is at work", () => {
    const stack: Stack = {
      groups: [{ id: "vm", kind: "vm", label: "the virtual machine" }],
      layers: [
        { ...layer("hardware", "hardware", null), state: "done" },
        { ...layer("guest kernel", "kernel", "hardware", "vm"), state: "working", notes: ["starting"] },
      ],
    };
    expect(describeStack("Virtual machine", stack)).toBe(
      "Virtual machine, from the bottom up: hardware, up. " +
        "Inside the virtual machine: guest kernel, at work now, starting. At work: guest kernel.",
    );
  });
});

import { describe, expect, it } from "vitest";
import { createWorlds, WorldsDied } from "./client";
import type { WorldView } from "./protocol";
import { LocalWorker } from "./testing/local-worker";
import { run, world } from "./testing/setups";

function hire() {
  const worker = new LocalWorker();
  return { worker, worlds: createWorlds(() => worker) };
}

async function opened() {
  const hired = hire();
  const begun = await hired.worlds.open("left", world());
  if (!begun.ok) throw new Error(begun.refusal.why);
  return { ...hired, view: begun.value };
}

/** Identifiers of layers of `after` that are not the very objects of `before`. */
function replaced(before: WorldView, after: WorldView): string[] {
  const known = new Set(before.layers);
  return after.layers.filter((layer) => !known.has(layer)).map(({ id }) => id);
}

describe("worlds behind a worker", () => {
  it("answers with whole views; layers and marks that did not change are the very same", async () => {
    const { worlds, view } = await opened();
    const acted = await worlds.act("left", [run("one")], "Add");
    if (!acted.ok) throw new Error(acted.refusal.why);
    const settled = await worlds.settle("left");
    expect(settled.layers.at(-1)).toMatchObject({ id: "laptop/container/one/app", state: "running" });
    expect(replaced(acted.value, settled)).not.toContain("laptop/os");
    expect(replaced(acted.value, settled)).toContain("laptop/container/one");
    expect(settled.marks[0]).toBe(acted.value.marks[0]);
    const later = await worlds.advance("left", 5_000);
    expect(later.layers).toBe(settled.layers);
    expect(later.marks).toBe(settled.marks);
    const undone = await worlds.undo("left");
    expect(undone.ok && undone.value.layers.map(({ id }) => id)).toEqual(view.layers.map(({ id }) => id));
    expect(undone.ok && replaced(later, undone.value)).not.toContain("laptop/image/alpine:latest");
  });

  it("sends nothing of a layer that did not change", async () => {
    const { worlds, worker } = await opened();
    await worlds.advance("left", 100);
    expect(worker.replies.at(-1)).toMatchObject({ value: { changed: [], marks: [] } });
    expect(worker.replies.at(-1)).not.toHaveProperty("value.order");
  });

  it("answers requests that overlap in the order in which they were made", async () => {
    const { worlds } = await opened();
    const answers = await Promise.all([
      worlds.act("left", [run("one")], "Add"),
      worlds.advance("left", 20),
      worlds.look("left", 10),
      worlds.fork("left", 1e9),
      worlds.settle("left"),
    ]);
    const [, , past, copy, settled] = answers;
    expect(past.head).toMatchObject({ at: 10, now: 20 });
    expect(copy.head).toMatchObject({ at: 20, now: 20 });
    expect(settled.head.at).toBe(50);
    expect(settled.layers.find(({ id }) => id === "laptop/container/one")?.state).toBe("running");
  });

  it("keeps what is there when something is refused, and begins anew when something is opened", async () => {
    const { worlds, view } = await opened();
    expect(await worlds.open("left", { from: "text", text: "?" })).toMatchObject({ ok: false });
    expect(await worlds.act("left", [{ do: "powerOn", machine: "laptop" }], "Switch on")).toMatchObject({
      ok: false,
      refusal: { code: "already-on" },
    });
    expect((await worlds.look("left", 0)).layers).toBe(view.layers);
    const again = await worlds.open("left", world());
    expect(again.ok && again.value).toEqual(view);
    expect(again.ok && replaced(view, again.value)).toHaveLength(view.layers.length);
  });

  it("passes everything else on: acts, inspections, scenarios, links, reports", async () => {
    const { worlds } = await opened();
    const { report, view } = await worlds.fill("left", [run("web-{n}")], 2);
    expect(report.added).toBe(2);
    expect(view.layers.filter(({ kind }) => kind === "container")).toHaveLength(2);
    expect(await worlds.acts("left")).toHaveLength(1);
    expect((await worlds.inspect("left", "laptop/container/web-1"))?.processCount).toBe(1);
    expect(await worlds.inspect("left", "nobody")).toBeNull();
    expect((await worlds.scenario("left")).log).toHaveLength(2);
    const linked = await worlds.open("right", { from: "text", text: await worlds.encode("left") });
    expect(linked.ok && linked.value.head.acts).toBe(1);
    await worlds.close("right");
  });
});

describe("the death of the worker", () => {
  it("rejects what was asked and what will be asked with words, and tells once", async () => {
    const { worlds, worker } = await opened();
    const heard: WorldsDied[] = [];
    worlds.onDeath((death) => heard.push(death));
    const forget = worlds.onDeath(() => expect.unreachable("it was not to be told any more"));
    forget();
    const pending = worlds.settle("left");
    worker.fails("error", "Uncaught RangeError: Maximum call stack size exceeded");
    worker.fails("error", "again");
    await expect(pending).rejects.toBeInstanceOf(WorldsDied);
    await expect(worlds.step("left")).rejects.toBe(heard[0]);
    expect(heard).toHaveLength(1);
    expect(heard[0]).toMatchObject({
      what: "The simulation has stopped.",
      why: expect.stringMatching(/\.$/),
      wayOut: expect.stringMatching(/\.$/),
      detail: "Uncaught RangeError: Maximum call stack size exceeded",
    });
    expect(worker.terminated).toBe(true);
  });

  it("says when it was memory that ran out", async () => {
    const { worlds, worker } = await opened();
    const pending = worlds.settle("left");
    worker.fails("error", "Uncaught RangeError: Array buffer allocation failed");
    await expect(pending).rejects.toMatchObject({ what: "The simulation has run out of memory." });
  });

  it("dies of an answer that cannot be read, and of a fault in the program", async () => {
    const first = await opened();
    const unread = first.worlds.settle("left");
    first.worker.fails("messageerror");
    await expect(unread).rejects.toMatchObject({ detail: "an answer could not be read" });
    const second = await opened();
    await expect(second.worlds.advance("right", 5)).rejects.toMatchObject({
      detail: expect.stringContaining("there is no world on the right"),
    });
    expect(second.worker.terminated).toBe(true);
  });

  it("is quiet when the worlds are disposed of", async () => {
    const { worlds, worker } = await opened();
    worlds.onDeath(() => expect.unreachable("disposing is no death"));
    const pending = worlds.settle("left");
    worlds.dispose();
    worlds.dispose();
    await expect(pending).rejects.toBeInstanceOf(WorldsDied);
    expect(worker.terminated).toBe(true);
  });

  it("does not heed answers that come too late", async () => {
    const { worlds, worker } = await opened();
    const pending = worlds.step("left");
    worlds.dispose();
    worker.says({ id: 2, value: null });
    await expect(pending).rejects.toBeInstanceOf(WorldsDied);
  });
});

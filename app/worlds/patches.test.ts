import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CommandInput } from "../sim/index";
import { createWorlds, type LivingWorlds } from "./client";
import { applyPatch } from "./patch";
import type { Slot, WorldView } from "./protocol";
import { LocalWorker } from "./testing/local-worker";
import { dockerHost, run, world } from "./testing/setups";
import { Hosted } from "./worker/hosted";
import { Openings } from "./worker/openings";
import { ViewStream } from "./worker/views";

const setup: readonly CommandInput[] = [
  ...dockerHost,
  { do: "installHypervisor", machine: "laptop", product: "virtualbox" },
  { do: "createVm", host: "laptop", name: "vm1", os: "alpine-3.22", profile: "microvm" },
];

/** What happens by itself as long as nobody acts. */
const story = [run("told"), { do: "stopContainer", machine: "laptop", container: "told" }].map(
  (command, index) => ({ at: index * 150, command }),
);

const commands: readonly CommandInput[] = [
  run("one"),
  run("two"),
  { do: "stopContainer", machine: "laptop", container: "one" },
  { do: "killContainer", machine: "laptop", container: "two" },
  { do: "removeContainer", machine: "laptop", container: "one" },
  { do: "pauseContainer", machine: "laptop", container: "two" },
  { do: "powerOn", machine: "vm1" },
  { do: "powerOff", machine: "vm1" },
  { do: "pullImage", machine: "laptop", image: "busybox" },
  { do: "installApp", machine: "laptop", name: "crm" },
  { do: "crashEngine", machine: "laptop" },
  { do: "crashKernel", machine: "laptop" },
  { do: "powerOff", machine: "laptop" },
  { do: "powerOn", machine: "laptop" },
];

type Deed = (worlds: LivingWorlds, slot: Slot) => Promise<WorldView | undefined>;

const slots = fc.constantFrom<Slot>("left", "right");
const moment = fc.oneof(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 0, max: 200_000 }));
const unwrap = async (result: Promise<{ ok: boolean; value?: WorldView }>) => (await result).value;

const deed: fc.Arbitrary<Deed> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.array(fc.constantFrom(...commands), { minLength: 1, maxLength: 2 }).map(
      (chosen): Deed =>
        (worlds, slot) =>
          unwrap(worlds.act(slot, chosen, "Act")),
    ),
  },
  {
    weight: 3,
    arbitrary: moment.map(
      (to): Deed =>
        (worlds, slot) =>
          worlds.advance(slot, to),
    ),
  },
  {
    weight: 3,
    arbitrary: moment.map(
      (at): Deed =>
        (worlds, slot) =>
          worlds.look(slot, at),
    ),
  },
  { weight: 2, arbitrary: fc.constant<Deed>((worlds, slot) => unwrap(worlds.undo(slot))) },
  { weight: 2, arbitrary: fc.constant<Deed>((worlds, slot) => unwrap(worlds.redo(slot))) },
  { weight: 1, arbitrary: fc.constant<Deed>((worlds, slot) => worlds.step(slot)) },
  { weight: 1, arbitrary: fc.constant<Deed>((worlds, slot) => worlds.settle(slot)) },
  {
    weight: 1,
    arbitrary: moment.map(
      (at): Deed =>
        (worlds, slot) =>
          worlds.rewind(slot, at),
    ),
  },
  {
    weight: 1,
    arbitrary: fc.constant<Deed>(
      async (worlds, slot) => (await worlds.fill(slot, [run("more-{n}")], 2)).view,
    ),
  },
);

/** The view of a world that is made from scratch: its text is opened, goes to its present, and shows the same moment. */
function fresh(text: string, { head }: WorldView): WorldView {
  const begun = new Openings(() => 0).take({ from: "text", text });
  if (!begun.ok) throw new Error(begun.refusal.why);
  begun.value.advance(head.now);
  const hosted = new Hosted(begun.value, () => 0);
  hosted.look(head.at);
  return applyPatch(undefined, hosted.view());
}

describe("views put together from patches", { timeout: 120_000 }, () => {
  it("equal views made from scratch, whatever was done before, and keep what has not changed", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(deed, slots), { minLength: 3, maxLength: 14 }), async (deeds) => {
        const worlds = createWorlds(() => new LocalWorker());
        const views = new Map<Slot, WorldView>();
        const note = (slot: Slot, view: WorldView | undefined) => {
          const before = views.get(slot);
          if (view === undefined) return;
          for (const layer of view.layers) {
            const known = before?.layers.find(({ id }) => id === layer.id);
            if (known !== layer && before !== undefined) expect(layer).not.toEqual(known);
          }
          views.set(slot, view);
        };
        const opened = await worlds.open("left", world(setup, { log: story }));
        if (!opened.ok) throw new Error(opened.refusal.why);
        note("left", opened.value);
        note("right", await worlds.fork("left", 0));
        for (const [act, slot] of deeds) note(slot, await act(worlds, slot));
        for (const [slot, view] of views) {
          const scratch = fresh(await worlds.encode(slot), view);
          expect(view.layers).toEqual(scratch.layers);
          expect(view.marks).toEqual(scratch.marks);
          // What was undone is in no text; a moment at which an act was undone may lie after its end.
          const { canRedo: _, endAt: __, ...head } = view.head;
          expect(scratch.head).toMatchObject(head);
        }
        worlds.dispose();
      }),
      { numRuns: 25, seed: 20_261_122 },
    );
  });

  it("hold together when a view is all new", () => {
    const stream = new ViewStream();
    expect(applyPatch(undefined, stream.next({ now: 1 } as WorldView["head"], [], []))).toEqual({
      head: { now: 1 },
      layers: [],
      marks: [],
    });
  });
});

/** Whatever fails, is pulled or moves in the ready stories is seen on the layer that it happens to, and stops there. */
import { expect, test } from "vitest";
import { isFailure } from "../../diagram/draw/flashes";
import { layoutPicture } from "../../diagram/layout/layout-picture";
import { pictureOf } from "../../diagram/layout/picture-of";
import type { CommandInput } from "../../sim/index";
import type { WorldView } from "../../state/lab/lab-types";
import { createWorlds } from "../../worlds/client";
import type { WorldSource } from "../../worlds/protocol";
import { LocalWorker } from "../../worlds/testing/local-worker";
import { flashesOf, newMarks } from "./flashes";

const PATIENCE_MS = 120_000;

/** What flashed while a world was played to its end: word and item, `item: what`. */
async function played(source: WorldSource, ...acts: readonly CommandInput[]): Promise<string[]> {
  const worlds = createWorlds(() => new LocalWorker());
  const opened = await worlds.open("left", source);
  if (!opened.ok) throw new Error(opened.refusal.why);
  let view: WorldView = opened.value;
  const seen: string[] = [];
  const shows = (next: WorldView) => {
    const picture = pictureOf(next.layers);
    const scene = layoutPicture(picture, { width: 1_600, bandHeight: 32, unit: 1, size: "plain" });
    const drawn = new Set(scene.items.map(({ id }) => id));
    for (const { item, what } of flashesOf(newMarks(view, next), picture.standIns, 1)) {
      if (drawn.has(item)) seen.push(`${item}: ${what}`);
      else seen.push(`nowhere (${item}): ${what}`);
    }
    view = next;
  };
  for (const act of acts) {
    const done = await worlds.act("left", [act], act.do);
    if (!done.ok) throw new Error(done.refusal.why);
    shows(done.value);
  }
  for (let now = -1; view.head.now > now; ) {
    now = view.head.now;
    shows(await worlds.step("left"));
  }
  worlds.dispose();
  return seen;
}
/** Commands for two hosts of one hypervisor, and a machine that runs on the first. */
const TWO_HOSTS: readonly CommandInput[] = [
  ...["a", "b"].flatMap((name): CommandInput[] => [
    { do: "addMachine", name, preset: "server" },
    { do: "installHypervisor", machine: name, product: "esxi" },
    { do: "powerOn", machine: name },
  ]),
  { do: "createVm", host: "a", name: "vm1", os: "alpine-3.22" },
  { do: "powerOn", machine: "vm1" },
];

const ENGINE: readonly CommandInput[] = [
  { do: "addMachine", name: "laptop", preset: "laptop", os: "ubuntu-24.04" },
  { do: "powerOn", machine: "laptop" },
  { do: "installEngine", machine: "laptop" },
];

const world = (setup: readonly CommandInput[]): WorldSource => ({
  from: "data",
  data: { version: 1, setup },
});

test.each<[name: string, seen: readonly string[]]>([
  ["app-crash", ["laptop/container/faulty: exited"]],
  ["out-of-memory-group", ["laptop/container/leak: oom-killed"]],
  ["out-of-memory-host", ["laptop/container/leak: oom-killed"]],
  ["fork-bomb", ["laptop/container/bomb: fork-refused"]],
  ["fork-bomb-limited", ["laptop/container/bomb: fork-refused"]],
  ["guest-kernel-panic", ["vm2: panicked", "vm2/kernel: panicked"]],
  ["host-kernel-panic", ["laptop/kernel: panicked", "laptop/hypervisor: crashed", "vm1: crashed"]],
  ["hypervisor-crash", ["server/hypervisor: crashed", "vm1: crashed", "vm2: crashed", "vm3: crashed"]],
  ["daemon-crash", ["laptop/engine: crashed", "laptop/container/web: exited"]],
  ["daemon-crash-live-restore", ["laptop/engine: crashed", "laptop/engine: ready"]],
  ["power-loss", ["laptop: power-lost", "laptop/container/web: exited", "laptop: powered-on"]],
  ["kernel-exploit", ["vm1/kernel: compromised", "laptop/kernel: compromised"]],
])(
  "%s is seen to happen, and nowhere else than in the picture",
  async (name, wanted) => {
    const seen = await played({ from: "ready", name });
    for (const happening of wanted) expect(seen).toContain(happening);
    expect(seen.filter((happening) => happening.startsWith("nowhere"))).toEqual([]);
  },
  PATIENCE_MS,
);

test("what fails alone stops there: no neighbour is marked", async () => {
  const failed = async (name: string) =>
    (await played({ from: "ready", name })).filter((happening) => isFailure(happening.split(": ")[1] ?? ""));
  expect(await failed("out-of-memory-group")).toEqual(["laptop/container/leak: oom-killed"]);
  expect(new Set(await failed("guest-kernel-panic"))).toEqual(
    new Set(["vm2: panicked", "vm2/kernel: panicked"]),
  );
});

test("a pull is seen on its engine, from its beginning to its end", async () => {
  const pull: CommandInput = { do: "pullImage", machine: "laptop", image: "nginx" };
  expect(await played(world(ENGINE), pull)).toEqual(["laptop/engine: pulling", "laptop/engine: pulled"]);
});

test("a migration is seen on the machine that moves", async () => {
  const move: CommandInput = { do: "migrateVm", machine: "vm1", to: "b" };
  expect(await played(world(TWO_HOSTS), move)).toEqual(["vm1: migrating", "vm1: migrated"]);
});

/** The oracle itself: it agrees with worlds as they are, and finds what was falsified. */
import { describe, expect, it } from "vitest";
import type { WorldData } from "../core/world";
import { askOracle } from "./oracle";
import { starts } from "./random/starts";
import { rulesFor } from "./random-logs";

type Fields = Record<string, unknown> & { id: number };
type Tables = Record<string, Fields[]>;

/** A world with containers on a network, or with virtual machines, as plain data of its own. */
function worldOf(name: string): WorldData {
  const start = starts.find(({ scenario }) => scenario.name === name);
  if (start === undefined) throw new Error(`no start ${name}`);
  return structuredClone(rulesFor(start).begin().toJSON());
}

/** A row of a table that fits. */
function row(tables: Tables, table: string, fits: (row: Fields) => boolean = () => true): Fields {
  const found = tables[table]?.find(fits);
  if (found === undefined) throw new Error(`no such ${table}`);
  return found;
}

const drop = (tables: Tables, table: string, id: number) => {
  tables[table] = (tables[table] ?? []).filter((one) => one.id !== id);
};

const named = (name: string) => (one: Fields) => one.name === name;

type Falsification = readonly [what: string, start: string, change: (tables: Tables) => void, said: RegExp];

const falsifications: readonly Falsification[] = [
  [
    "a group that is charged too much",
    "engine",
    (t) => Object.assign(row(t, "cgroup", named("system.slice")), { memoryCurrent: 1, memoryPeak: 1 }),
    /control group system\.slice .* is charged 1 bytes, not \d+/,
  ],
  [
    "a group that counts a process too few",
    "engine",
    (t) =>
      Object.assign(
        row(t, "cgroup", ({ name }) => String(name).startsWith("docker-")),
        { pidsCurrent: 0 },
      ),
    /control group docker-.* counts 0 processes, not 1/,
  ],
  [
    "a kernel with more in use than it has",
    "engine",
    (t) => Object.assign(row(t, "kernel"), { memoryBytes: 1000 }),
    /kernel a\/kernel uses \d+ bytes of 1000/,
  ],
  [
    "memory that a hypervisor gave to nobody",
    "bare",
    (t) => Object.assign(row(t, "machine", named("a")), { memoryUsed: 5 }),
    /a has given away 5 bytes of memory, not \d+/,
  ],
  [
    "a guest whose process on the host has too little",
    "kvm",
    (t) =>
      Object.assign(
        row(t, "process", ({ program }) => (program as Fields).kind === "machine"),
        { rssBytes: 1 },
      ),
    /v1 has 1 bytes of its host, not \d+/,
  ],
  [
    "a disk that holds less than lies on it",
    "engine",
    (t) => Object.assign(row(t, "disk"), { usedBytes: 7 }),
    /disk .* holds 7 bytes, not \d+/,
  ],
  [
    "a disk that is too small",
    "engine",
    (t) => Object.assign(row(t, "disk"), { capacityBytes: 7 }),
    /holds more than it has room for/,
  ],
  [
    "the image of a thin disk that shrank",
    "kvm",
    (t) =>
      Object.assign(
        row(t, "disk", ({ backing }) => backing !== null),
        { imageBytes: 3 },
      ),
    /the image of disk of v1 takes 3 bytes/,
  ],
  [
    "a file that its tree does not count",
    "system",
    (t) =>
      Object.assign(
        row(t, "inode", ({ size }) => Number(size) > 0),
        { size: 999_999_999 },
      ),
    /tree \d+ has \d+ bytes, not \d+/,
  ],
  [
    "a tree of files of nobody",
    "engine",
    (t) => drop(t, "volume", row(t, "volume").id),
    /tree \d+ belongs to nobody/,
  ],
  [
    "a process number that two have",
    "engine",
    (t) => {
      const [first, second] = t.process ?? [];
      Object.assign(second ?? {}, { pids: first?.pids });
    },
    /processes \d+ and \d+ are both 1 in namespace \d+/,
  ],
  [
    "a process number beyond the highest",
    "system",
    (t) => Object.assign(row(t, "kernel"), { pidMax: 5 }),
    /process \d+ \(.*\) has the number 5/,
  ],
  [
    "an orphan",
    "engine",
    (t) => Object.assign(row(t, "process", named("sleep")), { parent: 999_999 }),
    /process \d+ \(sleep\) has no living parent/,
  ],
  [
    "a zombie without a status",
    "engine",
    (t) => Object.assign(row(t, "process", named("crond")), { state: "zombie" }),
    /process \d+ \(crond\) is zombie with the status null/,
  ],
  [
    "processes on a kernel that has stopped",
    "engine",
    (t) => Object.assign(row(t, "kernel"), { state: "off" }),
    /process \d+ \(init\) is on a kernel that does not run/,
  ],
  [
    "a pid namespace that lost its process 1",
    "engine",
    (t) =>
      Object.assign(
        row(t, "namespace", ({ kind, parent }) => kind === "pid" && parent !== 0),
        { init: 0 },
      ),
    /pid namespace \d+ lives without its process 1/,
  ],
  [
    "a process in a namespace of another kind",
    "engine",
    (t) => {
      const sleep = row(t, "process", named("sleep"));
      const ns = sleep.ns as Record<string, number>;
      sleep.ns = { ...ns, net: ns.uts };
    },
    /process \d+ \(sleep\) is in no net namespace of its kernel/,
  ],
  [
    "a namespace that nobody needs",
    "engine",
    (t) => {
      const ns = row(t, "namespace", ({ kind }) => kind === "ipc");
      t.namespace?.push({ ...ns, id: 900_000, inode: 4_026_999_999 });
    },
    /ipc namespace 900000 is there for nobody/,
  ],
  [
    "namespaces that are nested in a circle",
    "engine",
    (t) => {
      const ns = row(t, "namespace", ({ kind, parent }) => kind === "pid" && parent !== 0);
      ns.parent = ns.id;
    },
    /pid namespace \d+ is nested in itself/,
  ],
  [
    "a mount of a file system that is gone",
    "engine",
    (t) => drop(t, "file-system", row(t, "file-system", ({ type }) => type === "overlay").id),
    /mount \d+ \(\/\) shows no file system of its kernel/,
  ],
  [
    "a cable with one end",
    "engine",
    (t) => drop(t, "net-interface", row(t, "net-interface", ({ kind }) => kind === "veth").id),
    /interface \d+ \(.*\) has a cable without another end/,
  ],
  [
    "an address that two have",
    "engine",
    (t) => {
      const card = row(t, "net-interface", ({ addresses }) => /^172\..*\.0\.2\//.test(String(addresses)));
      Object.assign(
        row(t, "net-interface", ({ id }) => id === card.peer),
        { addresses: card.addresses },
      );
    },
    /the address 172\..* is that of interfaces \d+ and \d+ of one network/,
  ],
  [
    "a published port of nobody",
    "desktop",
    (t) => Object.assign(row(t, "nat-rule"), { owner: 999_999 }),
    /rule \d+ \(port 8080\) was published by nobody/,
  ],
  [
    "a container that runs without a process",
    "engine",
    (t) => Object.assign(row(t, "container"), { process: 999_999 }),
    /container \d+ \(aa\) is running and has no process/,
  ],
  [
    "a container that is paused while its group is not frozen",
    "engine",
    (t) => Object.assign(row(t, "container"), { state: "paused" }),
    /container \d+ \(aa\) is paused, and its group is not frozen/,
  ],
  [
    "two containers of one name",
    "engine",
    (t) => t.container?.push({ ...row(t, "container"), id: 900_000 }),
    /the name \d+:aa is that of container \d+ and 900000/,
  ],
  [
    "an image without one of its layers",
    "engine",
    (t) => drop(t, "image-layer", row(t, "image-layer").id),
    /image \d+ \(alpine:latest\) lacks the layer sha256:/,
  ],
  [
    "a layer that no image has",
    "engine",
    (t) => {
      t["layer-use"] = [];
    },
    /image layer \d+ is held by nobody/,
  ],
  [
    "a guest that runs on a hypervisor that does not",
    "kvm",
    (t) => Object.assign(row(t, "hypervisor"), { state: "off" }),
    /v1 is running on a hypervisor that is off/,
  ],
  [
    "a machine that is off with a kernel that runs",
    "system",
    (t) => Object.assign(row(t, "machine"), { power: "off" }),
    /a is off, and its kernel runs/,
  ],
];

describe("the oracle", () => {
  it.each(starts.map(({ scenario }) => scenario.name))("W20: agrees with the start %s", (name) => {
    expect(askOracle(worldOf(name))).toEqual([]);
  });

  it.each(falsifications)("W20: finds %s", (_, start, change, said) => {
    const data = worldOf(start);
    change(data.tables as unknown as Tables);
    expect(askOracle(data)).toContainEqual(expect.stringMatching(said));
  });

  it("W20: finds a job that gets more than its share, and one that nobody asked for", () => {
    const start = starts.find(({ scenario }) => scenario.name === "system");
    if (start === undefined) throw new Error("no start");
    const rules = rulesFor(start);
    const world = rules.begin();
    for (let left = 3; left > 0; left--)
      rules.carryOut(world, { do: "spawnProcess", machine: "a", pid: 1, argv: ["yes"] }, 1);
    const data = structuredClone(world.toJSON());
    expect(askOracle(data)).toEqual([]);
    const tables = data.tables as unknown as Tables;
    Object.assign(row(tables, "flow-stream"), { rate: 5 });
    expect(askOracle(data)).toContainEqual(expect.stringMatching(/flow job \d+ gets 5, not 0\.5/));
    expect(askOracle(data)).toContainEqual(expect.stringMatching(/flow node \d+ gives out \d+ of 2/));
    Object.assign(row(tables, "process", named("yes")), { job: null });
    expect(askOracle(data)).toContainEqual(expect.stringMatching(/flow job \d+ belongs to 0 who work/));
    Object.assign(row(tables, "flow-job"), { node: 999_999 });
    expect(askOracle(data)).toContainEqual(expect.stringMatching(/flow job \d+ refers to flow-node 999999/));
  });

  it("W20: finds an event in the past", () => {
    const data = worldOf("engine");
    const late = { ...data, events: [{ at: data.now - 1, kind: "x", payload: null, cause: 0 }] };
    expect(askOracle(late)).toEqual(["an event x lies in the past"]);
  });
});

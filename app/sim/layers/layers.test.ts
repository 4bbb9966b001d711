import { describe, expect, it } from "vitest";
import { imagesBytes } from "../container/images/store";
import { engines } from "../container/tables";
import type { World } from "../core/world";
import {
  type CommandInput,
  type Layer,
  layersOf,
  readyScenario,
  readyScenarioNames,
  Simulation,
} from "../index";
import { disks } from "../kernel/files/tables";
import { usedMemory } from "../kernel/memory/account";
import { kernelOf } from "../machine/access";
import { machines, virtualMachines } from "../machine/tables";
import {
  type Acting,
  acting,
  actingIn,
  bottomOf,
  container,
  dockerHost,
  host,
  PATIENCE_MS,
  sum,
} from "../testing/claims";

const MIB = 1024 * 1024;

/** What each kind may stand on. */
const BELOW: Readonly<Record<Layer["kind"], readonly (Layer["kind"] | null)[]>> = {
  hardware: [null],
  "virtual-hardware": ["hypervisor"],
  hypervisor: ["hardware", "virtual-hardware", "host-os", "guest-os"],
  "host-os": ["hardware"],
  "guest-os": ["virtual-hardware"],
  kernel: ["hardware", "virtual-hardware"],
  userland: ["kernel"],
  engine: ["host-os", "guest-os"],
  image: ["engine"],
  container: ["engine"],
  libs: ["container", "host-os", "guest-os"],
  app: ["libs"],
};

/** What is wrong with the order of layers, in words. */
function misplaced(layers: readonly Layer[]): string[] {
  const seen = new Map<string, Layer>();
  const found: string[] = [];
  const ids = new Set(layers.map(({ id }) => id));
  for (const layer of layers) {
    const below = layer.on === null ? null : seen.get(layer.on);
    if (seen.has(layer.id)) found.push(`${layer.id} is there twice`);
    if (below === undefined) found.push(`${layer.id} comes before ${layer.on}`);
    else if (!BELOW[layer.kind].includes(below?.kind ?? null))
      found.push(`${layer.id} (${layer.kind}) on ${below?.kind}`);
    if (layer.within !== null && seen.get(layer.within) === undefined)
      found.push(`${layer.id} is within ${layer.within}, which does not come before it`);
    for (const used of layer.uses)
      if (!ids.has(used)) found.push(`${layer.id} uses ${used}, which is not there`);
    for (const figure of [layer.memoryBytes, layer.diskBytes, layer.cpu, layer.readyMs ?? 0])
      if (!(figure >= 0)) found.push(`${layer.id} has a figure of ${figure}`);
    seen.set(layer.id, layer);
  }
  return found;
}

/** Memory that the physical machines of a world have given away, by their kernels or by their hypervisors. */
function memoryGivenAway(world: World): number {
  return world
    .all(machines)
    .filter(({ id }) => world.first(virtualMachines, "machine", id) === undefined)
    .map((machine) => {
      const kernel = kernelOf(world, machine.id);
      return kernel === undefined ? machine.memoryUsed : usedMemory(world, kernel.id);
    })
    .reduce((total, bytes) => total + bytes, 0);
}

function diskGivenAway(world: World): number {
  return world
    .all(disks)
    .filter(({ backing }) => backing === null)
    .reduce((total, { usedBytes }) => total + usedBytes, 0);
}

/** Checks that the figures of all layers add up to what the machines have given away. */
function expectToAddUp(world: World): void {
  const layers = layersOf(world);
  expect(misplaced(layers)).toEqual([]);
  const panicked = layers.some(({ state }) => state === "panicked");
  if (!panicked) expect(sum(layers, "memoryBytes")).toBe(memoryGivenAway(world));
  expect(sum(layers, "diskBytes")).toBe(diskGivenAway(world));
}

function start(name: string): Acting {
  const scenario = readyScenario(name);
  const started = scenario && Simulation.start(scenario);
  if (!started?.ok) throw new Error(`${name} cannot be started`);
  return actingIn(started.value);
}

const laptopWithVm: readonly CommandInput[] = [
  ...host("laptop", "ubuntu-24.04"),
  { do: "installHypervisor", machine: "laptop", product: "virtualbox" },
  { do: "createVm", host: "laptop", name: "vm1", os: "debian-13" },
  { do: "installApp", machine: "vm1", name: "web" },
];

describe("layers of a world", { timeout: PATIENCE_MS }, () => {
  const names = readyScenarioNames.filter((name) => name !== "fork-bomb");

  it.each(names)(
    "L1: in %s each stands on one that is there, comes after it, and only hardware stands on nothing",
    (name) => {
      const { sim, settle } = start(name);
      settle();
      expect(misplaced(layersOf(sim.world))).toEqual([]);
    },
  );

  it.each(names)(
    "L2: in %s memory and disk add up to what the machines have given away, at any time",
    (name) => {
      const { sim, settle } = start(name);
      const log = sim.scenario.log.map(({ at }) => at);
      const times = [0, 20, 47, 60, 1_000, 4_000, 30_000, 60_000, ...log].sort((a, b) => a - b);
      for (const time of times) if (time <= sim.now) expectToAddUp(sim.at(time));
      for (const time of times) {
        if (time <= sim.now) continue;
        sim.advance(time);
        expectToAddUp(sim.world);
      }
      settle();
      expectToAddUp(sim.world);
    },
  );

  it("L2: also with volumes, snapshots, full and thin disks, moves, builds, files in memory, and machines within machines", () => {
    const lab = acting(
      ...dockerHost("a", ["alpine", "postgres"], { preset: "server" }),
      ...host("b", "debian-13", { preset: "server" }),
      { do: "installHypervisor", machine: "a", product: "kvm" },
      { do: "installHypervisor", machine: "b", product: "kvm" },
      { do: "createVm", host: "a", name: "thin", os: "debian-13", disk: "thin", nested: true },
      { do: "createVm", host: "a", name: "full", os: "debian-13", disk: "full", profile: "microvm" },
    );
    const check = () => expectToAddUp(lab.sim.world);
    const steps: CommandInput[] = [
      { do: "powerOn", machine: "thin" },
      { do: "powerOn", machine: "full" },
      { do: "snapshotVm", machine: "full", snapshot: "one" },
      { do: "installApp", machine: "thin", name: "crm" },
      { do: "installHypervisor", machine: "thin", product: "qemu" },
      {
        do: "createVm",
        host: "thin",
        name: "inner",
        os: "alpine-3.22",
        memoryBytes: 512 * MIB,
        diskBytes: 2_000_000_000,
      },
      { do: "powerOn", machine: "inner" },
      { do: "powerOff", machine: "inner" },
      { do: "deleteVm", machine: "inner" },
      {
        ...container("a", "db", {
          image: "postgres",
          mounts: ["data:/var/lib/postgresql/data"],
          memory: 512 * MIB,
        }),
        command: [],
        env: { POSTGRES_PASSWORD: "x" },
      },
      container("a", "files", { mounts: [{ kind: "tmpfs", target: "/cache" }, "notes:/notes"] }),
      {
        do: "copyToContainer",
        machine: "a",
        container: "files",
        path: "/notes",
        content: "kept".repeat(100),
      },
      { do: "copyToContainer", machine: "a", container: "files", path: "/root", content: "mine" },
      { do: "execInContainer", machine: "a", container: "files", command: ["sleep", "100"] },
      {
        do: "buildImage",
        machine: "a",
        tag: "app",
        dockerfile: 'FROM alpine\nRUN apk add curl\nCOPY app /app\nCMD ["sleep","infinity"]',
        files: [{ path: "app", size: 5_000_000 }],
      },
      { do: "commitContainer", machine: "a", container: "files", as: "kept" },
      { do: "removeImage", machine: "a", image: "app" },
      { do: "removeContainer", machine: "a", container: "db", force: true },
      { do: "restoreVm", machine: "full", snapshot: "one" },
      { do: "deleteSnapshot", machine: "full", snapshot: "one" },
      { do: "pauseVm", machine: "full" },
      { do: "resumeVm", machine: "full" },
      { do: "migrateVm", machine: "full", to: "b" },
      { do: "shutDown", machine: "thin" },
      { do: "powerOff", machine: "a" },
      { do: "powerOn", machine: "a" },
    ];
    check();
    for (const step of steps) {
      lab.begin(step);
      check();
      lab.wait(700);
      check();
      lab.settle();
      lab.wait(20_000);
      lab.settle();
      check();
    }
    expect(bottomOf(lab.layers(), "full")).toBe("b");
  });

  it("L3: what images share lies on disk once: the first bears it, the others use it", () => {
    const { sim, layers, layer, act } = acting(...dockerHost("laptop", ["nginx", "redis", "postgres"]));
    const engine = sim.world.all(engines)[0];
    expect(sum(layers("image"), "diskBytes")).toBe(imagesBytes(sim.world, engine?.id ?? 0));
    expect(layer("laptop/image/redis:latest").uses).toEqual(["laptop/image/nginx:latest"]);
    expect(layer("laptop/image/nginx:latest").uses).toEqual([]);
    const before = sum(layers(), "diskBytes");
    act({ do: "tagImage", machine: "laptop", image: "redis", as: "mine:1" });
    expect(sum(layers(), "diskBytes")).toBe(before);
    act({ do: "removeImage", machine: "laptop", image: "nginx" });
    // The base is needed still, and redis bears it now.
    expect(layer("laptop/image/redis:latest").uses).toEqual([]);
    expect(sum(layers(), "diskBytes")).toBeGreaterThan(before - 192_000_000);
  });

  it("L4: a container uses its image and its host's kernel, and holds on disk only what it has written", () => {
    const lab = acting(...dockerHost("laptop"));
    lab.act(container("laptop", "one"), container("laptop", "two"));
    for (const name of ["one", "two"])
      expect(lab.layer(`laptop/container/${name}`)).toMatchObject({
        uses: ["laptop/image/alpine:latest", "laptop/kernel"],
        isolation: "namespaces",
        diskBytes: 0,
      });
    lab.act({
      do: "copyToContainer",
      machine: "laptop",
      container: "one",
      path: "/root",
      name: "f",
      content: "1234",
    });
    expect(["one", "two"].map((name) => lab.layer(`laptop/container/${name}`).diskBytes)).toEqual([4, 0]);
  });

  it("L5: virtual hardware holds what it was granted less what its guest uses", () => {
    const lab = acting(...laptopWithVm);
    const guest = () =>
      sum(
        lab.layers().filter(({ id }) => id.startsWith("vm1/")),
        "memoryBytes",
      );
    const { capacity, memoryBytes } = lab.layer("vm1");
    expect([capacity?.memoryBytes, memoryBytes, guest()]).toEqual([2 * 1024 * MIB, 0, 0]);
    lab.begin({ do: "powerOn", machine: "vm1" });
    const granted = lab.layer("vm1").memoryBytes;
    expect(granted).toBeGreaterThanOrEqual(2 * 1024 * MIB);
    expect(guest()).toBe(0);
    lab.settle();
    expect(guest()).toBeGreaterThan(200_000_000);
    expect(lab.layer("vm1").memoryBytes + guest()).toBe(granted);
    lab.act({ do: "crashApp", machine: "vm1", name: "web" });
    expect(lab.layer("vm1").memoryBytes + guest()).toBe(granted);
    expect(lab.layer("vm1/app/web")).toMatchObject({ state: "off", memoryBytes: 0 });
    lab.act({ do: "powerOff", machine: "vm1" });
    expect(lab.layer("vm1")).toMatchObject({ state: "off", memoryBytes: 0, readyMs: null });
  });
});

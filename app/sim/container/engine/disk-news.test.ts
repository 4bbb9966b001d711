import { describe, expect, it } from "vitest";
import { writeFile } from "../../kernel/files/change";
import { readFile } from "../../kernel/files/read";
import { disks } from "../../kernel/files/tables";
import { treeBytes } from "../../kernel/files/tree";
import { linesOf } from "../../kernel/output";
import { machineNamed } from "../../machine/access";
import {
  census,
  engineNow,
  insideOf,
  type Lab,
  stateOf,
  storyOf,
  testLab,
  theContainer,
} from "../../testing/engine";
import { imagesBytes } from "../images/store";
import { containers, engines, images, networks, volumes } from "../tables";

const GIB = 2 ** 30;
const vm = { machine: "vm1" };
const here = (lab: Lab) => lab.world.must(disks, machineRow(lab).disk).usedBytes;

function machineRow({ world }: Lab) {
  const found = machineNamed(world, "vm1");
  if (!found.ok) throw new Error("no vm1");
  return found.value;
}

/** A host with KVM and a small Debian guest `vm1` that is up. */
function guestLab(): Lab {
  const lab = testLab();
  lab.act({ do: "addMachine", name: "host", preset: "server", os: "debian-13" });
  lab.act({ do: "powerOn", machine: "host" });
  lab.act({ do: "installHypervisor", machine: "host", product: "kvm" });
  lab.act({
    do: "createVm",
    host: "host",
    name: "vm1",
    os: "debian-13",
    memoryBytes: 2 * GIB,
    diskBytes: 20 * GIB,
    profile: "microvm",
  });
  lab.act({ do: "powerOn", ...vm });
  return lab;
}

/** What a person sees of an engine, without row numbers. */
function seen(lab: Lab) {
  const { world } = lab;
  const { id } = engineNow(lab, "vm1");
  return {
    images: world
      .find(images, "engine", id)
      .map(({ digest, references, layers, createdAt }) => ({ digest, references, layers, createdAt })),
    bytes: imagesBytes(world, id),
    containers: world.find(containers, "engine", id).map((row) => ({
      name: row.name,
      containerId: row.containerId,
      image: world.must(images, row.image).digest,
      spec: row.spec,
      written: treeBytes(world, row.upper),
      log: linesOf(world, row.output).map(({ text, at }) => [text, at]),
    })),
    volumes: world
      .find(volumes, "engine", id)
      .map((row) => [row.name, treeBytes(world, row.tree), row.createdAt]),
    networks: world
      .find(networks, "engine", id)
      .map(({ name, networkId, subnet, gateway, driver }) => [name, networkId, subnet, gateway, driver]),
  };
}

const run = (lab: Lab, name: string, options: object = {}) =>
  lab.act({ do: "runContainer", ...vm, image: "alpine", command: ["sleep", "100000"], name, ...options });

/** A guest with an engine, and one of everything in it. */
function fullLab(): Lab {
  const lab = guestLab();
  lab.act({ do: "installEngine", ...vm });
  lab.act({ do: "createNetwork", ...vm, name: "back" });
  lab.act({
    do: "buildImage",
    ...vm,
    dockerfile: "FROM nginx:alpine\nCOPY index.html /usr/share/nginx/html/",
    files: [{ path: "index.html", content: "first" }],
    tag: "site",
  });
  lab.act({ do: "runContainer", ...vm, image: "site", name: "web", ports: ["8080:80"], network: "back" });
  run(lab, "db", { image: "redis:alpine", command: [], mounts: ["data:/data"] });
  run(lab, "done", { image: "alpine", command: ["echo", "bye"] });
  lab.act({ do: "createContainer", ...vm, image: "alpine", name: "made" });
  lab.pass(1_000);
  expect(writeFile(lab.world, insideOf(lab, "db", "vm1").view, "/data/dump", "42").ok).toBe(true);
  expect(writeFile(lab.world, insideOf(lab, "web", "vm1").view, "/tmp/note", "written").ok).toBe(true);
  return lab;
}

/** Changes everything that can be changed. */
function ruin(lab: Lab): void {
  for (const container of ["web", "db"]) lab.act({ do: "removeContainer", ...vm, container, force: true });
  lab.act({ do: "removeVolume", ...vm, name: "data" });
  lab.act({ do: "removeNetwork", ...vm, name: "back" });
  lab.act({ do: "removeImage", ...vm, image: "site" });
  lab.act({ do: "pruneBuildCache", ...vm });
  lab.act({ do: "pullImage", ...vm, image: "httpd" });
  run(lab, "new", { mounts: ["other:/x"] });
}

/** Rows of each table; kernels of earlier boots are remembered. */
function rowsNow(lab: Lab) {
  const { kernel: _, ...rows } = census(lab);
  return rows;
}

const settle = (lab: Lab) => {
  lab.pass(30_000);
};

describe("an engine whose machine is deleted", () => {
  it("I22: goes with its machine, and nothing of it is left", () => {
    const lab = guestLab();
    lab.act({ do: "powerOff", ...vm });
    lab.act({ do: "deleteVm", ...vm });
    const before = rowsNow(lab);
    const again = () =>
      lab.act({
        do: "createVm",
        host: "host",
        name: "vm1",
        os: "debian-13",
        memoryBytes: 2 * GIB,
        diskBytes: 20 * GIB,
        profile: "microvm",
      });
    again();
    lab.act({ do: "powerOn", ...vm });
    lab.act({ do: "installEngine", ...vm });
    for (const image of ["nginx", "redis:alpine"]) lab.act({ do: "pullImage", ...vm, image });
    lab.act({ do: "buildImage", ...vm, dockerfile: "FROM alpine\nRUN echo 1 > /one", tag: "one" });
    lab.act({ do: "createNetwork", ...vm, name: "back" });
    run(lab, "db", { network: "back", mounts: ["data:/data"], restart: "always" });
    lab.act({ do: "snapshotVm", ...vm, snapshot: "good" });
    lab.begin({ do: "pullImage", ...vm, image: "node" });
    lab.begin({ do: "runContainer", ...vm, image: "alpine", name: "halfway" });
    lab.begin({ do: "powerOff", ...vm });
    lab.begin({ do: "deleteVm", ...vm });
    settle(lab);
    expect(rowsNow(lab)).toEqual(before);
    expect(storyOf(lab, "vm1/engine").at(-1)).toBe("removed");
    expect(lab.refused({ do: "pullImage", ...vm, image: "alpine" }).code).toBe("no-machine");
    again();
    lab.act({ do: "powerOn", ...vm });
    expect(lab.refused({ do: "pullImage", ...vm, image: "alpine" }).code).toBe("no-engine");
    lab.act({ do: "installEngine", ...vm });
    run(lab, "db");
    expect(stateOf(lab, "db", "vm1")).toBe("running");
  });

  it("I22: a container that is on its way to it stays where it was", () => {
    const lab = fullLab();
    lab.act({ do: "installEngine", machine: "host" });
    lab.act({ do: "runContainer", machine: "host", image: "nginx", name: "guest" });
    lab.begin({ do: "migrateContainer", machine: "host", container: "guest", to: "vm1" });
    lab.begin({ do: "powerOff", ...vm });
    lab.begin({ do: "deleteVm", ...vm });
    settle(lab);
    expect(storyOf(lab, "host/container/guest").at(-1)).toBe("move-failed");
    lab.act({ do: "startContainer", machine: "host", container: "guest" });
    expect(stateOf(lab, "guest", "host")).toBe("running");
  });
});

describe("an engine whose machine goes back to a snapshot", () => {
  it("I23: has its images, containers, volumes and networks of that moment, and what ran runs again", () => {
    const lab = fullLab();
    lab.act({ do: "snapshotVm", ...vm, snapshot: "good" });
    const then = seen(lab);
    const used = here(lab);
    ruin(lab);
    expect(seen(lab)).not.toEqual(then);
    lab.act({ do: "restoreVm", ...vm, snapshot: "good" });
    settle(lab);
    const now = seen(lab);
    // What runs again prints again.
    const kept = (rows: typeof now.containers, of: typeof now.containers) =>
      rows.map((row, at) => ({ ...row, log: row.log.slice(0, of[at]?.log.length) }));
    expect({ ...now, containers: kept(now.containers, then.containers) }).toEqual(then);
    expect(here(lab)).toBe(used);
    expect(["web", "db", "done", "made"].map((name) => stateOf(lab, name, "vm1"))).toEqual([
      "running",
      "running",
      "exited 0",
      "created",
    ]);
    const read = (name: string, path: string) => readFile(lab.world, insideOf(lab, name, "vm1").view, path);
    expect(read("db", "/data/dump")).toEqual({ ok: true, value: "42" });
    expect(read("web", "/tmp/note")).toEqual({ ok: true, value: "written" });
    expect(read("web", "/usr/share/nginx/html/index.html")).toEqual({ ok: true, value: "first" });
  });

  it("I23: what was put back works: containers start and stop, the build cache is used, images can be removed", () => {
    const lab = fullLab();
    lab.act({ do: "snapshotVm", ...vm, snapshot: "good" });
    ruin(lab);
    lab.act({ do: "restoreVm", ...vm, snapshot: "good" });
    settle(lab);
    lab.act({ do: "restartContainer", ...vm, container: "web", timeout: 0 });
    expect(theContainer(lab, "web", "vm1").state).toBe("running");
    expect(lab.refused({ do: "removeImage", ...vm, image: "site" }).code).toBe("image-in-use");
    expect(lab.refused({ do: "removeNetwork", ...vm, name: "back" }).code).toBe("in-use");
    expect(lab.refused({ do: "removeVolume", ...vm, name: "data" }).code).toBe("in-use");
    for (const container of ["web", "db", "done", "made"])
      lab.act({ do: "removeContainer", ...vm, container, force: true, volumes: true });
    lab.act({ do: "removeNetwork", ...vm, name: "back" });
    lab.act({ do: "removeVolume", ...vm, name: "data" });
    lab.act({ do: "pruneImages", ...vm, all: true });
    expect(seen(lab).bytes).toBe("first".length);
    lab.act({ do: "pruneBuildCache", ...vm });
    expect(seen(lab)).toMatchObject({ images: [], bytes: 0, containers: [], volumes: [] });
  });

  it("I23: one can go back again and again, and throw the snapshot away: nothing piles up", () => {
    const lab = fullLab();
    lab.act({ do: "snapshotVm", ...vm, snapshot: "good" });
    lab.act({ do: "restoreVm", ...vm, snapshot: "good" });
    settle(lab);
    const once = rowsNow(lab);
    const then = seen(lab);
    ruin(lab);
    lab.act({ do: "restoreVm", ...vm, snapshot: "good" });
    settle(lab);
    expect(rowsNow(lab)).toEqual(once);
    expect(seen(lab).images).toEqual(then.images);
    lab.act({ do: "deleteSnapshot", ...vm, snapshot: "good" });
    expect(census(lab)["kept-engine"]).toBeUndefined();
    expect(stateOf(lab, "web", "vm1")).toBe("running");
  });

  it("I23: a snapshot of a machine that was off brings nothing up but what starts with the engine", () => {
    const lab = fullLab();
    run(lab, "always", { restart: "always" });
    run(lab, "temporary", { autoRemove: true });
    lab.act({ do: "powerOff", ...vm });
    lab.act({ do: "snapshotVm", ...vm, snapshot: "cold" });
    lab.act({ do: "powerOn", ...vm });
    settle(lab);
    ruin(lab);
    lab.act({ do: "removeContainer", ...vm, container: "always", force: true });
    lab.act({ do: "restoreVm", ...vm, snapshot: "cold" });
    settle(lab);
    expect(engineNow(lab, "vm1").state).toBe("stopped");
    lab.act({ do: "powerOn", ...vm });
    settle(lab);
    const states = ["web", "db", "always"].map((name) => stateOf(lab, name, "vm1"));
    expect(states).toEqual(["exited 137", "exited 137", "running"]);
    expect(seen(lab).containers.map(({ name }) => name)).toEqual(["web", "db", "done", "made", "always"]);
  });

  it("I23: an engine that was installed later is not on the disk of then; going forward again brings it back", () => {
    const lab = guestLab();
    const bare = here(lab);
    lab.act({ do: "snapshotVm", ...vm, snapshot: "bare" });
    lab.act({ do: "installEngine", ...vm });
    run(lab, "db");
    lab.act({ do: "snapshotVm", ...vm, snapshot: "engine" });
    const used = here(lab);
    lab.act({ do: "restoreVm", ...vm, snapshot: "bare" });
    settle(lab);
    expect(lab.refused({ do: "pullImage", ...vm, image: "alpine" }).code).toBe("no-engine");
    expect([here(lab), lab.world.count(engines)]).toEqual([bare, 0]);
    lab.act({ do: "restoreVm", ...vm, snapshot: "engine" });
    settle(lab);
    expect([here(lab), stateOf(lab, "db", "vm1")]).toEqual([used, "running"]);
    lab.act({ do: "restoreVm", ...vm, snapshot: "bare" });
    settle(lab);
    lab.act({ do: "installEngine", ...vm });
    run(lab, "db");
    expect([here(lab), stateOf(lab, "db", "vm1")]).toEqual([used, "running"]);
  });

  it("I23: half a pull and half a start are not part of a snapshot", () => {
    const lab = guestLab();
    lab.act({ do: "installEngine", ...vm });
    lab.act({ do: "pullImage", ...vm, image: "alpine" });
    const used = here(lab);
    lab.begin({ do: "pullImage", ...vm, image: "nginx" });
    for (let step = 0; here(lab) === used && step < 1_000; step++) lab.pass(100);
    expect(here(lab)).toBeGreaterThan(used);
    expect(seen(lab).images).toHaveLength(1);
    lab.begin({ do: "createContainer", ...vm, image: "alpine", name: "early" });
    lab.begin({ do: "startContainer", ...vm, container: "early" });
    lab.begin({ do: "snapshotVm", ...vm, snapshot: "half" });
    settle(lab);
    expect(seen(lab).images).toHaveLength(2);
    lab.act({ do: "restoreVm", ...vm, snapshot: "half" });
    settle(lab);
    expect([here(lab), seen(lab).images.length]).toEqual([used, 1]);
    expect(theContainer(lab, "early", "vm1").startedAt).toBeGreaterThan(0);
    lab.act({ do: "pullImage", ...vm, image: "nginx" });
    expect(seen(lab).images).toHaveLength(2);
  });
});

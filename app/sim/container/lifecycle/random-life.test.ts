import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CommandInput } from "../../commands/all";
import { carryOut } from "../../commands/rules";
import { works } from "../../core/work";
import { cgroups } from "../../kernel/cgroup/table";
import { mounts } from "../../kernel/files/tables";
import { natRules, netInterfaces } from "../../kernel/net/tables";
import { processes } from "../../kernel/process/table";
import { engineLab, engineNow, type Lab } from "../../testing/engine";
import { containers } from "../tables";
import { containerRuns } from "./runs";
import { STAGES } from "./stages";

const box = { machine: "box" };
const NAMES = ["aa", "bb", "cc"];
const name = fc.constantFrom(...NAMES);

const command: fc.Arbitrary<CommandInput> = fc.oneof(
  fc.record({
    do: fc.constant("runContainer" as const),
    machine: fc.constant("box"),
    image: fc.constant("alpine"),
    name,
    command: fc.constantFrom<string[]>(["sleep", "3"], ["sleep", "1000"], ["false"], ["nosuch"]),
    ports: fc.constantFrom<string[]>([], ["8080:80"], ["80"]),
    restart: fc.constantFrom("no", "always", "on-failure:2", "unless-stopped"),
    init: fc.boolean(),
  }),
  fc.record({
    do: fc.constant("createContainer" as const),
    machine: fc.constant("box"),
    image: fc.constant("alpine"),
    name,
    command: fc.constant<string[]>(["sleep", "2"]),
    autoRemove: fc.boolean(),
  }),
  ...(
    [
      "startContainer",
      "stopContainer",
      "restartContainer",
      "killContainer",
      "pauseContainer",
      "unpauseContainer",
    ] as const
  ).map((kind) => fc.record({ do: fc.constant(kind), machine: fc.constant("box"), container: name })),
  fc.record({
    do: fc.constant("removeContainer" as const),
    machine: fc.constant("box"),
    container: name,
    force: fc.boolean(),
  }),
  fc.record({
    do: fc.constant("execInContainer" as const),
    machine: fc.constant("box"),
    container: name,
    command: fc.constant<string[]>(["sleep", "1"]),
  }),
  fc.constantFrom<CommandInput[]>(
    { do: "crashEngine", ...box },
    { do: "startEngine", ...box },
    { do: "stopEngine", ...box },
    { do: "pruneContainers", ...box },
    { do: "powerOff", ...box },
    { do: "crashKernel", ...box },
    { do: "powerOn", ...box },
  ),
);
const wait = fc.constantFrom(0, 5, 20, 33, 47, 60, 500, 3_000, 20_000, 120_000);
const story = fc.array(fc.tuple(command, wait), { minLength: 5, maxLength: 40 });

/** Reckons from scratch what must be true of every container, whatever has happened; what is wrong, in words. */
function faults({ world }: Lab): string[] {
  const found: string[] = [];
  const say = (isSo: boolean, what: string) => {
    if (!isSo) found.push(what);
  };
  let shims = 0;
  for (const row of world.all(containers)) {
    const run = world.first(containerRuns, "container", row.id);
    const up = row.state === "running" || row.state === "paused";
    const first = row.process === null ? undefined : world.get(processes, row.process);
    say(up === (row.process !== null), `${row.name}: ${row.state} with process ${row.process}`);
    if (run === undefined) {
      found.push(`${row.name} has no run`);
      continue;
    }
    if (up) {
      shims++;
      say(first?.parent === row.shim, `${row.name}: its first process is not below its shim`);
      say(first?.layer === row.layer, `${row.name}: its first process is of layer ${first?.layer}`);
      const group = row.cgroup === null ? undefined : world.get(cgroups, row.cgroup);
      const members = row.cgroup === null ? 0 : world.find(processes, "cgroup", row.cgroup).length;
      say(group?.pidsCurrent === members, `${row.name}: ${members} processes, counted ${group?.pidsCurrent}`);
      say(group?.frozen === (row.state === "paused"), `${row.name}: ${row.state}, frozen ${group?.frozen}`);
      say(
        row.exit === null && row.startedAt !== null && row.finishedAt === null,
        `${row.name}: runs and has ended`,
      );
    } else if (run.stage === null) {
      say(row.shim === null && row.cgroup === null, `${row.name}: at rest with a shim or a group`);
      say(Object.keys(run.namespaces).length === 0, `${row.name}: at rest with namespaces`);
      say(world.find(natRules, "owner", row.id).length === 0, `${row.name}: at rest with published ports`);
      say(run.ownFiles === 0 && run.work === null, `${row.name}: at rest with files or work`);
    } else
      say(
        STAGES[run.stage] !== undefined && world.get(works, run.work ?? 0) !== undefined,
        `${row.name}: starts without work`,
      );
  }
  const running = world.all(processes).filter(({ name: comm }) => comm === "containerd-shim");
  say(running.length === shims, `${running.length} shims for ${shims} running containers`);
  return found;
}

/** What is left in memory of containers that are all gone. */
function leftovers({ world }: Lab): Record<string, number> {
  return {
    groups: world.all(cgroups).filter(({ name: group }) => group.startsWith("docker-")).length,
    cables: world.all(netInterfaces).filter(({ kind }) => kind === "veth").length,
    ports: world.count(natRules),
    mounts: world.count(mounts),
    processes: world.all(processes).filter(({ layer }) => layer.includes("/container/")).length,
    runs: world.count(containerRuns),
    works: world.count(works),
  };
}

describe("random lives of containers", () => {
  it.each([1, 2, 3])(
    "E29: nothing is lost and nothing left behind, whatever happens in whatever order (seed %i)",
    (seed) => {
      const fresh = engineLab(["alpine"], { liveRestore: seed === 2 });
      fresh.act({
        do: "runContainer",
        ...box,
        image: "alpine",
        command: ["true"],
        name: "warm",
        autoRemove: true,
      });
      fresh.pass(1_000);
      const clean = leftovers(fresh);
      fc.assert(
        fc.property(story, (steps) => {
          const lab = { ...fresh, world: fresh.world.clone() };
          const pass = (ms: number) => lab.world.advance(fresh.handlers, lab.world.now + ms);
          for (const [step, ms] of steps) {
            carryOut(lab.world, step, 0);
            expect(faults(lab)).toEqual([]);
            pass(ms);
            expect(faults(lab)).toEqual([]);
          }
          pass(30_000);
          carryOut(lab.world, { do: "powerOff", ...box }, 0);
          carryOut(lab.world, { do: "powerOn", ...box }, 0);
          pass(200_000);
          if (engineNow(lab).state !== "running") {
            carryOut(lab.world, { do: "startEngine", ...box }, 0);
            pass(30_000);
          }
          for (const container of NAMES)
            carryOut(lab.world, { do: "removeContainer", ...box, container, force: true }, 0);
          pass(30_000);
          expect(lab.world.count(containers)).toBe(0);
          expect(leftovers(lab)).toEqual(clean);
        }),
        { seed, numRuns: 30 },
      );
    },
  );

  it("E29: the same life gives the same world", () => {
    const live = () => {
      const lab = engineLab(["alpine"]);
      const run = { do: "runContainer", ...box, image: "alpine" } as const;
      for (let made = 0; made < 5; made++) lab.begin({ ...run, command: ["sleep", "2"], restart: "always" });
      lab.pass(10_000);
      lab.begin({ do: "crashEngine", ...box });
      lab.begin({ do: "startEngine", ...box });
      lab.pass(20_000);
      return lab.world.toJSON();
    };
    expect(live()).toEqual(live());
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { happenings } from "../core/happenings";
import { works } from "../core/work";
import { systems } from "../machine/tables";
import { acting, container, dockerHost, guests, host, PATIENCE_MS } from "../testing/claims";
import { commandKinds } from "./all";
import { parseScenario } from "./scenario";
import { Simulation } from "./simulation";

function begin(data: object) {
  const parsed = parseScenario({ version: 1, ...data });
  if (!parsed.ok) throw new Error(parsed.refusal.why);
  return Simulation.start(parsed.value);
}

describe("the beginning of a world", { timeout: PATIENCE_MS }, () => {
  it("W15: what sets it up happened before time 0 and is done at time 0", () => {
    const { sim, layer } = acting(
      ...dockerHost("laptop", ["nginx"]),
      container("laptop", "web", { image: "nginx", command: [] }),
    );
    expect(sim.now).toBe(0);
    expect(sim.world.count(works)).toBe(0);
    expect(sim.world.all(happenings).filter(({ at }) => at >= 0)).toEqual([]);
    const starts = sim.world
      .all(happenings)
      .filter(({ what }) => what === "started" || what === "powered-on");
    expect(starts.map(({ layer }) => layer)).toEqual(["laptop", "laptop/kernel", "laptop/container/web"]);
    expect(starts.every(({ at }) => at < 0)).toBe(true);
    expect(layer("laptop/container/web").state).toBe("running");
    expect(sim.log).toEqual([]);
    expect(sim.canUndo).toBe(false);
  });

  it("W15: one command after the other: the second machine is switched on when the first is ready", () => {
    const { sim } = acting(...host("one", "debian-13"), ...host("two", "debian-13"));
    const at = (layer: string, what: string) =>
      sim.world.find(happenings, "layer", layer).find((happening) => happening.what === what)?.at ??
      Number.NaN;
    expect(at("two", "powered-on")).toBeGreaterThanOrEqual(at("one", "ready"));
    expect(at("one", "ready")).toBeGreaterThan(at("one", "powered-on") + 60_000);
    expect(at("two", "ready")).toBeLessThan(0);
  });

  it("W15: a set-up that can't be done is refused with the command at fault and the engine's reason", () => {
    const started = begin({ setup: [...host("one", "debian-13"), { do: "powerOn", machine: "two" }] });
    expect(started).toMatchObject({
      ok: false,
      refusal: {
        code: "no-machine",
        what: expect.stringMatching(/^\/setup\/2 \(powerOn\): /),
        wayOut: expect.any(String),
      },
    });
  });

  it("W13: a log that can't be done is refused with the entry at fault and the engine's reason", () => {
    const log = [
      { at: 0, command: { do: "powerOff", machine: "one" } },
      { at: 9, command: { do: "powerOff", machine: "one" } },
    ];
    expect(begin({ setup: host("one", "debian-13"), log })).toMatchObject({
      ok: false,
      refusal: { what: expect.stringMatching(/^\/log\/1 \(powerOff\): /), why: expect.any(String) },
    });
  });
});

describe("commands from outside", { timeout: PATIENCE_MS }, () => {
  const lab = acting(
    ...dockerHost("laptop"),
    ...guests("laptop", ["vm1"], { os: "alpine-3.22", profile: "microvm" }),
    { do: "powerOn", machine: "vm1" },
    container("laptop", "web"),
  );

  it.each<[string, unknown, string]>([
    ["nothing", undefined, "/"],
    ["a word", "powerOn", "/"],
    ["no kind", { machine: "laptop" }, "/do"],
    ["an unknown kind", { do: "powerUp", machine: "laptop" }, "/do"],
    ["a kind from the prototype", { do: "constructor" }, "/do"],
    ["a missing field", { do: "stopContainer", machine: "laptop" }, "/container"],
    ["a wrong type", { do: "stopContainer", machine: ["laptop"], container: "web" }, "/machine"],
    ["an unknown field", { do: "powerOff", machine: "laptop", now: true }, "/"],
    [
      "a number out of bounds",
      { do: "stopContainer", machine: "laptop", container: "web", timeout: -1 },
      "/timeout",
    ],
    ["no whole number", { do: "addMachine", name: "x", preset: "laptop", cpus: 1.5 }, "/cpus"],
    ["no number", { do: "addMachine", name: "x", preset: "laptop", memoryBytes: Number.NaN }, "/memoryBytes"],
    ["an unknown choice", { do: "addMachine", name: "x", preset: "mainframe" }, "/preset"],
    [
      "a fault in a list",
      { do: "execInContainer", machine: "laptop", container: "web", command: ["ls", 5] },
      "/command/1",
    ],
  ])("W16: %s is refused with the path of the fault, and nothing has changed", (_, command, path) => {
    const { sim } = lab;
    const before = JSON.stringify(sim.world.toJSON());
    const done = sim.dispatch(command);
    expect(done).toMatchObject({ ok: false, refusal: { code: "malformed", what: "this is not a command" } });
    expect(done.ok ? "" : done.refusal.why).toMatch(new RegExp(`^${path}: .{5}`));
    expect(JSON.stringify(sim.world.toJSON())).toBe(before);
    expect(sim.log).toEqual([]);
  });

  it("W16: every kind of command has a name of its own and says in a sentence what it does", () => {
    expect(commandKinds.size).toBeGreaterThan(60);
    for (const [name, { about }] of commandKinds) {
      expect(name).toMatch(/^[a-z][A-Za-z]+$/);
      expect(about).toMatch(/^[A-Z].{10,}/);
    }
    expect(new Set([...commandKinds.values()].map(({ about }) => about)).size).toBe(commandKinds.size);
  });

  it("W16: whatever is asked is done or refused in words, and a refusal changes nothing", () => {
    const text = fc.oneof(
      fc.constantFrom(
        ...[
          "laptop",
          "vm1",
          "web",
          "alpine",
          "nosuch",
          "",
          "/",
          "..",
          "/root",
          "/proc/1/x",
          "a/b",
          "\u0000",
          "__proto__",
          "constructor",
        ],
        ...[
          "debian-13",
          "kvm",
          "virtualbox",
          "esxi",
          "xen",
          "bridge",
          "host",
          "10.0.0.1/8",
          "999.1.1.1",
          "max",
          "SIGKILL",
          "9",
          "-1",
        ],
        ...[
          "laptop/container/web",
          "vm1/os",
          "/system.slice",
          "FROM alpine\nRUN x",
          "cpu.max",
          "memory.max",
          "eth0",
          "lo",
          "x".repeat(5_000),
        ],
      ),
      fc.string({ maxLength: 12 }),
    );
    const number = fc.oneof(
      fc.constantFrom(
        0,
        1,
        -1,
        2,
        9,
        15,
        80,
        65_535,
        65_536,
        0.5,
        1e9,
        1e15,
        Number.MAX_SAFE_INTEGER,
        1e308,
        Number.NaN,
        Number.POSITIVE_INFINITY,
      ),
      fc.integer({ min: 0, max: 100 }),
    );
    const leaf = fc.oneof(text, number, fc.boolean(), fc.constant(null));
    const value = fc.oneof(
      { weight: 6, arbitrary: leaf },
      { weight: 2, arbitrary: fc.array(leaf, { maxLength: 3 }) },
      {
        weight: 1,
        arbitrary: fc.dictionary(fc.constantFrom("path", "kind", "target", "port", "A", "__proto__"), leaf),
      },
    );
    const pid = fc.constantFrom(1, 2, 5, 9);
    const fields = fc.record(
      {
        machine: fc.constantFrom("laptop", "vm1", "nosuch"),
        container: fc.constantFrom("web", "nosuch", ""),
        name: text,
        os: text,
        preset: fc.constantFrom("laptop", "server", "vps"),
        product: text,
        host: fc.constantFrom("laptop", "vm1"),
        image: fc.constantFrom("alpine", "nosuch", "", "a:b:c", "alpine@sha256:0"),
        command: fc.array(text, { maxLength: 3 }),
        argv: fc.array(text, { minLength: 1, maxLength: 3 }),
        pid,
        target: fc.oneof(pid, text),
        to: text,
        path: text,
        content: text,
        text,
        file: text,
        memory: number,
        memoryBytes: number,
        diskBytes: number,
        cpus: number,
        vcpus: number,
        signal: fc.oneof(text, number),
        kinds: fc.array(fc.constantFrom("pid", "net", "mnt", "user"), { maxLength: 2 }),
        mode: number,
        snapshot: text,
        layer: text,
        dockerfile: text,
        ports: fc.array(text, { maxLength: 2 }),
        mounts: fc.array(text, { maxLength: 2 }),
        address: text,
        subnet: text,
        as: text,
        type: text,
        source: text,
      },
      { requiredKeys: ["machine", "container"] },
    );
    const keysOf = new Map(
      [...commandKinds].map(([name, { schema }]) => [
        name,
        Object.keys((schema as unknown as { shape: object }).shape),
      ]),
    );
    const command = fc
      .tuple(
        fc.constantFrom(...keysOf.keys()),
        fields,
        fc.dictionary(text, value, { maxKeys: 1 }),
        fc.integer({ min: 0, max: 9 }),
      )
      .map(([name, plausible, extra, odd]) => {
        const wanted = Object.entries(plausible).filter(([key]) => keysOf.get(name)?.includes(key));
        return { do: name, ...Object.fromEntries(wanted), ...(odd === 0 ? extra : {}) };
      });
    let done = 0;
    let refused = 0;
    fc.assert(
      fc.property(fc.array(command, { minLength: 1, maxLength: 8 }), (commands) => {
        const sim = lab.sim.fork();
        for (const given of commands) {
          const before = JSON.stringify(sim.world.toJSON());
          const result = sim.dispatch(given);
          if (result.ok) {
            done++;
            sim.advance(sim.now + 500);
            continue;
          }
          refused++;
          const { code, what, why } = result.refusal;
          expect([code, what, why].every((words) => typeof words === "string" && words.length > 0)).toBe(
            true,
          );
          expect(JSON.stringify(sim.world.toJSON())).toBe(before);
        }
      }),
      { numRuns: 150 },
    );
    expect(done).toBeGreaterThan(30);
    expect(refused).toBeGreaterThan(100);
    expect(lab.sim.world.count(systems)).toBe(2);
  });
});

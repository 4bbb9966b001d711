import { describe, expect, it } from "vitest";
import { type LayerView, readyScenario, readyScenarioNames, Simulation, viewsOf } from "../../sim/index";
import { type Offer, offersOf } from "./offers";
import { engineHost, host, PATIENCE_MS, Trial } from "./trials/trial";

const ids = (offers: readonly Offer[]) => offers.map(({ id }) => id);

function offersAt(trial: Trial, id: string): Offer[] {
  return offersOf(trial.layer(id), trial.layers);
}

function take(trial: Trial, layer: string, id: string): void {
  const offer = offersAt(trial, layer).find((candidate) => candidate.id === id);
  if (offer === undefined) throw new Error(`${layer} is not offered ${id}`);
  trial.does(...offer.commands);
}

/** Refusals of offers that a person can do nothing about but wait, or that are worth reading. */
const UNDERSTOOD = /^[^{}]{12,}$/;

describe("what can be done to layers", { timeout: PATIENCE_MS }, () => {
  it.each(readyScenarioNames)("%s: every offer of every layer is taken, or refused in words", (name) => {
    const scenario = readyScenario(name);
    const started = scenario && Simulation.start(scenario);
    if (!started?.ok) throw new Error("it cannot be started");
    const whole = started.value;
    const last = whole.log.at(-1)?.at ?? 0;
    const end = scenario && scenario.lasts > 0 ? scenario.lasts : last + 60_000;
    const moments = [...new Set([0, 1_500, last, end])].sort((one, other) => one - other);
    whole.advance(end);
    let taken = 0;
    const unheardOf: unknown[] = [];
    for (const at of moments) {
      const sim = whole.fork();
      sim.rewind(at);
      const layers = viewsOf(sim.world);
      // A system, its kernel and its userland are offered much that is the same.
      const tried = new Set<string>();
      for (const layer of layers) {
        const offers = offersOf(layer, layers);
        expect(new Set(ids(offers)).size).toBe(offers.length);
        for (const offer of offers) {
          const key = JSON.stringify(offer.commands);
          if (tried.has(key)) continue;
          tried.add(key);
          const fork = sim.fork();
          const refused = offer.commands.map((command) => fork.dispatch(command)).find((done) => !done.ok);
          if (refused === undefined || refused.ok) taken++;
          else if (refused.refusal.code === "malformed" || !UNDERSTOOD.test(refused.refusal.why))
            unheardOf.push([at, layer.id, offer.id, refused.refusal]);
        }
      }
    }
    expect(unheardOf).toEqual([]);
    expect(taken).toBeGreaterThan(20);
  });

  it("labels are plain and every offer has commands", () => {
    const trial = Trial.of(...engineHost("laptop"));
    trial.does({ do: "runContainer", machine: "laptop", image: "nginx", name: "web" });
    for (const layer of trial.layers)
      for (const { label, commands } of offersOf(layer, trial.layers)) {
        expect(label).toMatch(/^[A-Z][^!]{3,60}$/);
        expect(commands.length).toBeGreaterThan(0);
      }
  });

  it("a machine: on, off, restart, its plug", () => {
    const trial = Trial.of({ do: "addMachine", name: "laptop", preset: "laptop", os: "debian-13" });
    expect(ids(offersAt(trial, "laptop"))).toEqual(["power-on"]);
    expect(ids(offersAt(trial, "laptop/kernel"))).toEqual(["power-on"]);
    take(trial, "laptop", "power-on");
    expect(ids(offersAt(trial, "laptop"))).toEqual(["shut-down", "restart", "pull-plug"]);
    take(trial, "laptop", "pull-plug");
    expect(trial.layer("laptop").state).toBe("off");
  });

  it("a kernel: it panics, and only a restart is left", () => {
    const trial = Trial.of(...host("laptop"));
    take(trial, "laptop/kernel", "crash-kernel");
    expect(offersAt(trial, "laptop/kernel").map(({ id, kind }) => [id, kind])).toEqual([
      ["restart", "repair"],
    ]);
    take(trial, "laptop/os", "restart");
    expect(trial.layer("laptop/kernel").state).toBe("running");
  });

  it("a virtual machine: paused, kept, restored, moved, deleted", () => {
    const trial = Trial.of(
      ...host("left", "debian-13", "server"),
      ...host("right", "debian-13", "server"),
      { do: "installHypervisor", machine: "left", product: "kvm" },
      { do: "installHypervisor", machine: "right", product: "kvm" },
      { do: "createVm", host: "left", name: "vm1", os: "alpine-3.22" },
      { do: "powerOn", machine: "vm1" },
    );
    take(trial, "vm1", "pause");
    expect(ids(offersAt(trial, "vm1"))).toEqual(["resume", "pull-plug", "snapshot"]);
    take(trial, "vm1", "resume");
    take(trial, "vm1", "snapshot");
    take(trial, "vm1", "snapshot");
    expect(trial.layer("vm1").snapshots).toEqual(["before", "before-2"]);
    take(trial, "vm1/kernel", "crash-kernel");
    take(trial, "vm1", "restore-before");
    expect(trial.layer("vm1/kernel").state).toBe("running");
    take(trial, "vm1", "delete-snapshot-before");
    take(trial, "vm1", "delete-snapshot-before-2");
    expect(trial.layer("vm1").snapshots).toBe(undefined);
    take(trial, "vm1", "migrate-to-right");
    trial.sim.advance(trial.sim.now + 600_000);
    expect(trial.layer("vm1").on).toBe("right/hypervisor");
    take(trial, "vm1", "pull-plug");
    take(trial, "vm1", "delete");
    expect(trial.layers.some(({ id }) => id === "vm1")).toBe(false);
  });

  it("a hypervisor: it crashes with its machines; one on a system comes back with the next of them", () => {
    const trial = Trial.of(...host("laptop"), {
      do: "installHypervisor",
      machine: "laptop",
      product: "virtualbox",
    });
    take(trial, "laptop/hypervisor", "add-vm");
    expect(trial.layer("vm1").state).toBe("running");
    take(trial, "laptop/hypervisor", "crash-hypervisor");
    expect(trial.layer("vm1").state).toBe("crashed");
    take(trial, "laptop/hypervisor", "power-on-guests");
    expect(trial.layer("laptop/hypervisor").state).toBe("running");
  });

  it("a management machine is offered nothing that its host decides", () => {
    const trial = Trial.of(
      { do: "addMachine", name: "server", preset: "server" },
      { do: "installHypervisor", machine: "server", product: "xen" },
      { do: "powerOn", machine: "server" },
    );
    expect(offersAt(trial, "server-dom0")).toEqual([]);
    expect(ids(offersAt(trial, "server-dom0/os"))).not.toContain("shut-down");
    take(trial, "server/hypervisor", "crash-hypervisor");
    expect(ids(offersAt(trial, "server"))).toEqual(["restart", "pull-plug"]);
    take(trial, "server/hypervisor", "restart");
    expect(trial.layer("server-dom0").state).toBe("running");
  });

  it("an engine and its containers: broken, held, limited, moved, started again", () => {
    const trial = Trial.of(...engineHost("laptop"), ...engineHost("other"));
    take(trial, "laptop/engine", "run-container");
    const web = "laptop/container/web";
    for (const id of [
      "pause",
      "unpause",
      "limit-memory",
      "limit-cpus",
      "limit-pids",
      "lift-limits",
      "run-another",
    ])
      take(trial, web, id);
    expect(trial.layer("laptop/container/web-2").state).toBe("running");
    take(trial, `${web}/libs`, "kill");
    expect(trial.layer(web).state).toBe("exited");
    take(trial, web, "start");
    take(trial, web, "commit");
    expect(ids(offersAt(trial, "laptop/image/web-changed:latest"))).toEqual(["run-another", "remove-image"]);
    take(trial, web, "move-to-other");
    trial.sim.advance(trial.sim.now + 60_000);
    expect(trial.layer("other/container/web").state).toBe("running");
    take(trial, "laptop/engine", "crash-engine");
    expect(ids(offersAt(trial, "laptop/engine"))).toEqual(["start-engine"]);
    take(trial, "laptop/engine", "start-engine");
    expect(trial.layer("laptop/engine").state).toBe("running");
  });

  it("trouble: a limit holds it, and without one the kernel has to", () => {
    const trial = Trial.of(...engineHost("laptop"));
    take(trial, "laptop/engine", "exhaust-limit");
    trial.sim.advance(trial.sim.now + 10_000);
    expect(trial.layer("laptop/container/leak").state).toBe("exited");
    take(trial, "laptop/engine", "fork-bomb-limited");
    take(trial, "laptop/engine", "run-container");
    expect(trial.layer("laptop/container/web").state).toBe("running");
    take(trial, "laptop/kernel", "exploit-kernel-from-web");
    expect(trial.layer("laptop/kernel").compromised).toBe(true);
    const before = trial.layer("laptop/userland").memoryBytes;
    take(trial, "laptop/os", "exhaust-memory");
    trial.sim.advance(trial.sim.now + 2_000);
    expect(trial.layer("laptop/userland").memoryBytes).toBeGreaterThan(before + 100_000_000);
  });

  it("the engine of Docker Desktop is dealt with at its own command line", () => {
    const trial = Trial.of(...host("pc", "windows-11"));
    take(trial, "pc/os", "install-docker-desktop");
    take(trial, "pc/engine-client", "run-container");
    const stop = offersAt(trial, "pc-linux/container/web").find(({ id }) => id === "stop");
    expect(stop?.commands).toEqual([{ do: "stopContainer", machine: "pc", container: "web" }]);
    take(trial, "pc-linux/engine", "crash-engine");
    take(trial, "pc/engine-client", "start-engine");
    expect(trial.layer("pc-linux/engine").state).toBe("running");
  });

  it("an application crashes and starts again", () => {
    const trial = Trial.of(...host("laptop"), { do: "installApp", machine: "laptop", name: "crm" });
    take(trial, "laptop/app/crm", "start-app");
    take(trial, "laptop/app/crm/libs", "crash-app");
    const app: LayerView = trial.layer("laptop/app/crm");
    expect([app.state, ids(offersOf(app, trial.layers))]).toEqual(["off", ["start-app"]]);
  });
});

import { describe, expect, it } from "vitest";
import type { CommandInput, LayerView } from "../../sim/index";
import { type PaletteEntry, palette, targetAt } from "./palette";
import { engineHost, host, PATIENCE_MS, Trial } from "./trials/trial";

function entry(id: string): PaletteEntry {
  const found = palette.find((candidate) => candidate.id === id);
  if (found === undefined) throw new Error(`no entry ${id}`);
  return found;
}

/** Adds something as the page does: on the target, with what was filled in. */
function put(trial: Trial, id: string, target: string | null, values: Record<string, string> = {}) {
  const commands = entry(id).commands(target, values, trial.layers);
  const refusal = trial.tries(commands);
  trial.settle();
  return refusal;
}

const states = (layers: readonly LayerView[], ...ids: string[]) =>
  ids.map((id) => layers.find((layer) => layer.id === id)?.state);

describe("the palette", { timeout: PATIENCE_MS }, () => {
  it("has entries of every group, each with an id of its own and a sentence", () => {
    expect(new Set(palette.map(({ group }) => group))).toEqual(
      new Set(["infrastructure", "system", "manager", "guest", "image", "container"]),
    );
    expect(new Set(palette.map(({ id }) => id)).size).toBe(palette.length);
    for (const { about, label } of palette) {
      expect(label).not.toBe("");
      expect(about).toMatch(/^[A-Z].*\.$/);
    }
  });

  it("every entry can be put onto an empty world, or says nothing about it", () => {
    const onGround = palette.filter(({ targets }) => targets([]).length > 0);
    expect(onGround.map(({ group }) => group)).toContain("system");
    for (const { id } of onGround) {
      const trial = Trial.of();
      expect([id, put(trial, id, null)]).toEqual([id, undefined]);
      expect(trial.layers.length).toBeGreaterThan(0);
      expect(trial.layers[0]?.state).toBe("running");
    }
  });

  it("what does not fit is refused in words, on every target that is offered", () => {
    const world = Trial.of(
      ...engineHost("laptop"),
      ...host("pc", "windows-11"),
      ...host("mac", "macos-26"),
      ...host("old", "windows-7"),
      { do: "addMachine", name: "bare", preset: "server" },
      { do: "installHypervisor", machine: "laptop", product: "kvm" },
      { do: "createVm", host: "laptop", name: "vm1", os: "alpine-3.22" },
      { do: "addMachine", name: "node", preset: "server" },
      { do: "installHypervisor", machine: "node", product: "esxi" },
    );
    let done = 0;
    let refused = 0;
    for (const one of palette)
      for (const { layer } of one.targets(world.layers)) {
        const refusal = put(world.fork(), one.id, layer);
        if (refusal === undefined) done++;
        else {
          refused++;
          expect([one.id, layer, refusal.code]).not.toContain("malformed");
          expect(refusal.why.length).toBeGreaterThan(10);
        }
      }
    expect(done).toBeGreaterThan(80);
    expect(refused).toBeGreaterThan(20);
  });

  it("names are free: the same twice is two things", () => {
    const trial = Trial.of();
    put(trial, "laptop", null);
    put(trial, "laptop", null);
    put(trial, "container-nginx", "laptop/os");
    put(trial, "container-nginx", "laptop/engine");
    put(trial, "vm-linux", "laptop-2/os");
    put(trial, "microvm", "laptop-2/hypervisor");
    expect(
      states(
        trial.layers,
        "laptop",
        "laptop-2",
        "laptop/container/nginx",
        "laptop/container/nginx-2",
        "vm1",
        "vm2",
      ),
    ).toEqual(Array(6).fill("running"));
  });

  it("a container on a machine that is off: it is switched on, gets an engine, and the container runs", () => {
    const trial = Trial.of({ do: "addMachine", name: "laptop", preset: "laptop", os: "debian-13" });
    expect(put(trial, "container-redis", "laptop/os", { memory: "64", cpus: "0.5", pids: "50" })).toBe(
      undefined,
    );
    expect(states(trial.layers, "laptop/engine", "laptop/container/redis")).toEqual(["running", "running"]);
  });

  it("limits and ports are those that were filled in", () => {
    const trial = Trial.of(...engineHost("laptop"));
    const values = {
      name: "web",
      tag: "alpine",
      memory: "64",
      cpus: "0,5",
      pids: "50",
      port: "8080:80",
      restart: "always",
    };
    expect(entry("container-nginx").commands("laptop/engine", values, trial.layers)).toEqual([
      {
        do: "runContainer",
        machine: "laptop",
        image: "nginx:alpine",
        name: "web",
        memory: 67_108_864,
        cpus: 0.5,
        pidsLimit: 50,
        ports: ["8080:80"],
        restart: "always",
      },
    ]);
  });

  it("a virtual machine on a bare server brings a hypervisor, and everything is switched on", () => {
    const trial = Trial.of({ do: "addMachine", name: "server", preset: "server" });
    const target = entry("vm-windows").targets(trial.layers)[0];
    expect(target).toEqual({ layer: "server", label: "On server" });
    expect(put(trial, "vm-windows", "server")).toBe(undefined);
    expect(trial.layer("server/hypervisor").label).toBe("VMware ESXi");
    expect(states(trial.layers, "vm1", "vm1/os")).toEqual(["running", "running"]);
    expect(put(trial, "container-alpine", "vm1/os")?.code).toBe("wrong-os");
  });

  it("a container in a virtual machine that is off: host, guest and engine come up first", () => {
    const trial = Trial.of(
      { do: "addMachine", name: "server", preset: "server" },
      { do: "installHypervisor", machine: "server", product: "xen" },
      { do: "createVm", host: "server", name: "vm1", os: "debian-13" },
    );
    expect(put(trial, "container-nginx", "vm1/os")).toBe(undefined);
    expect(states(trial.layers, "server", "server-dom0", "vm1", "vm1/container/nginx")).toEqual(
      Array(4).fill("running"),
    );
  });

  it("a rented machine comes with its provider's server; a second one uses the same", () => {
    const trial = Trial.of();
    expect([put(trial, "vps", null), put(trial, "vps", null)]).toEqual([undefined, undefined]);
    expect(states(trial.layers, "cloud", "vps", "vps-2")).toEqual(Array(3).fill("running"));
    expect(put(trial, "container-nginx", "vps/os")).toBe(undefined);
  });

  it("an application starts on a machine that is up, and with one that is off", () => {
    const trial = Trial.of(...host("one"), {
      do: "addMachine",
      name: "two",
      preset: "laptop",
      os: "debian-13",
    });
    expect([put(trial, "app", "one/os"), put(trial, "app", "two/os")]).toEqual([undefined, undefined]);
    expect(put(trial, "app", "two/os", { stopped: "yes" })).toBe(undefined);
    expect(states(trial.layers, "one/app/app", "two/app/app", "two/app/app-2")).toEqual([
      "running",
      "running",
      "off",
    ]);
  });

  it("Docker Desktop takes a container on Windows, at its own command line", () => {
    const trial = Trial.of(...host("pc", "windows-11"));
    expect(put(trial, "docker-desktop", "pc/os")).toBe(undefined);
    const targets = entry("container-nginx").targets(trial.layers);
    expect(targets.map(({ layer }) => layer)).toEqual(["pc/engine-client"]);
    expect(put(trial, "container-nginx", "pc/engine-client")).toBe(undefined);
    expect(trial.layer("pc-linux/container/nginx").state).toBe("running");
  });

  it("likely targets come first, instructive ones after them", () => {
    const trial = Trial.of(...host("pc", "windows-11"), ...host("laptop"));
    expect(entry("engine").targets(trial.layers)).toEqual([
      { layer: "laptop/os", label: "On Ubuntu 24.04 LTS of laptop" },
      { layer: "pc/os", label: "On Windows 11 of pc" },
    ]);
    expect(entry("hypervisor-hyper-v").targets(trial.layers)[0]?.layer).toBe("pc/os");
    expect(entry("hypervisor-esxi").targets(trial.layers)[0]?.layer).toBe(null);
    expect(put(trial.fork(), "hypervisor-esxi", "laptop")?.code).toBe("needs-bare-machine");
    expect(put(trial.fork(), "container-nginx", "pc/os")?.code).toBe("wrong-os");
  });

  it("what is pointed at stands for what it is a part of or stands on", () => {
    const trial = Trial.of(...engineHost("laptop"));
    trial.does({ do: "runContainer", machine: "laptop", image: "nginx", name: "web" });
    const { layers } = trial;
    const nginx = entry("container-nginx");
    expect(targetAt(nginx, layers, "laptop/container/web/app")).toBe("laptop/engine");
    expect(targetAt(nginx, layers, "laptop/kernel")).toBe(undefined);
    expect(targetAt(entry("app"), layers, "laptop/kernel")).toBe("laptop/os");
    expect(targetAt(entry("app"), layers, "laptop/engine")).toBe("laptop/os");
    expect(targetAt(entry("laptop"), layers, "laptop/kernel")).toBe(null);
    expect(targetAt(nginx, layers, null)).toBe(undefined);
  });

  it("every choice of every entry is a command that the engine understands", () => {
    const trial = Trial.of(...engineHost("laptop"), {
      do: "installHypervisor",
      machine: "laptop",
      product: "kvm",
    });
    for (const one of palette) {
      const target = one.targets(trial.layers)[0];
      if (target === undefined) continue;
      for (const field of one.fields(trial.layers, target.layer)) {
        const given = field.options?.map(({ value }) => value) ?? (field.kind === "check" ? ["yes"] : []);
        for (const value of given) {
          const commands: readonly CommandInput[] = one.commands(
            target.layer,
            { [field.name]: value },
            trial.layers,
          );
          const fork = trial.sim.fork();
          for (const command of commands) {
            const done = fork.dispatch(command);
            if (!done.ok) expect([one.id, value, done.refusal.code]).not.toContain("malformed");
          }
        }
      }
    }
  });
});

import { describe, expect, it } from "vitest";
import { type LayerView, readyScenario, Simulation, settle, viewsOf } from "../../sim/index";
import { pictureOf } from "./picture-of";
import type { Picture, Plan, Thing } from "./plan";
import {
  container,
  containerHost,
  engine,
  hardware,
  hypervisor,
  system,
  virtualHost,
  virtualMachine,
} from "./testing/worlds";

function thingsOf(picture: Picture): Map<string, Thing> {
  const things = new Map<string, Thing>();
  const enter = (plan: Plan): void => {
    things.set(plan.thing.id, plan.thing);
    if (plan.kind === "gathering") for (const cell of plan.cells) things.set(cell.id, cell);
    else for (const inner of plan.kind === "band" ? plan.above : plan.inside) enter(inner);
  };
  for (const plan of picture.ground) enter(plan);
  return things;
}

function thing(layers: readonly LayerView[], id: string): Thing {
  const found = thingsOf(pictureOf(layers)).get(id);
  if (found === undefined) throw new Error(`no thing ${id}`);
  return found;
}

const looks = (layers: readonly LayerView[], ...ids: string[]) => ids.map((id) => thing(layers, id).look);

/** Layers with some of them changed. */
const changed = (layers: readonly LayerView[], changes: Record<string, Partial<LayerView>>) =>
  layers.map((layer) => ({ ...layer, ...changes[layer.id] }));

describe("what is drawn", () => {
  it("draws every layer, or says what shows it", () => {
    const layers = [...containerHost(40), ...virtualHost(20)];
    const picture = pictureOf(layers);
    const things = thingsOf(picture);
    expect(layers.filter(({ id }) => !things.has(id) && !things.has(picture.standIns.get(id) ?? ""))).toEqual(
      [],
    );
  });

  it("puts a virtual machine's frame around its virtual hardware, to any depth", () => {
    const layers = [
      hardware("server"),
      hypervisor("server", true),
      ...virtualMachine("server", "outer"),
      hypervisor("outer"),
      ...virtualMachine("outer", "inner"),
    ];
    const path: string[] = [];
    const find = (plans: readonly Plan[]): boolean =>
      plans.some((plan) => {
        if (plan.thing.id === "inner/app/web") return true;
        const inner = plan.kind === "gathering" ? [] : plan.kind === "band" ? plan.above : plan.inside;
        const found = find(inner);
        if (found) path.unshift(`${plan.kind} ${plan.thing.id}`);
        return found;
      });
    expect(find(pictureOf(layers).ground)).toBe(true);
    expect(path).toEqual([
      "band server",
      "band server/hypervisor",
      "frame ~vm/outer",
      "band outer",
      "span outer/os",
      "band outer/kernel",
      "band outer/userland",
      "band outer/hypervisor",
      "frame ~vm/inner",
      "band inner",
      "span inner/os",
      "band inner/kernel",
      "band inner/userland",
      "band inner/app/web/libs",
    ]);
  });

  it("stands an engine's client on the userland, and the engine in its hidden machine on that one's kernel", () => {
    const started = Simulation.start(readyScenario("docker-desktop") ?? fail());
    if (!started.ok) throw new Error(started.refusal.what);
    settle(started.value.world);
    const picture = pictureOf(viewsOf(started.value.world));
    const above = (plans: readonly Plan[], id: string): string[] =>
      plans.flatMap((plan) => {
        const inner = plan.kind === "gathering" ? [] : plan.kind === "band" ? plan.above : plan.inside;
        return plan.thing.id === id ? inner.map(({ thing }) => thing.id) : above(inner, id);
      });
    expect(above(picture.ground, "windows/userland")).toEqual([
      "windows/hypervisor",
      "windows/engine-client",
    ]);
    expect(above(picture.ground, "windows-linux/kernel")).toEqual([
      "windows-linux/engine",
      "windows-linux/userland",
    ]);
  });

  it("keeps the whole detail of a thousand containers", () => {
    const things = thingsOf(pictureOf(containerHost(1_000)));
    expect([...things.values()].filter(({ role }) => role === "container")).toHaveLength(1_000);
    expect([...things.values()].filter(({ role }) => role === "gathering")).toEqual([]);
  });
});

function fail(): never {
  throw new Error("no such scenario");
}

describe("looks", () => {
  const vm = [hardware("server"), hypervisor("server", true), ...virtualMachine("server", "vm1")];
  const parts = ["vm1", "vm1/kernel", "vm1/userland", "vm1/app/web/libs", "vm1/app/web"];

  it("lights a boot up part by part, and notes the phase where it works", () => {
    const during = (phase: string) => {
      const layers = changed(vm, {
        vm1: { state: "starting", phase },
        "vm1/os": { state: "starting", phase },
        "vm1/kernel": { state: "starting" },
        "vm1/userland": { state: "starting" },
        "vm1/app/web": { state: "off" },
      });
      return { looks: looks(layers, ...parts), frame: thing(layers, "~vm/vm1").look, layers };
    };
    expect(during("firmware").looks).toEqual(["working", "idle", "idle", "idle", "idle"]);
    expect(during("kernel").looks).toEqual(["done", "working", "idle", "idle", "idle"]);
    expect(during("services").looks).toEqual(["done", "done", "working", "idle", "idle"]);
    expect(during("app").looks).toEqual(["done", "done", "done", "done", "working"]);
    expect(during("app").frame).toBe("working");
    expect(thing(during("kernel").layers, "vm1/kernel").notes).toEqual(["kernel"]);
    expect(thing(during("kernel").layers, "vm1").notes).toEqual([]);
    expect(thing(during("firmware").layers, "vm1").notes).toEqual(["firmware"]);
  });

  it("lights a container's start up: its place, then its files, then its process", () => {
    const during = (phase: string) =>
      looks(
        changed(containerHost(1), {
          "laptop/container/web-1": { state: "starting", phase },
          "laptop/container/web-1/libs": { state: "starting" },
          "laptop/container/web-1/app": { state: "starting" },
        }),
        "laptop/container/web-1",
        "laptop/container/web-1/libs",
        "laptop/container/web-1/app",
      );
    expect(during("namespaces")).toEqual(["working", "idle", "idle"]);
    expect(during("root file system")).toEqual(["working", "working", "idle"]);
    expect(during("process")).toEqual(["working", "done", "working"]);
  });

  it("marks the kernel that panicked, and puts what stood on it out of reach", () => {
    const layers = changed(
      [...containerHost(1), hypervisor("laptop"), ...virtualMachine("laptop", "vm1", "Debian 13", "crashed")],
      {
        "laptop/os": { state: "panicked" },
        "laptop/kernel": { state: "panicked" },
        "laptop/userland": { state: "panicked" },
        "laptop/engine": { state: "off" },
        "laptop/container/web-1": { state: "exited" },
        "laptop/hypervisor": { state: "crashed" },
      },
    );
    expect(looks(layers, "laptop", "laptop/kernel", "laptop/userland")).toEqual(["done", "failed", "off"]);
    expect(
      looks(layers, "laptop/engine", "laptop/container/web-1", "laptop/hypervisor", "~vm/vm1", ...parts),
    ).toEqual(Array(4 + parts.length).fill("off"));
    expect(thing(layers, "laptop/kernel").notes).toContain("panicked");
  });

  it("keeps containers that outlive their engine's daemon, with the image that they share", () => {
    const layers = changed(containerHost(2), { "laptop/engine": { state: "crashed" } });
    expect(looks(layers, "laptop/engine", "laptop/image/nginx:latest", "laptop/container/web-2")).toEqual([
      "failed",
      "done",
      "done",
    ]);
  });

  it("tells what ended by itself from what failed", () => {
    const layers = [
      ...containerHost(0),
      ...container("laptop", "once", null, "exited"),
      ...container("laptop", "lost", null, "dead"),
    ];
    expect(looks(layers, "laptop/container/once", "laptop/container/lost")).toEqual(["idle", "failed"]);
    expect(thing(layers, "laptop/container/once/app").notes).toEqual(["exited"]);
  });

  it("tells with which code a container ended, and that memory was used up, as far as there is room", () => {
    const ended = { code: 137, outOfMemory: true };
    const leak = { "laptop/container/leak": { ended } };
    const layers = changed([...containerHost(0), ...container("laptop", "leak", null, "exited")], leak);
    expect(thing(layers, "laptop/container/leak/app").notes).toEqual([
      "exited 137, out of memory",
      "exited 137",
      "exited",
    ]);
    expect(thing(layers, "laptop/container/leak").spoken).toContain("exited 137, out of memory");
    const again = changed([...containerHost(0), ...container("laptop", "leak", null, "restarting")], leak);
    expect(thing(again, "laptop/container/leak").spoken).toContain("restarting, exited 137, out of memory");
  });

  it("flags what was broken into", () => {
    const layers = changed(containerHost(2), { "laptop/kernel": { compromised: true } });
    expect(thing(layers, "laptop/kernel")).toMatchObject({ compromised: true });
    expect(thing(layers, "laptop/kernel").notes[0]).toBe("broken into · shared by 2 containers");
  });
});

describe("amounts", () => {
  const layers = changed(containerHost(1), { laptop: { memoryBytes: 7, startPartMs: 15_000 } });
  const amounts = (id: string) => thing(layers, id).amounts;

  it("are what a layer takes itself; hardware only takes time", () => {
    expect(amounts("laptop")).toEqual({ memory: null, disk: null, start: 15_000 });
    expect(amounts("laptop/kernel")).toEqual({ memory: 80 * 1_048_576, disk: 100 * 1_048_576, start: 4_000 });
    expect(amounts("laptop/os")).toEqual({ memory: null, disk: null, start: null });
    expect(amounts("laptop/container/web-1/app")).toEqual({ memory: 4 * 1_048_576, disk: null, start: 20 });
  });

  it("show an image's disk where the image shows: in the one container that uses it, or on its own", () => {
    expect(amounts("laptop/container/web-1/libs").disk).toBe(190 * 1_048_576);
    const shared = thing(containerHost(2), "laptop/image/nginx:latest").amounts;
    expect(shared).toEqual({ memory: null, disk: 190 * 1_048_576, start: null });
  });
});

describe("words", () => {
  it("says of a kernel with how many containers it is shared, of those that run", () => {
    const note = (layers: readonly LayerView[]) => thing(layers, "laptop/kernel").notes;
    expect(note([hardware("laptop"), ...system("laptop")])).toEqual([]);
    expect(note(containerHost(1))).toEqual(["shared with 1 container"]);
    expect(note(containerHost(3))).toEqual(["shared by 3 containers"]);
    expect(note([...containerHost(2), ...container("laptop", "old", null, "exited")])).toEqual([
      "shared by 2 containers",
    ]);
  });

  it("speaks name, kind, state and what is remarkable", () => {
    const layers = [...containerHost(1), hypervisor("laptop"), ...virtualMachine("laptop", "vm1")];
    const spoken = (id: string) => thing(layers, id).spoken;
    expect(spoken("laptop")).toBe("laptop, hardware: Laptop, running, 8 processors, 16 GB of memory");
    expect(spoken("laptop/os")).toBe("Debian 13, host operating system of laptop, running");
    expect(spoken("laptop/kernel")).toBe("kernel of laptop, Linux 6.12.48, running, shared with 1 container");
    expect(spoken("laptop/container/web-1")).toBe(
      "web-1, container, running, ready in 50 ms, image nginx:latest",
    );
    expect(spoken("laptop/container/web-1/app")).toBe("nginx, app in web-1, running");
    expect(spoken("laptop/hypervisor")).toBe("KVM, type 2 hypervisor of laptop, running, 1 virtual machine");
    expect(spoken("~vm/vm1")).toBe("vm1, virtual machine, running, Debian 13");
    expect(spoken("vm1/app/web")).toBe("web, app on vm1, running");
  });

  it("tells containers of one name on several engines apart, and everything else by what it says", () => {
    const two = ["a", "b"].flatMap((name) => [
      hardware(name),
      ...system(name),
      ...engine(name, ["nginx:latest"]),
      ...container(name, "web", "nginx:latest"),
    ]);
    const spoken = [...thingsOf(pictureOf(two)).values()].map((one) => one.spoken);
    expect(new Set(spoken).size).toBe(spoken.length);
    expect(spoken).toContain("web, container on b, running, ready in 50 ms, image nginx:latest");
  });

  it("offers ever shorter names", () => {
    const layers = [hardware("pc", "Laptop"), ...system("pc", { os: "Ubuntu 24.04 LTS" })];
    for (const id of ["pc", "pc/kernel", "pc/userland"]) {
      const lengths = thing(layers, id).labels.map((label) => label.length);
      expect(lengths).toEqual([...lengths].sort((one, other) => other - one));
      expect(lengths.length).toBeGreaterThan(2);
    }
    expect(thing(layers, "pc/kernel").labels.at(-1)).toBe("kernel");
    expect(thing(layers, "pc").labels).toContain("pc · hardware: Laptop · 8 CPU · 16 GB");
  });

  it("sums a picture up in a sentence", () => {
    expect(pictureOf(containerHost(3)).summary).toBe(
      "One laptop: Debian 13 on it, one kernel, a Docker Engine with 3 containers, all running.",
    );
    expect(pictureOf(virtualHost(3)).summary).toBe(
      "One dedicated server: Xen with 3 virtual machines, three kernels, 3 apps, all running.",
    );
    expect(pictureOf([hardware("a"), hardware("b")]).summary).toBe(
      "Two machines. A: nothing on it yet, all running. B: nothing on it yet, all running.",
    );
    expect(pictureOf([...containerHost(2), ...container("laptop", "old", null, "exited")]).summary).toBe(
      "One laptop: Debian 13 on it, one kernel, a Docker Engine with 3 containers, 1 container exited.",
    );
    expect(pictureOf([]).summary).toBe("Nothing stands here yet.");
  });
});

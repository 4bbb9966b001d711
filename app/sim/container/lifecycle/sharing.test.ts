import { describe, expect, it } from "vitest";
import { mountsOf } from "../../kernel/files/mounts";
import { stat } from "../../kernel/files/read";
import { kernels } from "../../kernel/kernel";
import { namespaces } from "../../kernel/namespace/table";
import { netInterfaces } from "../../kernel/net/tables";
import { processes } from "../../kernel/process/table";
import { census, engineLab, insideOf, runIn, stateOf, theContainer } from "../../testing/engine";

const box = { machine: "box" };

describe("what a container shares", () => {
  it("E24: with the host's network it has the host's name and ports, and publishes none", () => {
    const lab = engineLab(["nginx"]);
    runIn(lab, "near", { image: "nginx", command: [], network: "host", ports: ["8080:80"] });
    const { first, init } = insideOf(lab, "near");
    expect([first.ns.net, first.ns.uts]).toEqual([init.ns.net, init.ns.uts]);
    expect(theContainer(lab, "near").spec.ports).toEqual([]);
    lab.act({ do: "removeContainer", ...box, container: "near", force: true });
    expect(lab.world.get(namespaces, init.ns.net)).toBeDefined();
  });

  it("E24: without a network it has a loopback interface alone", () => {
    const lab = engineLab();
    runIn(lab, "alone", { network: "none" });
    const cards = lab.world.find(netInterfaces, "ns", insideOf(lab, "alone").first.ns.net);
    expect(cards.map(({ name }) => name)).toEqual(["lo"]);
  });

  it("E24: in another container's network; that one must run", () => {
    const lab = engineLab();
    runIn(lab, "main");
    runIn(lab, "side", { network: "container:main" });
    expect(insideOf(lab, "side").first.ns.net).toBe(insideOf(lab, "main").first.ns.net);
    lab.act({ do: "killContainer", ...box, container: "main" });
    runIn(lab, "late", { network: "container:main" });
    expect(stateOf(lab, "late")).toBe("created 128");
    expect(theContainer(lab, "late").error).toMatch(/^cannot join network of a non running container: /);
  });

  it("E24: with the host's processes it is no process 1, and ends like any other", () => {
    const lab = engineLab();
    runIn(lab, "seer", { pidMode: "host" });
    expect(insideOf(lab, "seer").first.pids).toHaveLength(1);
    lab.act({ do: "stopContainer", ...box, container: "seer" });
    expect(stateOf(lab, "seer")).toBe("exited 143");
  });

  it("E25: mounts volumes, directories of the host and memory, and nothing of them shows up as a change", () => {
    const lab = engineLab();
    runIn(lab, "full", {
      mounts: ["data:/data", "/srv/site:/site:ro", { kind: "tmpfs", target: "/scratch" }],
      readOnly: true,
    });
    const { first, view } = insideOf(lab, "full");
    const mounted = mountsOf(lab.world, first.ns.mnt).filter(({ path }) =>
      ["/", "/data", "/site", "/scratch"].includes(path),
    );
    expect(mounted.map(({ path, readOnly }) => [path, readOnly])).toEqual([
      ["/", true],
      ["/data", false],
      ["/site", true],
      ["/scratch", false],
    ]);
    expect(stat(lab.world, view, "/site").ok).toBe(true);
  });

  it("E26: with an init of the engine's, that is process 1, passes signals on and ends as the program does", () => {
    const lab = engineLab();
    runIn(lab, "tini", { init: true });
    const { first, kernel } = insideOf(lab, "tini");
    expect(first.argv).toEqual(["/sbin/docker-init", "--", "sleep", "100000"]);
    expect(lab.world.find(processes, "parent", first.id).map(({ argv }) => argv)).toEqual([
      ["sleep", "100000"],
    ]);
    lab.act({ do: "stopContainer", ...box, container: "tini" });
    expect(stateOf(lab, "tini")).toBe("exited 143");
    expect(lab.world.must(kernels, kernel.id).state).toBe("running");
  });

  it("E27: privileged, it has all capabilities and may write to /sys and its groups", () => {
    const lab = engineLab();
    runIn(lab, "root", { privileged: true });
    const { first } = insideOf(lab, "root");
    expect(first.capabilities).toBe("000001ffffffffff");
    const system = mountsOf(lab.world, first.ns.mnt).filter(({ path }) => path.startsWith("/sys"));
    expect(system.map(({ readOnly }) => readOnly)).toEqual([false, false]);
  });
});

describe("bookkeeping", () => {
  it("E28: started, ended and removed, containers leave no row behind", () => {
    const lab = engineLab(["alpine", "nginx"]);
    runIn(lab, "warm");
    lab.act({ do: "removeContainer", ...box, container: "warm", force: true });
    const before = census(lab);
    for (const name of ["a1", "b1", "c1"]) runIn(lab, name, { ports: ["80"], mounts: ["/anon"] });
    runIn(lab, "n1", { image: "nginx", command: [], init: true });
    lab.act({ do: "execInContainer", ...box, container: "a1", command: ["sleep", "500"] });
    lab.pass(1_000);
    lab.act({ do: "restartContainer", ...box, container: "b1", timeout: 0 });
    lab.pass(1_000);
    for (const name of ["a1", "b1", "c1", "n1"])
      lab.act({ do: "removeContainer", ...box, container: name, force: true, volumes: true });
    lab.pass(20_000);
    expect(census(lab)).toEqual(before);
  });
});

import { describe, expect, it } from "vitest";
import { disks } from "../../kernel/files/tables";
import { treeBytes } from "../../kernel/files/tree";
import { connect } from "../../kernel/net/reach";
import { processes } from "../../kernel/process/table";
import { kernelOf, machineNamed, systemOf } from "../../machine/access";
import { bootHooks } from "../../machine/boot/hooks";
import { hypervisors, machines, virtualMachines } from "../../machine/tables";
import { engineNow, type Lab, stateOf, testLab, theContainer } from "../../testing/engine";
import { engines } from "../tables";

function laptop(os: string, preset: "laptop" | "desktop" = "laptop"): Lab {
  const lab = testLab();
  lab.act({ do: "addMachine", name: "laptop", preset, os });
  lab.act({ do: "powerOn", machine: "laptop" });
  return lab;
}

function initialNet(lab: Lab, name: string): number {
  const machine = machineNamed(lab.world, name);
  const kernel = machine.ok ? kernelOf(lab.world, machine.value.id) : undefined;
  if (kernel === undefined) throw new Error(`${name} has no kernel`);
  return lab.world.must(processes, kernel.init).ns.net;
}

const web = { do: "runContainer", machine: "laptop", image: "nginx", name: "web", ports: ["8080:80"] };
const runWeb = (lab: Lab) => lab.act({ ...web, do: "runContainer", ports: ["8080:80"] });

describe("Docker Desktop", () => {
  it.each([
    ["windows-11", "wsl2"],
    ["macos-26", "apple-virtualization"],
  ])("E92: on %s its engine runs in a hidden Linux machine of %s, which starts at once", (os, product) => {
    const lab = laptop(os);
    lab.act({ do: "installDockerDesktop", machine: "laptop" });
    const engine = engineNow(lab, "laptop");
    expect(engine).toMatchObject({
      state: "running",
      product: "docker-desktop",
      layer: "laptop-linux/engine",
    });
    const vm = lab.world.first(virtualMachines, "machine", engine.machine);
    expect(vm).toMatchObject({ hidden: true, state: "running", profile: "microvm" });
    expect(lab.world.must(hypervisors, vm?.hypervisor ?? 0).product).toBe(product);
    expect(systemOf(lab.world, engine.machine)?.os).toBe("alpine-3.22");
  });

  it("E93: its containers are worked from the laptop and run on the hidden machine's kernel; ports lead there", () => {
    const lab = laptop("windows-11");
    lab.act({ do: "installDockerDesktop", machine: "laptop" });
    lab.act({ do: "pullImage", machine: "laptop", image: "nginx" });
    runWeb(lab);
    lab.pass(1_000);
    expect(stateOf(lab, "web", "laptop")).toBe("running");
    const container = theContainer(lab, "web", "laptop");
    expect(container.layer).toBe("laptop-linux/container/web");
    const process = lab.world.must(processes, container.process ?? 0);
    const engine = engineNow(lab, "laptop");
    expect(kernelOf(lab.world, engine.machine)?.id).toBe(process.kernel);
    const reached = connect(lab.world, initialNet(lab, "laptop"), "127.0.0.1", 8080, "tcp");
    expect(reached.ok && lab.world.must(processes, reached.value.process).ns.net).toBe(process.ns.net);
    expect(theContainer(lab, "web", "laptop-linux").id).toBe(container.id);
  });

  it("E94: when the hidden machine goes, all containers go; it comes back with startEngine", () => {
    const lab = laptop("macos-26");
    lab.act({ do: "installDockerDesktop", machine: "laptop" });
    lab.act({ do: "pullImage", machine: "laptop", image: "nginx" });
    runWeb(lab);
    const { process, upper } = theContainer(lab, "web", "laptop");
    lab.act({ do: "powerOff", machine: "laptop-linux" });
    expect(lab.world.get(processes, process ?? 0)).toBeUndefined();
    expect(lab.refused({ do: "startContainer", machine: "laptop", container: "web" })).toMatchObject({
      code: "no-daemon",
      why: "the machine laptop-linux, in which the engine runs, is not up",
    });
    lab.act({ do: "startEngine", machine: "laptop" });
    expect(stateOf(lab, "web", "laptop")).toBe("exited 137");
    expect(treeBytes(lab.world, upper)).toBe(0);
    lab.act({ do: "startContainer", machine: "laptop", container: "web" });
    expect(stateOf(lab, "web", "laptop")).toBe("running");
  });

  it("E94: the laptop's end is the hidden machine's; both come back together", () => {
    const lab = laptop("windows-11");
    lab.act({ do: "installDockerDesktop", machine: "laptop" });
    lab.act({ do: "powerOff", machine: "laptop" });
    expect(lab.refused({ ...web, do: "runContainer", ports: [] }).code).toBe("machine-off");
    lab.act({ do: "powerOn", machine: "laptop" });
    expect(engineNow(lab, "laptop").state).toBe("running");
  });

  it("E95: it never takes more than half of the laptop's memory", () => {
    const lab = testLab();
    lab.act({
      do: "addMachine",
      name: "laptop",
      preset: "laptop",
      os: "macos-26",
      memoryBytes: 8_000_000_000,
      cpus: 2,
    });
    lab.act({ do: "installDockerDesktop", machine: "laptop" });
    const { memoryBytes, cpus } = lab.world.must(machines, engineNow(lab, "laptop").machine);
    expect([memoryBytes, cpus]).toEqual([4_000_000_000, 2]);
  });

  it("E96: refused on Linux, where there is nothing to hide, and where there is an engine already", () => {
    const linux = laptop("ubuntu-24.04-desktop");
    expect(linux.refused({ do: "installDockerDesktop", machine: "laptop" })).toMatchObject({
      code: "wrong-os",
      wayOut: "Install an engine",
    });
    const mac = laptop("macos-26");
    mac.act({ do: "installDockerDesktop", machine: "laptop" });
    expect(mac.refused({ do: "installDockerDesktop", machine: "laptop" }).code).toMatch(
      /has-engine|name-taken/,
    );
    const bare = testLab();
    bare.act({ do: "addMachine", name: "laptop", preset: "laptop" });
    expect(bare.refused({ do: "installDockerToolbox", machine: "laptop" }).code).toBe("no-os");
  });
});

describe("a hidden machine that is deleted", () => {
  it.each(["installDockerDesktop", "installDockerToolbox"] as const)(
    "I22: takes the product of %s along, which can be installed again",
    (install) => {
      const lab = laptop("windows-11");
      const { disk } = lab.world.first(machines, "name", "laptop") ?? { disk: 0 };
      const used = () => lab.world.must(disks, disk).usedBytes;
      lab.act({ do: install, machine: "laptop" });
      const installed = used();
      lab.act({ do: "powerOff", machine: "laptop-linux" });
      lab.act({ do: "deleteVm", machine: "laptop-linux" });
      const left = used();
      expect(lab.world.count(engines)).toBe(0);
      expect(lab.world.count(bootHooks)).toBe(0);
      lab.act({ do: install, machine: "laptop" });
      expect(used()).toBe(installed);
      lab.act({ do: "powerOff", machine: "laptop-linux" });
      lab.act({ do: "deleteVm", machine: "laptop-linux" });
      expect(used()).toBe(left);
    },
  );
});

describe("Docker Toolbox", () => {
  it("E97: its engine runs in a machine of VirtualBox, which starts only when it is asked for after a reboot", () => {
    const lab = laptop("windows-7");
    lab.act({ do: "installDockerToolbox", machine: "laptop" });
    const engine = engineNow(lab, "laptop");
    const vm = lab.world.first(virtualMachines, "machine", engine.machine);
    expect(vm).toMatchObject({ hidden: true, state: "running", profile: "pc" });
    expect(lab.world.must(hypervisors, vm?.hypervisor ?? 0).product).toBe("virtualbox");
    lab.act({ do: "powerOff", machine: "laptop" });
    lab.act({ do: "powerOn", machine: "laptop" });
    expect(lab.world.must(virtualMachines, vm?.id ?? 0).state).not.toBe("running");
    lab.act({ do: "startEngine", machine: "laptop" });
    expect(engineNow(lab, "laptop").state).toBe("running");
  });

  it("E97: a VirtualBox that is there already is used", () => {
    const lab = laptop("windows-7");
    lab.act({ do: "installHypervisor", machine: "laptop", product: "virtualbox" });
    lab.act({ do: "installDockerToolbox", machine: "laptop" });
    expect(lab.world.count(hypervisors)).toBe(1);
  });
});

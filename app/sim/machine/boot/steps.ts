/** The steps of a boot, by profile: what each phase waits for, computes and reads. */
import type { Step } from "../../core/work";
import { osBoot } from "../../costs/boot";
import type { Cost } from "../../costs/cost";
import { guestBoot } from "../../costs/guest";
import type { BootProfile } from "../tables";

/** What the phases of a full system's boot depend on. */
export interface BootMeasure {
  /** Virtual hardware needs no self-test. */
  readonly virtual: boolean;
  /** Duration of the phases from the kernel on, against a server distribution's. */
  readonly factor: number;
}

const wait = (phase: string, cost: Cost, factor = 1): Step => ({
  phase,
  use: "wait",
  amount: cost.value * factor,
});

const cpu = (phase: string, cost: Cost, factor = 1, threads = 1): Step => ({
  phase,
  use: "cpu",
  amount: cost.value * factor,
  threads,
});

const disk = (phase: string, cost: Cost, factor = 1): Step => ({
  phase,
  use: "disk",
  amount: cost.value * factor,
});

function hardwareSteps(virtual: boolean): Step[] {
  return [
    ...(virtual
      ? [cpu("power-on", osBoot.virtualCpu), wait("power-on", osBoot.virtualWait)]
      : [wait("power-on", osBoot.postWait)]),
    cpu("firmware", osBoot.firmwareCpu),
    wait("firmware", osBoot.firmwareWait),
    wait("boot loader", osBoot.loaderWait),
    disk("boot loader", osBoot.loaderBytes),
    cpu("boot loader", osBoot.loaderCpu),
  ];
}

/** Steps of a boot from the power button to the last service. */
export function bootSteps(profile: BootProfile, { virtual, factor }: BootMeasure): Step[] {
  switch (profile) {
    case "general":
    case "pc":
    case "microvm":
      return measuredSteps(guestBoot[profile]);
    case "os":
      return [
        ...hardwareSteps(virtual),
        cpu("kernel", osBoot.kernelCpu, factor),
        wait("kernel", osBoot.kernelWait, factor),
        disk("initramfs", osBoot.initramfsBytes, factor),
        cpu("initramfs", osBoot.initramfsCpu, factor),
        wait("initramfs", osBoot.initramfsWait, factor),
        disk("init", osBoot.initBytes, factor),
        cpu("init", osBoot.initCpu, factor),
        wait("init", osBoot.initWait, factor),
        disk("services", osBoot.servicesBytes, factor),
        cpu("services", osBoot.servicesCpu, factor, osBoot.servicesThreads.value),
        wait("services", osBoot.servicesWait, factor),
      ];
  }
}

/** Steps of the boot of a machine whose hardware a hypervisor owns: there is no operating system below it. */
export function hypervisorSteps(virtual: boolean): Step[] {
  return [
    ...hardwareSteps(virtual),
    disk("hypervisor", osBoot.hypervisorBytes),
    cpu("hypervisor", osBoot.hypervisorCpu),
    wait("hypervisor", osBoot.hypervisorWait),
  ];
}

/** The measured boots ran on one processor that had nothing else to do: all of their time is processor time. */
function measuredSteps(phases: Readonly<Record<string, Cost>>): Step[] {
  return Object.entries(phases).map(([phase, cost]) => cpu(phase, cost));
}

/** The ready-made scenarios: the sources' figures, and a story for each kind of failure. */
import type { Scenario } from "../commands/scenario";
import { appCrash } from "./failures/app-crash";
import { daemonCrash, daemonCrashLiveRestore } from "./failures/daemon-crash";
import { forkBomb, forkBombLimited } from "./failures/fork-bomb";
import { guestKernelPanic } from "./failures/guest-kernel-panic";
import { hostKernelPanic } from "./failures/host-kernel-panic";
import { hypervisorCrash } from "./failures/hypervisor-crash";
import { kernelExploit } from "./failures/kernel-exploit";
import { outOfMemoryGroup } from "./failures/out-of-memory-group";
import { outOfMemoryHost } from "./failures/out-of-memory-host";
import { powerLoss } from "./failures/power-loss";
import { dockerDesktop } from "./figures/docker-desktop";
import { dockerVsVm } from "./figures/docker-vs-vm";
import { osTwoLayers } from "./figures/os-two-layers";
import { threeAppsContainers } from "./figures/three-apps-containers";
import { threeAppsVms } from "./figures/three-apps-vms";
import { traditionalVsVirtual } from "./figures/traditional-vs-virtual";
import { type1VsType2 } from "./figures/type-1-vs-type-2";
import { vmsVsContainers } from "./figures/vms-vs-containers";

const ready: readonly Scenario[] = [
  osTwoLayers,
  dockerVsVm,
  threeAppsVms,
  threeAppsContainers,
  traditionalVsVirtual,
  type1VsType2,
  vmsVsContainers,
  dockerDesktop,
  appCrash,
  outOfMemoryGroup,
  outOfMemoryHost,
  forkBomb,
  forkBombLimited,
  guestKernelPanic,
  hostKernelPanic,
  hypervisorCrash,
  daemonCrash,
  daemonCrashLiveRestore,
  powerLoss,
  kernelExploit,
];

/** Names of all ready-made scenarios. */
export const readyScenarioNames: readonly string[] = ready.map(({ name }) => name);

/** The ready-made scenario of this name, if there is one. */
export function readyScenario(name: string): Scenario | undefined {
  return ready.find((scenario) => scenario.name === name);
}

/** What virtual machines and hypervisors are told later. */
import { defineEvent } from "../../core/events";

/** A virtual machine's boot, or its restoration, is complete. */
export const vmReady = defineEvent<{ readonly vm: number }>("vm.ready");

/** The process that ran a virtual machine has ended. */
export const vmProcessEnded = defineEvent<{ readonly vm: number }>("vm.process-ended");

/** What a snapshot kept of a running virtual machine is read back; its apps are to run again. */
export const vmRestored = defineEvent<{ readonly vm: number; readonly apps: readonly number[] }>(
  "vm.restored",
);

/** A hypervisor has lost its management VM. */
export const managementLost = defineEvent<{ readonly hypervisor: number; readonly why: string }>(
  "hypervisor.management-lost",
);

/** A step of a live migration is done: the copy while the guest ran, the rest, the hand-over. */
export const migrationStep = defineEvent<{ readonly migration: number }>("vm.migration-step");

import { threeAppsVms } from "../figures/three-apps-vms";
import { at, scenario } from "../parts";

const UP = 300_000;

export const guestKernelPanic = scenario({
  name: "guest-kernel-panic",
  title: "The kernel of one guest panics",
  about:
    "Three virtual machines; the kernel of the second one panics. Its neighbours have kernels of their own and run on.",
  setup: threeAppsVms.setup,
  log: [
    ...at(0, ...threeAppsVms.log.map(({ command }) => command)),
    ...at(UP, { do: "crashKernel", machine: "vm2" }),
  ],
});

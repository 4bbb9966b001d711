import { at, engineHost, guest, runApp, scenario, THREE_APPS } from "../parts";

const UP = 300_000;

export const hostKernelPanic = scenario({
  name: "host-kernel-panic",
  title: "The kernel of a host panics",
  about:
    "Three containers and a virtual machine of a type 2 hypervisor on one laptop: all stand on the same kernel, and go with it.",
  setup: [
    ...engineHost("laptop"),
    { do: "installHypervisor", machine: "laptop", product: "virtualbox" },
    ...guest("laptop", "vm1", "mail"),
  ],
  log: [
    ...at(0, ...THREE_APPS.map((app) => runApp("laptop", app)), { do: "powerOn", machine: "vm1" }),
    ...at(UP, { do: "crashKernel", machine: "laptop" }),
  ],
});

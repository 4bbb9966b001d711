import { at, guest, scenario, THREE_APPS } from "../parts";

const UP = 300_000;
const vms = THREE_APPS.map((_, index) => `vm${index + 1}`);

export const hypervisorCrash = scenario({
  name: "hypervisor-crash",
  title: "A hypervisor crashes",
  about:
    "Three virtual machines on a type 1 hypervisor: different kernels, but one hypervisor under all of them.",
  setup: [
    { do: "addMachine", name: "server", preset: "server" },
    { do: "installHypervisor", machine: "server", product: "esxi" },
    { do: "powerOn", machine: "server" },
    ...THREE_APPS.flatMap(({ app }, index) => guest("server", `vm${index + 1}`, app)),
  ],
  log: [
    ...at(0, ...vms.map((machine) => ({ do: "powerOn", machine }) as const)),
    ...at(UP, { do: "crashHypervisor", machine: "server" }),
  ],
});

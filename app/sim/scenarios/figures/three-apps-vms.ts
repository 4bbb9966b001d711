import { at, guest, host, scenario, show, THREE_APPS } from "../parts";

export const threeAppsVms = scenario({
  name: "three-apps-vms",
  title: "Three applications in three virtual machines",
  about:
    "Each application gets a machine of its own, and each of these machines a whole operating system: disk, memory and processor time are spent three times before any application runs.",
  setup: [
    ...host("laptop", "ubuntu-24.04"),
    { do: "installHypervisor", machine: "laptop", product: "virtualbox" },
    ...THREE_APPS.flatMap(({ app }, index) => guest("laptop", `vm${index + 1}`, app)),
  ],
  log: at(0, ...THREE_APPS.map((_, index) => ({ do: "powerOn", machine: `vm${index + 1}` }) as const)),
  story: [
    show("Infrastructure: a laptop, a server in a data centre, or a rented machine.", "laptop"),
    show("The host operating system.", "laptop/os"),
    show("The hypervisor runs virtual machines and keeps them apart.", "laptop/hypervisor"),
    show("Each virtual machine sees hardware of its own.", "vm1", "vm2", "vm3"),
    show(
      "Each needs a guest operating system with its own kernel: about 700 MB of disk each.",
      "vm1/os",
      "vm2/os",
      "vm3/os",
    ),
    show(
      "The binaries and libraries that the application needs.",
      "vm1/app/web/libs",
      "vm2/app/cache/libs",
      "vm3/app/database/libs",
    ),
    show("And, at last, the applications.", "vm1/app/web", "vm2/app/cache", "vm3/app/database"),
  ],
});

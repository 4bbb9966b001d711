import { at, engineHost, guest, host, runApp, scenario, show, THREE_APPS } from "../parts";

const vms = THREE_APPS.map((_, index) => `vm${index + 1}`);
const containers = THREE_APPS.map(({ app }) => `right/container/${app}`);

export const vmsVsContainers = scenario({
  name: "vms-vs-containers",
  title: "Virtual machines and containers side by side",
  about:
    "The same three applications on two equal laptops, all started at the same moment: count the kernels, the gigabytes and the seconds.",
  setup: [
    ...host("left", "ubuntu-24.04"),
    { do: "installHypervisor", machine: "left", product: "virtualbox" },
    ...THREE_APPS.flatMap(({ app }, index) => guest("left", `vm${index + 1}`, app)),
    ...engineHost("right"),
  ],
  log: at(
    0,
    ...vms.map((machine) => ({ do: "powerOn", machine }) as const),
    ...THREE_APPS.map((app) => runApp("right", app)),
  ),
  story: [
    show("Two equal laptops, each with an operating system.", "left", "right", "left/os", "right/os"),
    show("Left a hypervisor, right an engine.", "left/hypervisor", "right/engine"),
    show("Virtual hardware on the left. Nothing of the kind on the right.", ...vms),
    show("Three guest operating systems on the left. None on the right.", ...vms.map((vm) => `${vm}/os`)),
    show("Containers on the right: processes in a separated place.", ...containers),
    show(
      "The applications are the same.",
      ...THREE_APPS.map(({ app }, index) => `vm${index + 1}/app/${app}`),
      ...containers.map((container) => `${container}/app`),
    ),
  ],
});

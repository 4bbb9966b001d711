import { at, engineHost, guest, host, runApp, scenario, show, THREE_APPS } from "../parts";

const [web] = THREE_APPS;

export const dockerVsVm = scenario({
  name: "docker-vs-vm",
  title: "What a container virtualises, and what a virtual machine does",
  about:
    "The same web server twice, started at the same moment: in a virtual machine with a kernel of its own, and in a container that borrows the host's.",
  setup: [
    ...host("left", "ubuntu-24.04"),
    { do: "installHypervisor", machine: "left", product: "virtualbox" },
    ...guest("left", "vm", web.app),
    ...engineHost("right", "ubuntu-24.04", "laptop", [web.image]),
  ],
  log: at(0, { do: "powerOn", machine: "vm" }, runApp("right", web)),
  story: [
    show("Two equal laptops.", "left", "right"),
    show("On both runs an operating system: a kernel and a userland.", "left/os", "right/os"),
    show("Left a hypervisor gives out virtual hardware.", "left/hypervisor", "vm"),
    show("Onto the virtual hardware goes a whole operating system, its kernel included.", "vm/os"),
    show("Right an engine asks the host's kernel for a separated place. No second kernel.", "right/engine"),
    show(
      "The container brings only what lies above a kernel.",
      "right/container/web",
      "right/container/web/libs",
    ),
    show("In both, the same application.", "vm/app/web", "right/container/web/app"),
  ],
});

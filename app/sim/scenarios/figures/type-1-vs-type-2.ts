import { at, guest, host, scenario, show } from "../parts";

export const type1VsType2 = scenario({
  name: "type-1-vs-type-2",
  title: "Hypervisors of type 1 and type 2",
  about:
    "Left, the hypervisor stands on the bare hardware. Right, it is a program on an operating system, which it needs and on which it depends.",
  setup: [
    { do: "addMachine", name: "left", preset: "server" },
    { do: "installHypervisor", machine: "left", product: "esxi" },
    { do: "powerOn", machine: "left" },
    ...guest("left", "vm1", "web"),
    ...guest("left", "vm2", "mail", "windows-server-2025"),
    ...host("right", "ubuntu-24.04", "server"),
    { do: "installHypervisor", machine: "right", product: "virtualbox" },
    ...guest("right", "vm3", "web"),
    ...guest("right", "vm4", "mail", "windows-server-2025"),
  ],
  log: at(0, ...["vm1", "vm2", "vm3", "vm4"].map((machine) => ({ do: "powerOn", machine }) as const)),
  story: [
    show("Two equal servers.", "left", "right"),
    show("Type 1: the hypervisor is the first thing on the hardware.", "left/hypervisor"),
    show("Type 2: first comes a host operating system.", "right/os"),
    show("The hypervisor is one of its programs.", "right/hypervisor"),
    show("Above, both look alike: virtual hardware.", "vm1", "vm2", "vm3", "vm4"),
    show("And a guest operating system in each.", "vm1/os", "vm2/os", "vm3/os", "vm4/os"),
  ],
});

import { at, host, runApp, scenario, show, THREE_APPS } from "../parts";

const [web] = THREE_APPS;

export const dockerDesktop = scenario({
  name: "docker-desktop",
  title: "Containers where there is no Linux kernel",
  about:
    "A Linux image needs a Linux kernel. On Windows and macOS a hidden virtual machine brings one: Docker Toolbox with VirtualBox in the past, Docker Desktop today.",
  setup: [
    ...host("windows", "windows-11"),
    { do: "installDockerDesktop", machine: "windows" },
    { do: "pullImage", machine: "windows", image: web.image },
    { do: "addMachine", name: "mac", preset: "laptop", arch: "arm64", os: "macos-26" },
    { do: "powerOn", machine: "mac" },
    { do: "installDockerDesktop", machine: "mac" },
    { do: "pullImage", machine: "mac", image: web.image },
    ...host("old", "windows-7"),
    { do: "installDockerToolbox", machine: "old" },
    { do: "pullImage", machine: "old", image: web.image },
  ],
  log: at(0, runApp("windows", web), runApp("mac", web), runApp("old", web)),
  story: [
    show(
      "Three laptops without a Linux kernel: Windows, macOS, and an older Windows.",
      "windows",
      "mac",
      "old",
    ),
    show("Their own operating systems.", "windows/os", "mac/os", "old/os"),
    show("A hypervisor on each.", "windows/hypervisor", "mac/hypervisor", "old/hypervisor"),
    show("A small Linux machine that the person never sees.", "windows-linux", "mac-linux", "old-linux"),
    show("The engine runs in there.", "windows-linux/engine", "mac-linux/engine", "old-linux/engine"),
    show(
      "And so do the containers.",
      "windows-linux/container/web",
      "mac-linux/container/web",
      "old-linux/container/web",
    ),
  ],
});

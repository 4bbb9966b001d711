import { host, scenario, show } from "../parts";

export const osTwoLayers = scenario({
  name: "os-two-layers",
  title: "An operating system is two layers",
  about:
    "Four machines with four Linux distributions: below, the same kind of kernel talks to the hardware; above it, each distribution brings its own tools and applications.",
  setup: [
    ...host("ubuntu", "ubuntu-24.04"),
    ...host("debian", "debian-13"),
    ...host("centos", "centos-stream-9"),
    ...host("redhat", "rhel-9"),
    { do: "installApp", machine: "ubuntu", name: "web" },
    { do: "startApp", machine: "ubuntu", name: "web" },
  ],
  story: [
    show("The hardware: processors, memory, disk and network card.", "ubuntu", "debian", "centos", "redhat"),
    show(
      "The kernel is the only one who talks to the hardware. All four distributions bring a Linux kernel.",
      "ubuntu/kernel",
      "debian/kernel",
      "centos/kernel",
      "redhat/kernel",
    ),
    show(
      "Above the kernel lies the userland: libraries, tools, services. This is where distributions differ.",
      "ubuntu/userland",
      "debian/userland",
      "centos/userland",
      "redhat/userland",
    ),
    show(
      "An application uses the userland, and through it the kernel.",
      "ubuntu/app/web/libs",
      "ubuntu/app/web",
    ),
  ],
});

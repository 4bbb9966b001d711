import { at, guest, host, scenario, show, THREE_APPS } from "../parts";

export const traditionalVsVirtual = scenario({
  name: "traditional-vs-virtual",
  title: "Traditional and virtual architecture",
  about:
    "Left, one operating system owns a server and all applications share it. Right, a hypervisor owns it: a first virtual machine holds the management, others hold the services.",
  setup: [
    ...host("left", "debian-13", "server"),
    ...THREE_APPS.flatMap(
      ({ app }) =>
        [
          { do: "installApp", machine: "left", name: app },
          { do: "startApp", machine: "left", name: app },
        ] as const,
    ),
    { do: "addMachine", name: "right", preset: "server" },
    { do: "installHypervisor", machine: "right", product: "xen" },
    { do: "powerOn", machine: "right" },
    ...guest("right", "crm", "crm"),
    ...guest("right", "database", "database", "rhel-9"),
    ...guest("right", "java", "jvm", "windows-server-2025"),
  ],
  log: at(
    0,
    { do: "powerOn", machine: "crm" },
    { do: "powerOn", machine: "database" },
    { do: "powerOn", machine: "java" },
  ),
  story: [
    show("Two equal servers.", "left", "right"),
    show("Traditional: the operating system owns the hardware.", "left/os"),
    show(
      "All applications share it, its libraries and its fate.",
      "left/app/web",
      "left/app/cache",
      "left/app/database",
    ),
    show("Virtual: a hypervisor owns the hardware.", "right/hypervisor"),
    show("The first virtual machine holds the management.", "right-dom0", "right-dom0/os"),
    show(
      "Each service gets a machine and an operating system of its choice.",
      "crm",
      "crm/os",
      "database",
      "database/os",
      "java",
      "java/os",
    ),
    show(
      "The applications no longer share anything but the hypervisor.",
      "crm/app/crm",
      "database/app/database",
      "java/app/jvm",
    ),
  ],
});

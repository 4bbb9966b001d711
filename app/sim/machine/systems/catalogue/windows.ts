/** Windows, for people and for servers: the NT kernel. */
import { bootFactors, serviceMemory as memory, systemDisk, systemMemory } from "../../../costs/systems";
import { type OsSpec, service } from "../os";

const basics = [
  service("csrss.exe", memory.csrss),
  service("wininit.exe", memory.wininit),
  service("services.exe", memory.services),
  service("lsass.exe", memory.lsass),
  service("svchost.exe -k netsvcs", memory.svchost),
];

const windows = {
  distribution: "windows",
  family: "nt",
  archs: ["x86_64"],
  kernelDiskBytes: systemDisk.windowsKernel.value,
  userlandDiskBytes: systemDisk.windowsUserland.value,
  kernelBytes: systemMemory.windowsKernel.value,
  minMemoryBytes: systemMemory.olderWindowsLeast.value,
  bootFactor: bootFactors.windows.value,
  initKind: "windows",
  init: service("smss.exe", memory.smss),
  services: [...basics, service("MsMpEng.exe", memory.defender), service("explorer.exe", memory.explorer)],
  packageManager: "winget",
} as const;

const windowsServer = {
  ...windows,
  userlandDiskBytes: systemDisk.windowsServerUserland.value,
  services: [...basics, service("MsMpEng.exe", memory.defender)],
};

export const WINDOWS: readonly OsSpec[] = [
  {
    ...windows,
    key: "windows-11",
    label: "Windows 11",
    version: "11",
    release: "10.0.26100",
    archs: ["x86_64", "arm64"],
    minMemoryBytes: systemMemory.windowsLeast.value,
  },
  { ...windows, key: "windows-10", label: "Windows 10", version: "10", release: "10.0.19045" },
  {
    ...windows,
    key: "windows-7",
    label: "Windows 7",
    version: "7",
    release: "6.1.7601",
    services: [...basics, service("explorer.exe", memory.explorer)],
    packageManager: "none",
  },
  {
    ...windowsServer,
    key: "windows-server-2025",
    label: "Windows Server 2025",
    version: "2025",
    release: "10.0.26100",
  },
  {
    ...windowsServer,
    key: "windows-server-2022",
    label: "Windows Server 2022",
    version: "2022",
    release: "10.0.20348",
  },
];

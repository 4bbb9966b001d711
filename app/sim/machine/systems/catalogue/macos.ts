/** macOS: the XNU kernel. Releases are Darwin's. */
import { bootFactors, serviceMemory as memory, systemDisk, systemMemory } from "../../../costs/systems";
import { type OsSpec, service } from "../os";

const macos = {
  distribution: "macos",
  family: "xnu",
  archs: ["arm64", "x86_64"],
  kernelDiskBytes: systemDisk.macosKernel.value,
  userlandDiskBytes: systemDisk.macosUserland.value,
  kernelBytes: systemMemory.macosKernel.value,
  minMemoryBytes: systemMemory.macosLeast.value,
  bootFactor: bootFactors.macos.value,
  initKind: "launchd",
  init: service("/sbin/launchd", memory.launchd),
  services: [
    service("/usr/libexec/configd", memory.configd),
    service("/usr/libexec/opendirectoryd", memory.opendirectoryd),
    service("/System/Library/Frameworks/CoreServices.framework/Support/mds", memory.mds),
    service(
      "/System/Library/PrivateFrameworks/SkyLight.framework/Resources/WindowServer",
      memory.windowServer,
    ),
    service("/System/Library/CoreServices/loginwindow.app/Contents/MacOS/loginwindow", memory.loginwindow),
  ],
  packageManager: "softwareupdate",
} as const;

export const MACOS: readonly OsSpec[] = [
  { ...macos, key: "macos-26", label: "macOS 26 Tahoe", version: "26", release: "25.0.0" },
  { ...macos, key: "macos-15", label: "macOS 15 Sequoia", version: "15", release: "24.6.0" },
  {
    ...macos,
    key: "macos-10.10",
    label: "OS X 10.10 Yosemite",
    version: "10.10",
    release: "14.5.0",
    archs: ["x86_64"],
  },
];

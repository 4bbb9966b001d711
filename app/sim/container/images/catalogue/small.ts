/** Images of a single program, and one that is not for Linux. */
import { type CatalogueImage, type CatalogueLayer, executable } from "./entry";

export const smallLayers: readonly CatalogueLayer[] = [
  {
    name: "hello-world",
    createdBy: "COPY hello / # buildkit",
    rest: "/hello",
    files: [executable("/hello")],
  },
  {
    name: "stress",
    createdBy: "RUN /bin/sh -c … make && make install … # buildkit",
    rest: "/usr/local/bin/stress",
    files: [executable("/usr/local/bin/stress")],
  },
  {
    name: "nanoserver",
    createdBy: "Apply image 10.0.20348",
    rest: "/Windows/System32/ntdll.dll",
    files: [executable("/Windows/System32/cmd.exe", "sh")],
  },
];

export const smallImages: readonly CatalogueImage[] = [
  {
    repository: "hello-world",
    tags: ["latest", "linux"],
    os: "linux",
    layers: ["hello-world"],
    config: { cmd: ["/hello"] },
    source: "Docker Hub, official image hello-world",
  },
  {
    repository: "polinux/stress",
    tags: ["latest"],
    os: "linux",
    layers: ["alpine", "stress"],
    config: { cmd: ["stress", "--help"] },
    source: "Docker Hub, image polinux/stress",
  },
  {
    repository: "mcr.microsoft.com/windows/nanoserver",
    tags: ["ltsc2022"],
    os: "windows",
    layers: ["nanoserver"],
    config: { cmd: ["c:\\windows\\system32\\cmd.exe"], user: "ContainerUser", stopSignal: "" },
    source: "Microsoft Artifact Registry, windows/nanoserver",
  },
];

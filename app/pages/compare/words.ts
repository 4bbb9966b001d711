/** Status lines: what each side does right now, in plain words. */
import type {
  ContainerView,
  DownloadProgress,
  HostView,
  ImagesBuild,
  VmView,
} from "../../state/compare-types";
import { formatBytes, formatMs, formatThings } from "../../ui/format";
import { BOOT_PHASES, CONTAINER_PHASES } from "./phases";

/** How far a download is: `1.2 MB of 2.9 MB (41 %)`. */
export function downloadWords({ loadedBytes, totalBytes }: DownloadProgress): string {
  if (totalBytes <= 0) return formatBytes(loadedBytes);
  const percent = Math.floor((100 * Math.min(loadedBytes, totalBytes)) / totalBytes);
  return `${formatBytes(loadedBytes)} of ${formatBytes(totalBytes)} (${percent} %)`;
}

/** What one virtual machine does. */
export function vmWords(vm: VmView): string {
  switch (vm.status) {
    case "off":
      return vm.promptMs === null ? "powered off" : "powered off after its run";
    case "loading":
      return vm.download ? `downloading its files: ${downloadWords(vm.download)}` : "loading its files";
    case "booting": {
      const current = vm.phases.current?.phase;
      return BOOT_PHASES.find(({ phase }) => phase === current)?.words ?? "powered on";
    }
    case "running":
      return "running, at its prompt";
    case "failed":
      return "failed";
  }
}

const imagesThere = ({ state }: ImagesBuild) => state !== "failed" && state !== "unavailable";

/** What the left pane does as a whole. */
export function vmsWords(vms: readonly VmView[], images: ImagesBuild): string {
  const [first] = vms;
  const waiting = vms.every(({ status }) => status === "off") && images.state === "building";
  if (waiting) return "waiting for the guest images";
  if (!imagesThere(images)) return "nothing to boot: there are no guest images";
  if (vms.length === 1 && first) return vmWords(first);
  const running = vms.filter(({ status }) => status === "running").length;
  if (running === vms.length) return `all ${vms.length} running, each on its own kernel`;
  const busy = vms.find(({ status }) => status === "loading" || status === "booting" || status === "failed");
  if (!busy) return `${formatThings(vms.length, "machine")} powered off`;
  return `${running} of ${vms.length} at the prompt; ${busy.label}: ${vmWords(busy)}`;
}

/** What the host guest does. */
export function hostWords(host: HostView, images: ImagesBuild): string {
  switch (host.status) {
    case "waiting":
      if (!imagesThere(images)) return "host not ready: there are no guest images";
      return images.state === "building"
        ? "host not ready yet: waiting for the guest images"
        : "host not ready yet: it boots in the background";
    case "loading":
      return host.download
        ? `host not ready yet: downloading ${downloadWords(host.download)}`
        : "host not ready yet: loading its files";
    case "booting":
      return "host not ready yet: booting in the background";
    case "restoring":
      return "host not ready yet: restoring the snapshot of your last visit";
    case "ready":
      return readyWords(host);
    case "failed":
      return "host failed";
  }
}

function readyWords({ cameBy, readyMs }: HostView): string {
  const time = readyMs === null ? "" : ` in ${formatMs(readyMs)}`;
  if (cameBy === "snapshot") return `host is up, restored${time} from a snapshot saved on your last visit`;
  return `host is up, booted${time}`;
}

function containerWords(container: ContainerView): string {
  switch (container.status) {
    case "none":
      return "not started";
    case "starting": {
      if (container.clockFrom === null) return "waiting for its turn";
      const current = container.phases.current?.phase;
      return CONTAINER_PHASES.find(({ phase }) => phase === current)?.words ?? "starting";
    }
    case "running":
      return container.hostPid === null
        ? "running, at its prompt"
        : `running: its pid 1 is pid ${container.hostPid} on the host`;
    case "stopping":
      return "stopping";
    case "exited":
      return container.exitStatus === null ? "stopped" : `stopped, exit status ${container.exitStatus}`;
    case "failed":
      return "failed";
  }
}

/** What the right pane does as a whole: the host until it is ready, then its containers. */
export function containersWords(
  host: HostView,
  containers: readonly ContainerView[],
  images: ImagesBuild,
): string {
  const [first] = containers;
  const untouched = containers.every(({ status }) => status === "none");
  if (host.status !== "ready" || untouched || !first) return hostWords(host, images);
  if (containers.length === 1) return containerWords(first);
  const running = containers.filter(({ status }) => status === "running").length;
  if (running === containers.length) return `all ${running} running on one kernel`;
  const busy = containers.find(({ status }) => status !== "running" && status !== "none") ?? first;
  return `${running} of ${containers.length} running; ${busy.name}: ${containerWords(busy)}`;
}

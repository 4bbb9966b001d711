/** Which buttons have an effect now. */
import type { CompareState } from "../../state/compare-types";

type Slice<Keys extends keyof CompareState> = Pick<CompareState, Keys>;

const imagesUsable = ({ images }: Slice<"images">) => images.state === "ready" || images.state === "unknown";

const vmsBusy = ({ vms }: Slice<"vms">) =>
  vms.some(({ status }) => status === "loading" || status === "booting");

const containersBusy = ({ containers }: Slice<"containers">) =>
  containers.some(({ status }) => status === "starting" || status === "stopping");

/** Both sides may be started, or started again, while neither is on its way. */
export function canStartBoth(state: Slice<"images" | "vms" | "containers">): boolean {
  return imagesUsable(state) && !vmsBusy(state) && !containersBusy(state);
}

/** Machines can be powered on when all are off or failed. */
export function canPowerOn(state: Slice<"images" | "vms">): boolean {
  return imagesUsable(state) && state.vms.every(({ status }) => status === "off" || status === "failed");
}

/** There is something to power off, even half-way through a boot. */
export function canPowerOff({ vms }: Slice<"vms">): boolean {
  return vms.some(({ status }) => status !== "off" && status !== "failed");
}

/** Containers can be run on a host that is up, when none is there. */
export function canRun({ host, containers }: Slice<"host" | "containers">): boolean {
  const over = containers.every(
    ({ status }) => status === "none" || status === "exited" || status === "failed",
  );
  return host.status === "ready" && over;
}

/** There is a container to stop. */
export function canStop({ containers }: Slice<"containers">): boolean {
  return containers.some(({ status }) => status === "running" || status === "starting");
}

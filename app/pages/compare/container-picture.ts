/** The right pane's picture: one host kernel, and the containers that share it. */
import type { Look, Picture, Plan, Role } from "../../diagram/layout/plan";
import type { ContainerView, HostView } from "../../state/compare-types";
import { formatPartMs, formatThings } from "../../ui/format";
import { CONTAINER_PHASES, phaseTotal } from "./phases";
import { band, frame, pictureFrom } from "./picture-parts";

/** What a container's start works through; each is done when a later one has begun. */
const ORDER: readonly Role[] = ["engine", "image", "app"];

const levelOf = (role: Role) => ORDER.indexOf(role);

function levelReached({ status, phases, clockFrom }: ContainerView): number {
  if (status === "none" || status === "exited") return -1;
  // Asked for, but its turn has not come: the host is not ready, or starts another one.
  if (status === "starting" && clockFrom === null) return -1;
  if (status === "running" || status === "stopping") return ORDER.length;
  const phase = phases.current?.phase ?? phases.spans.at(-1)?.phase;
  const info = CONTAINER_PHASES.find((candidate) => candidate.phase === phase);
  return info ? levelOf(info.role) : 0;
}

function containerLook(container: ContainerView, role: Role): Look {
  const level = levelOf(role);
  const reached = levelReached(container);
  if (level < reached) return "done";
  if (container.status === "failed") return level === reached ? "failed" : "off";
  return level === reached && container.status === "starting" ? "working" : "idle";
}

/** A host that is gone takes everything on it out of reach. */
const onHost = (host: HostView, look: Look): Look => (host.status === "failed" ? "off" : look);

function hostKernelLook({ status }: HostView): Look {
  if (status === "ready") return "done";
  if (status === "failed") return "failed";
  return status === "booting" || status === "restoring" ? "working" : "idle";
}

function hostKernelNotes(host: HostView): string[] {
  switch (host.status) {
    case "booting":
      return ["booting in the background", "booting"];
    case "restoring":
      return ["being restored from a snapshot", "restoring"];
    case "failed":
      return ["failed"];
    case "ready":
      return [
        ...(host.kernel ? [`boot id ${host.kernel.bootId.slice(0, 8)}, inside and outside`] : []),
        ...(host.kernel ? [`boot id ${host.kernel.bootId.slice(0, 4)}…`] : []),
      ];
    default:
      return ["not ready yet"];
  }
}

function engine(host: HostView, containers: readonly ContainerView[]): Plan {
  const starting = containers.find((container) => containerLook(container, "engine") === "working");
  // An engine that has started others is not what failed.
  const failed =
    containers.length > 0 && containers.every((container) => containerLook(container, "engine") === "failed");
  const up: Look = host.status === "ready" ? "done" : "idle";
  const look: Look = starting ? "working" : failed ? "failed" : up;
  const current = starting?.phases.current?.phase;
  const info = CONTAINER_PHASES.find(({ phase }) => phase === current);
  return band(
    {
      id: "engine",
      role: "engine",
      labels: ["engine · box", "engine"],
      notes: starting
        ? [info?.name ?? "starting"]
        : failed
          ? ["failed"]
          : ["sets up, then steps aside", "sets up"],
      look: onHost(host, look),
      weight: containers.length > 1 ? 4 : 1,
    },
    containers.map((container, index) => containerFrame(host, container, index, containers.length > 1)),
  );
}

function appNotes(container: ContainerView, look: Look): string[] {
  if (look === "working") return ["starting"];
  if (look === "failed") return ["failed"];
  if (container.status === "exited") return [`exited ${container.exitStatus ?? ""}`.trim()];
  if (look !== "done" || container.hostPid === null) return [];
  return [`pid 1 = ${container.hostPid} on the host`, `pid 1 = ${container.hostPid}`, "pid 1"];
}

function imageNotes(container: ContainerView, look: Look): string[] {
  if (look === "working") return ["being mounted", "mounting"];
  const mounted = phaseTotal(container.phases, "rootfs");
  if (look !== "done" || mounted === null) return [];
  return [`mounted in ${formatPartMs(mounted)}`, formatPartMs(mounted)];
}

/** A container as a whole: what became of it last. */
const CONTAINER_LOOKS: Readonly<Record<ContainerView["status"], Look>> = {
  none: "idle",
  starting: "working",
  running: "done",
  stopping: "done",
  exited: "idle",
  failed: "failed",
};

function containerFrame(host: HostView, container: ContainerView, index: number, several: boolean): Plan {
  const { name, status, interactive, clockFrom } = container;
  const imageLook = onHost(host, containerLook(container, "image"));
  const appLook = onHost(host, containerLook(container, "app"));
  const of = several ? { of: `container ${name}` } : {};
  const program = interactive ? "sh" : "app";
  const app = band({
    id: `${name}/app`,
    role: "app",
    labels: several ? [`${index + 1} · ${program}`, `${index + 1}`] : [`app · ${program}`, "app"],
    notes: appNotes(container, appLook),
    look: appLook,
    ...of,
  });
  const image = band(
    {
      id: `${name}/image`,
      role: "image",
      labels: [...(interactive ? ["image layers · busybox"] : []), "image layers", "image", "img"],
      notes: imageNotes(container, imageLook),
      look: imageLook,
      ...of,
    },
    [app],
  );
  // Asked for, but its turn has not come.
  const waits = status === "starting" && clockFrom === null;
  const look = onHost(host, waits ? "idle" : CONTAINER_LOOKS[status]);
  return frame({ id: name, role: "container", look, labels: [`container ${name}`, name], notes: [] }, [
    image,
  ]);
}

/** One to ten containers on one host: one kernel, however many they are. */
export function containerPicture(host: HostView, containers: readonly ContainerView[]): Picture {
  const release = host.kernel?.release;
  const up: Look = host.status === "ready" ? "done" : "idle";
  const userland = band({
    id: "userland",
    role: "userland",
    labels: ["host userland", "userland", "host"],
    notes: [],
    look: onHost(host, up),
  });
  const kernel = band(
    {
      id: "kernel",
      role: "kernel",
      labels: [
        ...(release ? [`host kernel, shared · Linux ${release}`] : []),
        "host kernel, shared",
        "host kernel",
        "kernel",
      ],
      notes: hostKernelNotes(host),
      look: hostKernelLook(host),
    },
    [engine(host, containers), userland],
  );
  const loading = host.status === "loading";
  const hardware = band(
    {
      id: "hardware",
      role: "hardware",
      labels: ["hardware · v86 in this browser", "hardware"],
      notes: loading ? ["loading the host's files", "loading"] : ["an emulated PC"],
      look: loading ? "working" : "done",
    },
    [kernel],
  );
  return pictureFrom(
    hardware,
    `${formatThings(containers.length, "container")} on one host: one kernel for all.`,
  );
}

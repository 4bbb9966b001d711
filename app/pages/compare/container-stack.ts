/** The right pane's stack: one host kernel, and the containers that share it. */
import type { Isolation, Layer, LayerRole, LayerState, Stack } from "../../diagram/layout/stack";
import type { ContainerView, HostView } from "../../state/compare-types";
import { formatPartMs } from "../../ui/format";
import { CONTAINER_PHASES, phaseTotal } from "./phases";

/** What a container's start works through; each is done when a later one has begun. */
const ORDER: readonly LayerRole[] = ["engine", "image", "app"];

const levelOf = (role: LayerRole) => ORDER.indexOf(role);

function levelReached({ status, phases, clockFrom }: ContainerView): number {
  if (status === "none" || status === "exited") return -1;
  // Asked for, but its turn has not come: the host is not ready, or starts another one.
  if (status === "starting" && clockFrom === null) return -1;
  if (status === "running" || status === "stopping") return ORDER.length;
  const phase = phases.current?.phase ?? phases.spans.at(-1)?.phase;
  const info = CONTAINER_PHASES.find((candidate) => candidate.phase === phase);
  return info ? levelOf(info.role) : 0;
}

function containerState(container: ContainerView, role: LayerRole): LayerState {
  const level = levelOf(role);
  const reached = levelReached(container);
  if (level < reached) return "done";
  if (container.status === "failed") return level === reached ? "failed" : "off";
  return level === reached && container.status === "starting" ? "working" : "idle";
}

/** A host that is gone takes everything on it out of reach. */
const onHost = (host: HostView, state: LayerState): LayerState => (host.status === "failed" ? "off" : state);

function hostKernelState({ status }: HostView): LayerState {
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

function engineLayer(host: HostView, containers: readonly ContainerView[]): Layer {
  const starting = containers.find((container) => containerState(container, "engine") === "working");
  // An engine that has started others is not what failed.
  const failed =
    containers.length > 0 &&
    containers.every((container) => containerState(container, "engine") === "failed");
  const up: LayerState = host.status === "ready" ? "done" : "idle";
  const state: LayerState = starting ? "working" : failed ? "failed" : up;
  const current = starting?.phases.current?.phase;
  const info = CONTAINER_PHASES.find(({ phase }) => phase === current);
  return {
    id: "engine",
    role: "engine",
    labels: ["engine · box", "engine"],
    notes: starting
      ? [info?.name ?? "starting"]
      : failed
        ? ["failed"]
        : ["sets up, then steps aside", "sets up"],
    state: onHost(host, state),
    on: "kernel",
    group: null,
    weight: containers.length > 1 ? 4 : 1,
  };
}

function appNotes(container: ContainerView, state: LayerState): string[] {
  if (state === "working") return ["starting"];
  if (state === "failed") return ["failed"];
  if (container.status === "exited") return [`exited ${container.exitStatus ?? ""}`.trim()];
  if (state !== "done" || container.hostPid === null) return [];
  return [`pid 1 = ${container.hostPid} on the host`, `pid 1 = ${container.hostPid}`, "pid 1"];
}

function containerLayers(host: HostView, container: ContainerView, index: number, several: boolean): Layer[] {
  const imageState = onHost(host, containerState(container, "image"));
  const appState = onHost(host, containerState(container, "app"));
  const mounted = phaseTotal(container.phases, "rootfs");
  const group = container.name;
  const app = container.interactive ? "sh" : "app";
  return [
    {
      id: `${group}/image`,
      role: "image",
      labels: [...(container.interactive ? ["image layers · busybox"] : []), "image layers", "image", "img"],
      notes:
        imageState === "working"
          ? ["being mounted", "mounting"]
          : imageState === "done" && mounted !== null
            ? [`mounted in ${formatPartMs(mounted)}`, formatPartMs(mounted)]
            : [],
      state: imageState,
      on: "engine",
      group,
    },
    {
      id: `${group}/app`,
      role: "app",
      labels: several ? [`${index + 1} · ${app}`, `${index + 1}`] : [`app · ${app}`, "app"],
      notes: appNotes(container, appState),
      state: appState,
      on: `${group}/image`,
      group,
    },
  ];
}

/** One to ten containers on one host: one kernel, however many they are. */
export function containerStack(host: HostView, containers: readonly ContainerView[]): Stack {
  const release = host.kernel?.release;
  const kernel = hostKernelState(host);
  const up: LayerState = host.status === "ready" ? "done" : "idle";
  const groups: Isolation[] = containers.map(({ name }) => ({
    id: name,
    kind: "container",
    label: `container ${name}`,
  }));
  return {
    groups,
    layers: [
      {
        id: "hardware",
        role: "hardware",
        labels: ["hardware · v86 in this browser", "hardware"],
        notes: host.status === "loading" ? ["loading the host's files", "loading"] : ["an emulated PC"],
        state: host.status === "loading" ? "working" : "done",
        on: null,
        group: null,
      },
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
        state: kernel,
        on: "hardware",
        group: null,
      },
      engineLayer(host, containers),
      {
        id: "userland",
        role: "userland",
        labels: ["host userland", "userland", "host"],
        notes: [],
        state: onHost(host, up),
        on: "kernel",
        group: null,
      },
      ...containers.flatMap((container, index) =>
        containerLayers(host, container, index, containers.length > 1),
      ),
    ],
  };
}

/** Layers of a container: its separated place, and in it the binaries and libraries of its image and its processes. */
import type { Container, Engine } from "../container/tables";
import { nodeRate } from "../core/flow";
import { cgroups } from "../kernel/cgroup/table";
import { exitCode } from "../kernel/process/exit";
import { machines } from "../machine/tables";
import type { Books } from "./books";
import { layer } from "./build";
import type { Layer, LayerState } from "./layer";
import { onSystem, systemState } from "./states";

/** States in which how the last run ended is of interest. */
const ENDED: ReadonlySet<LayerState> = new Set(["exited", "restarting", "dead"]);

/** The layers of one container, bottom to top. @param image identifier of its image's layer */
export function containerLayers(
  { world, usage, room, starts }: Books,
  engine: Engine,
  container: Container,
  image: string | undefined,
): Layer[] {
  const { layer: id, startedAt, exit } = container;
  const machine = world.must(machines, engine.machine);
  const phase = starts.current(id);
  const own: LayerState = phase !== null && container.process === null ? "starting" : container.state;
  const system = systemState(world, machine);
  const state = onSystem(system, own);
  // What went down with its kernel left nobody who could have noted a code.
  const told = system === "running" && ENDED.has(own) ? exit : null;
  const cgroup = container.cgroup === null ? undefined : world.get(cgroups, container.cgroup);
  const { cpu, memoryBytes } = usage(id);
  const base = image === undefined ? [] : [image];
  const libs = `${id}/libs`;
  return [
    layer({
      id,
      kind: "container",
      label: container.name,
      on: engine.layer,
      uses: [...base, `${machine.name}/kernel`],
      state,
      isolation: "namespaces",
      phase: state === "starting" || state === "running" ? phase : null,
      readyMs: startedAt === null || own === "starting" ? null : starts.lastMs(id),
      cpu: cgroup === undefined ? 0 : nodeRate(world, cgroup.flow),
      diskBytes: room.ofTree(container.upper),
      ...(told === null ? {} : { ended: { code: exitCode(told), outOfMemory: container.oomKilled } }),
    }),
    layer({
      id: libs,
      kind: "libs",
      label: "Binaries and libraries of the image",
      on: id,
      uses: base,
      state,
    }),
    layer({
      id: `${id}/app`,
      kind: "app",
      label: container.spec.image,
      on: libs,
      state,
      cpu,
      memoryBytes,
    }),
  ];
}

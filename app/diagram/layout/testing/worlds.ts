/** Support for tests: layers of worlds of any size, without the time that an engine takes to run them. */
import type { LayerKind, LayerState, LayerView } from "../../../sim/index";

const MB = 1_048_576;

/** A layer with what is said of it, and nothing else remarkable. */
export function layerView(given: Pick<LayerView, "id" | "kind" | "label"> & Partial<LayerView>): LayerView {
  return {
    on: null,
    within: null,
    uses: [],
    state: "running",
    isolation: "none",
    compromised: false,
    phase: null,
    readyMs: null,
    cpu: 0,
    memoryBytes: 0,
    diskBytes: 0,
    capacity: null,
    startPartMs: null,
    ...given,
  };
}

/** The ground of a machine: hardware with so much of it. */
export function hardware(name: string, what = "Laptop", state: LayerState = "running"): LayerView {
  const capacity = { cpus: 8, memoryBytes: 16_384 * MB, diskBytes: 512_000 * MB };
  return layerView({ id: name, kind: "hardware", label: `${name}: ${what}`, state, capacity });
}

/** An operating system with its kernel and userland, on hardware of any kind. */
export function system(
  machine: string,
  {
    os = "Debian 13",
    state = "running",
    guest = false,
  }: { os?: string; state?: LayerState; guest?: boolean } = {},
): LayerView[] {
  const within = `${machine}/os`;
  return [
    layerView({
      id: within,
      kind: guest ? "guest-os" : "host-os",
      label: os,
      on: machine,
      state,
      memoryBytes: 200 * MB,
    }),
    layerView({
      id: `${machine}/kernel`,
      kind: "kernel",
      label: "Linux 6.12.48",
      on: machine,
      within,
      state,
      memoryBytes: 80 * MB,
      diskBytes: 100 * MB,
      startPartMs: 4_000,
    }),
    layerView({
      id: `${machine}/userland`,
      kind: "userland",
      label: `${os}: tools`,
      on: `${machine}/kernel`,
      within,
      state,
      memoryBytes: 120 * MB,
      diskBytes: 400 * MB,
      startPartMs: 20_000,
    }),
  ];
}

const part = (id: string, kind: LayerKind, label: string, on: string, more: Partial<LayerView> = {}) =>
  layerView({ id, kind, label, on, ...more });

/** A hypervisor on an operating system, or on the hardware itself. */
export function hypervisor(machine: string, bare = false): LayerView {
  const on = bare ? machine : `${machine}/os`;
  return part(`${machine}/hypervisor`, "hypervisor", bare ? "Xen" : "KVM", on, { diskBytes: 90 * MB });
}

/** A virtual machine with an operating system and an app. */
export function virtualMachine(
  host: string,
  name: string,
  os = "Debian 13",
  state: LayerState = "running",
): LayerView[] {
  const inside = state === "running" || state === "starting" || state === "paused" ? state : "off";
  return [
    part(name, "virtual-hardware", `${name}: virtual hardware by KVM`, `${host}/hypervisor`, {
      state,
      isolation: "virtual-hardware",
      memoryBytes: 1_800 * MB,
      capacity: { cpus: 2, memoryBytes: 2_048 * MB, diskBytes: 20_000 * MB },
    }),
    ...system(name, { os, guest: true, state: inside }),
    part(`${name}/app/web/libs`, "libs", "binaries and libraries", `${name}/os`, {
      state: "present",
      diskBytes: 120 * MB,
    }),
    part(`${name}/app/web`, "app", "web", `${name}/app/web/libs`, {
      state: inside,
      memoryBytes: 150 * MB,
      diskBytes: 30 * MB,
    }),
  ];
}

/** An engine with images, none of them used yet. */
export function engine(
  machine: string,
  images: readonly string[],
  state: LayerState = "running",
): LayerView[] {
  return [
    part(`${machine}/engine`, "engine", "Docker Engine", `${machine}/os`, {
      state,
      memoryBytes: 130 * MB,
      diskBytes: 400 * MB,
    }),
    ...images.map((image) =>
      part(`${machine}/image/${image}`, "image", image, `${machine}/engine`, {
        state: "present",
        diskBytes: 190 * MB,
      }),
    ),
  ];
}

/** A container with what is in it. @param image `null` where the image has been taken away */
export function container(
  machine: string,
  name: string,
  image: string | null,
  state: LayerState = "running",
): LayerView[] {
  const id = `${machine}/container/${name}`;
  const uses = image === null ? [] : [`${machine}/image/${image}`];
  const readyMs = state === "running" ? 50 : null;
  return [
    part(id, "container", name, `${machine}/engine`, {
      state,
      readyMs,
      isolation: "namespaces",
      uses: [...uses, `${machine}/kernel`],
      startPartMs: 30,
    }),
    part(`${id}/libs`, "libs", "Binaries and libraries of the image", id, { state, uses }),
    part(`${id}/app`, "app", image?.split(":")[0] ?? "gone", `${id}/libs`, {
      state,
      memoryBytes: 4 * MB,
      startPartMs: 20,
    }),
  ];
}

/** One machine with an engine and so many containers of these images in turn. */
export function containerHost(count: number, images: readonly string[] = ["nginx:latest"]): LayerView[] {
  const imageOf = (index: number) => images[index % images.length] ?? null;
  const names = Array.from({ length: count }, (_, index) => `web-${index + 1}`);
  return [
    hardware("laptop"),
    ...system("laptop"),
    ...engine("laptop", images),
    ...names.flatMap((name, index) => container("laptop", name, imageOf(index))),
  ];
}

/** One machine with a hypervisor and so many virtual machines of these systems in turn. */
export function virtualHost(count: number, systems: readonly string[] = ["Debian 13"]): LayerView[] {
  const names = Array.from({ length: count }, (_, index) => `vm${index + 1}`);
  return [
    hardware("server", "Dedicated server"),
    hypervisor("server", true),
    ...names.flatMap((name, index) => virtualMachine("server", name, systems[index % systems.length])),
  ];
}

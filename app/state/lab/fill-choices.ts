/** Where a world can be filled until it is full, and with what. */
import { imageChoices, type LayerView, systemChoices } from "../../sim/index";
import { isHardware, layerNamed, machineOf, ofKind } from "./reading/stack";

/** A hypervisor or an engine that can be asked for more and more. */
export interface FillPlace {
  /** The layer that is asked. */
  readonly layer: string;
  readonly kind: "vm" | "container";
  readonly machine: string;
  /** `Containers on laptop (Docker Engine)`. */
  readonly label: string;
  /** Operating systems or images; those that are there already come first. */
  readonly whats: readonly { readonly value: string; readonly text: string }[];
}

type Layers = readonly LayerView[];

function imagesOf(engine: LayerView, layers: Layers): FillPlace["whats"] {
  const there = ofKind(layers, "image").filter(({ on }) => on === engine.id);
  const repositories = new Set(there.map(({ label }) => label.replace(/:[^/:]*$/, "")));
  const others = new Set(
    imageChoices.flatMap(({ os, repository }) =>
      os === "linux" && !repositories.has(repository) ? repository : [],
    ),
  );
  return [
    ...there.map(({ label }) => ({ value: label, text: label })),
    ...[...others].map((repository) => ({ value: repository, text: `${repository} (to be pulled)` })),
  ];
}

function systemsOf(hypervisor: LayerView, layers: Layers): FillPlace["whats"] {
  const guests = layers.filter((layer) => isHardware(layer) && layer.on === hypervisor.id);
  const labels = new Set(guests.map(({ id }) => layerNamed(layers, `${id}/os`)?.label));
  const used = systemChoices.filter(({ label }) => labels.has(label));
  const others = systemChoices.filter(({ label }) => !labels.has(label));
  return [...used, ...others].map(({ key, label }) => ({ value: key, text: label }));
}

/** Every hypervisor and every engine of a world; an engine's clients are none. */
export function fillPlaces(layers: Layers): FillPlace[] {
  return ofKind(layers, "hypervisor", "engine").flatMap((layer) => {
    const machine = machineOf(layer.id);
    const place = (kind: FillPlace["kind"], things: string, whats: FillPlace["whats"]) => ({
      layer: layer.id,
      kind,
      machine,
      label: `${things} on ${machine} (${layer.label})`,
      whats,
    });
    if (layer.kind === "hypervisor") return place("vm", "Virtual machines", systemsOf(layer, layers));
    const isClient = layer.uses.some((id) => layerNamed(layers, id)?.kind === "engine");
    return isClient ? [] : place("container", "Containers", imagesOf(layer, layers));
  });
}

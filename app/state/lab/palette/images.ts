/** Images that can be pulled. */
import { type ImageChoice, imageChoices, type LayerView } from "../../../sim/index";
import { plainName } from "../reading/recipes";
import { engineFor, isClient, isOs, machineOf } from "../reading/stack";
import { engineReady } from "./engine-ready";
import type { PaletteEntry, PaletteTarget } from "./entry";
import { selectField, textIn } from "./fields";
import { onEngine, onSystem } from "./targets";

/** All images, one entry for each repository, with the tags of all its variants. */
export const repositories: readonly ImageChoice[] = imageChoices
  .filter(({ repository }, at) => imageChoices.findIndex((one) => one.repository === repository) === at)
  .map((first) => ({
    ...first,
    tags: imageChoices
      .filter(({ repository }) => repository === first.repository)
      .flatMap(({ tags }) => tags),
  }));

/** Engines by where a person uses them, then systems without one: Linux gets one, others say why they cannot. */
export function engineTargets(layers: readonly LayerView[]): PaletteTarget[] {
  const hidden = new Set(layers.filter(isClient).flatMap(({ uses }) => uses));
  const engines = layers.filter(({ id, kind }) => kind === "engine" && !hidden.has(id));
  const without = layers.filter(
    (layer) => isOs(layer) && engineFor(layers, machineOf(layer.id)) === undefined,
  );
  return [...engines.map(onEngine), ...without.map(onSystem)];
}

/** The reference that was chosen: `nginx`, `nginx:alpine`. */
export function referenceOf({ repository }: ImageChoice, tag: string): string {
  return tag === "latest" || tag === "" ? repository : `${repository}:${tag}`;
}

/** The choice of a variant. */
export function tagField({ tags }: ImageChoice) {
  return selectField(
    "tag",
    "Tag",
    tags.map((tag) => ({ value: tag, text: tag })),
  );
}

export const images: readonly PaletteEntry[] = repositories.map((choice) => ({
  id: `image-${plainName(choice.repository)}`,
  group: "image",
  label: choice.repository,
  kind: "image",
  about:
    choice.os === "windows"
      ? `The image ${choice.repository}, whose programs need a Windows kernel.`
      : `The image ${choice.repository}: files in layers, from which containers are made.`,
  targets: engineTargets,
  fields: () => [tagField(choice)],
  commands: (target, values, layers) => {
    const image = referenceOf(choice, textIn(values, [tagField(choice)], "tag"));
    const machine = machineOf(target ?? "");
    return [...engineReady(layers, machine), { do: "pullImage", machine, image }];
  },
}));

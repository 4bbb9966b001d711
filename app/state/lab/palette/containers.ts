/** Containers, with their limits. */
import type { CommandInput, ImageChoice, LayerView } from "../../../sim/index";
import { freeContainerName } from "../reading/names";
import { FORK_BOMB, LEAK, plainName, type Recipe, recipeFor } from "../reading/recipes";
import { machineOf } from "../reading/stack";
import { engineReady } from "./engine-ready";
import type { PaletteEntry, PaletteField, Values } from "./entry";
import { given, megabytesIn, numberField, numberIn, selectField, textField, textIn } from "./fields";
import { engineTargets, referenceOf, repositories, tagField } from "./images";

interface Kind {
  readonly id: string;
  readonly label: string;
  readonly about: string;
  readonly image: ImageChoice;
  readonly name: string;
  readonly recipe: Recipe;
}

const POLICIES = [
  { value: "no", text: "Never" },
  { value: "on-failure", text: "When it fails" },
  { value: "always", text: "Always" },
];

function fieldsOf(kind: Kind, layers: readonly LayerView[], target: string | null): PaletteField[] {
  return [
    textField("name", "Name", freeContainerName(layers, machineOf(target ?? ""), kind.name)),
    tagField(kind.image),
    numberField("memory", "Memory limit", "", { unit: "MB", hint: "Empty: no limit." }),
    numberField("cpus", "Processor limit", "", { hint: "Such as 0.5. Empty: no limit." }),
    numberField("pids", "Process limit", "", { hint: "Empty: no limit." }),
    textField("port", "Published port", "", "Such as 8080:80. Empty: none."),
    selectField("restart", "Start it again", POLICIES),
  ];
}

function commandsOf(
  kind: Kind,
  target: string | null,
  values: Values,
  layers: readonly LayerView[],
): CommandInput[] {
  const machine = machineOf(target ?? "");
  const fields = fieldsOf(kind, layers, target);
  const port = textIn(values, fields, "port");
  const restart = textIn(values, fields, "restart");
  return [
    ...engineReady(layers, machine),
    {
      do: "runContainer",
      machine,
      image: referenceOf(kind.image, textIn(values, fields, "tag")),
      name: textIn(values, fields, "name"),
      ...kind.recipe,
      ...given("memory", megabytesIn(values, "memory")),
      ...given("cpus", numberIn(values, "cpus")),
      ...given("pidsLimit", numberIn(values, "pids")),
      ...(port === "" ? {} : { ports: [port] }),
      ...(restart === "no" ? {} : { restart }),
    },
  ];
}

function kindOf(image: ImageChoice): Kind {
  const name = plainName(image.repository);
  const about =
    image.os === "windows"
      ? `A container from ${image.repository}, whose programs need a Windows kernel.`
      : `A container from the image ${image.repository}: processes of the host's kernel in a separated place.`;
  return { id: name, label: name, about, image, name, recipe: recipeFor(image.repository) };
}

/** Containers that go wrong on purpose, to see what limits are for. */
function troubleOf(image: ImageChoice): Kind[] {
  return [
    {
      id: "leak",
      label: "Leaking program",
      about:
        "A container whose program takes more and more memory: until its limit, or until the host has none left.",
      image,
      name: "leak",
      recipe: { command: [...LEAK] },
    },
    {
      id: "fork-bomb",
      label: "Fork bomb",
      about:
        "A container whose program does nothing but start itself again: until its limit, or the kernel's.",
      image,
      name: "bomb",
      recipe: { command: [...FORK_BOMB] },
    },
  ];
}

const kinds = [
  ...repositories.map(kindOf),
  ...repositories.filter(({ repository }) => repository === "alpine").flatMap(troubleOf),
];

export const containers: readonly PaletteEntry[] = kinds.map((kind) => ({
  id: `container-${kind.id}`,
  group: "container",
  label: kind.label,
  kind: "container",
  about: kind.about,
  targets: engineTargets,
  fields: (layers, target) => fieldsOf(kind, layers, target),
  commands: (target, values, layers) => commandsOf(kind, target, values, layers),
}));

/** Ways out where something does not fit what it is to be put onto. */
import { type CommandInput, type LayerView, systemChoices } from "../../../sim/index";
import { freeMachineName, freeVmName } from "../reading/names";
import { powerOnChain } from "../reading/power";
import { familyOn, hypervisorsFor, isBare, productOf, systemNamed, systemOn } from "../reading/products";
import { hardwareOf, hypervisorsOn, layerNamed, osOf } from "../reading/stack";
import { type Case, first, firstOf, machinesIn, type Of, type Remedy, type Rule, replaced } from "./remedy";

type Layers = readonly LayerView[];

/** Systems without what Docker Desktop is built on. */
const OLD: readonly string[] = ["windows-7", "macos-10.10"];

const DESKTOP = { label: "Install Docker Desktop", command: "installDockerDesktop" } as const;
const TOOLBOX = { label: "Install Docker Toolbox", command: "installDockerToolbox" } as const;

/** Products that bring a hidden Linux to a machine, the fitting one first. */
function hiddenFor(layers: Layers, machine: string) {
  const system = systemOn(layers, machine);
  if (system === undefined || system.family === "linux") return [];
  return OLD.includes(system.key) ? [TOOLBOX] : [DESKTOP, TOOLBOX];
}

/** Ways to get an engine on a machine, in the place of `asked` or before everything. */
function enginesFor({ commands, layers }: Case, machine: string, asked?: CommandInput): Remedy[] {
  const put = (label: string, install: CommandInput): Remedy => ({
    label: commands.length > (asked === undefined ? 0 : 1) ? `${label}, then go on` : label,
    commands: asked === undefined ? [install, ...commands] : replaced(commands, asked, install),
  });
  if (familyOn(layers, machine) === "linux")
    return [put("Install Docker Engine", { do: "installEngine", machine, product: "docker" })];
  return hiddenFor(layers, machine).map(({ label, command }) => put(label, { do: command, machine }));
}

/** There is no engine at the machine's command line. */
export const installEngine: Rule = (given) => {
  const machine = machinesIn(given.commands).find(
    (name) =>
      layerNamed(given.layers, `${name}/engine`) === undefined && osOf(given.layers, name) !== undefined,
  );
  return machine === undefined ? [] : enginesFor(given, machine);
};

/** Other hypervisors for the system that is there. */
function otherHypervisors(given: Case, asked: Of<"installHypervisor">): Remedy[] {
  const { commands, layers } = given;
  return hypervisorsFor(familyOn(layers, asked.machine))
    .filter(({ key }) => key !== asked.product)
    .filter(({ label }) => hypervisorsOn(layers, asked.machine).every((layer) => layer.label !== label))
    .map(({ key, label }) => ({
      label: `Install ${label} instead`,
      commands: commands.map((command): CommandInput => {
        if (command === asked) return { ...asked, product: key };
        const same = command.do === "createVm" && command.product === asked.product;
        return same ? { ...command, product: key } : command;
      }),
    }));
}

/** The kernel below is of another family, or the system too old, for what is to be installed. */
export const anotherProduct: Rule = (given) => {
  const asked = firstOf(
    given.commands,
    "installEngine",
    "installDockerDesktop",
    "installDockerToolbox",
    "installHypervisor",
  );
  if (asked === undefined) return [];
  if (asked.do === "installHypervisor") return otherHypervisors(given, asked);
  return enginesFor(given, asked.machine, asked).filter(
    ({ commands }) =>
      !commands.some((command) => command.do === asked.do && command.machine === asked.machine),
  );
};

/** It is there already: what follows can use that one. */
export const useThatOne: Rule = ({ commands }) => {
  const asked = firstOf(
    commands,
    "installEngine",
    "installDockerDesktop",
    "installDockerToolbox",
    "installHypervisor",
  );
  const rest = asked === undefined ? [] : replaced(commands, asked);
  return rest.length === 0 ? [] : [{ label: "Use the one that is there", commands: rest }];
};

/** Nothing to boot from, or to run on. */
export const installSystem: Rule = (given) => {
  const { layers } = given;
  const machine = machinesIn(given.commands).find(
    (name) => hardwareOf(layers, name)?.kind === "hardware" && osOf(layers, name) === undefined,
  );
  if (machine === undefined) return [];
  const up = given.commands.some((command) => command.do === "powerOn" && command.machine === machine);
  return [
    first(
      `Install Ubuntu on ${machine} first`,
      [
        { do: "installOs", machine, os: "ubuntu-24.04" },
        ...(up ? [] : [{ do: "powerOn", machine } as const]),
      ],
      given,
    ),
  ];
};

/** The commands about one machine, told of another. */
function toldOf(commands: readonly CommandInput[], from: string, to: string): CommandInput[] {
  return commands.map((command): CommandInput => {
    if ("machine" in command && command.machine === from) return { ...command, machine: to };
    return "host" in command && command.host === from ? { ...command, host: to } : command;
  });
}

/** A hypervisor for bare hardware, and there is a system already: on a server of its own, or one that runs on systems. */
export const anotherMachine: Rule = (given) => {
  const asked = firstOf(given.commands, "installHypervisor");
  if (asked === undefined) return [];
  const name = freeMachineName(given.layers, "server");
  const rest = toldOf(given.commands, asked.machine, name);
  const up = rest.some((command) => command.do === "powerOn" && command.machine === name);
  const at = rest.findIndex((command) => command.do === "installHypervisor");
  const commands: CommandInput[] = [
    { do: "addMachine", name, preset: "server" },
    ...rest.slice(0, at + 1),
    ...(up ? [] : [{ do: "powerOn", machine: name } as const]),
    ...rest.slice(at + 1),
  ];
  return [{ label: `Put it onto a new server, ${name}`, commands }, ...otherHypervisors(given, asked)];
};

/** The hardware does not help to run guests: QEMU can do without. */
export const emulate: Rule = ({ commands, layers }) => {
  const asked = firstOf(commands, "installHypervisor");
  if (asked === undefined || osOf(layers, asked.machine) === undefined) return [];
  return [
    {
      label: "Install QEMU instead, which needs no help of the hardware",
      commands: commands.map((command): CommandInput => {
        if (command === asked) return { ...asked, product: "qemu" };
        return command.do === "createVm" ? { ...command, product: "qemu", nested: false } : command;
      }),
    },
  ];
};

/** No hypervisor on the machine that is to give out virtual machines, or not the one that a move needs. */
export const installHypervisor: Rule = (given) => {
  const { commands, layers } = given;
  const create = firstOf(commands, "createVm");
  const move = firstOf(commands, "migrateVm");
  const host = create?.host ?? move?.to;
  if (host === undefined || hardwareOf(layers, host) === undefined) return [];
  const family = familyOn(layers, host);
  const there = move && layerNamed(layers, layerNamed(layers, move.machine)?.on ?? null);
  return hypervisorsFor(family)
    .filter(({ label }) => there === undefined || label === there.label)
    .map((choice): Remedy => {
      const install = { do: "installHypervisor", machine: host, product: choice.key } as const;
      const up = isBare(choice) ? powerOnChain(layers, host) : [];
      const rest = commands.map(
        (command): CommandInput => (command === create ? { ...create, product: choice.key } : command),
      );
      return { label: `Install ${choice.label} on ${host} first`, commands: [install, ...up, ...rest] };
    });
};

/** Several hypervisors: one of them. */
export const chooseHypervisor: Rule = ({ commands, layers }) => {
  const asked = firstOf(commands, "createVm", "crashHypervisor");
  if (asked === undefined) return [];
  const machine = asked.do === "createVm" ? asked.host : asked.machine;
  return hypervisorsOn(layers, machine).flatMap((layer) => {
    const product = productOf(layer)?.key;
    return product === undefined
      ? []
      : [{ label: `Use ${layer.label}`, commands: replaced(commands, asked, { ...asked, product }) }];
  });
};

/** The machine has a system, or is taken by a hypervisor: a new machine, or a virtual one. */
export const besideIt: Rule = ({ commands, layers }) => {
  const asked = firstOf(commands, "installOs");
  if (asked === undefined) return [];
  const rest = replaced(commands, asked).filter((command) => command.do !== "powerOn");
  const name = freeMachineName(layers, "laptop");
  const vm = freeVmName(layers);
  const onNew: Remedy = {
    label: `Put it onto a new laptop, ${name}`,
    commands: [
      { do: "addMachine", name, preset: "laptop", os: asked.os },
      { do: "powerOn", machine: name },
      ...rest,
    ],
  };
  if (hypervisorsOn(layers, asked.machine).length === 0) return [onNew];
  return [
    {
      label: `Make a virtual machine with it, ${vm}`,
      commands: [
        { do: "createVm", host: asked.machine, name: vm, os: asked.os },
        { do: "powerOn", machine: vm },
        ...rest,
      ],
    },
    onNew,
  ];
};

/** A machine for other processors, or without memory enough: a system that fits. */
export const smallerSystem: Rule = ({ commands }) => {
  const asked = firstOf(commands, "createVm", "installOs", "addMachine");
  if (asked === undefined) return [];
  const least = systemNamed(asked.os ?? "")?.minMemoryBytes;
  const more: Remedy[] =
    least === undefined || asked.do === "installOs"
      ? []
      : [
          {
            label: `Give it ${Math.ceil(least / GIB)} GB of memory`,
            commands: replaced(commands, asked, { ...asked, memoryBytes: least }),
          },
        ];
  const small = systemChoices.find(({ distribution }) => distribution === "alpine");
  const fits = small !== undefined && asked.os !== small.key;
  return fits
    ? [
        ...more,
        {
          label: `Take ${small.label} instead`,
          commands: replaced(commands, asked, { ...asked, os: small.key }),
        },
      ]
    : more;
};

const GIB = 1_073_741_824;

/** Ways out where there is not enough of something: memory, disk, processors. */
import type { CommandInput, LayerView } from "../../../sim/index";
import { vmDefaults } from "../../../sim/index";
import { systemNamed } from "../reading/products";
import {
  engineFor,
  guestsOf,
  hardwareOf,
  hypervisorsOn,
  hypervisorUnder,
  isDown,
  isManagement,
  machineOf,
} from "../reading/stack";
import { type Case, first, firstOf, machinesIn, type Remedy, type Rule, replaced } from "./remedy";

/** As many as somebody chooses among. */
const MOST = 3;
const LEAST_BYTES = 6_291_456;
const HUGE = 268_435_456;

/** Hosts whose memory or disk the commands want. */
function hostsOf({ commands, layers }: Case): string[] {
  const create = firstOf(commands, "createVm");
  const move = firstOf(commands, "migrateVm");
  const below = machinesIn(commands).map((machine) => hypervisorUnder(layers, machine));
  const hosts = [create?.host, move?.to, ...below.map((layer) => layer && machineOf(layer.id))];
  return [...new Set(hosts.flatMap((host) => host ?? []))];
}

function guestsOn(layers: readonly LayerView[], hosts: readonly string[]): LayerView[] {
  return hosts
    .flatMap((host) => hypervisorsOn(layers, host))
    .flatMap(({ id }) => guestsOf(layers, id))
    .filter((guest) => !isManagement(guest));
}

/** Memory is given once: another virtual machine gives up what it has, the idlest first; or this one takes less. */
export const makeRoomInMemory: Rule = (given) => {
  const { commands, layers } = given;
  const needed = new Set(machinesIn(commands));
  const others = guestsOn(layers, hostsOf(given))
    .filter(({ id, state }) => !needed.has(id) && ["running", "paused", "starting"].includes(state))
    .sort((one, other) => one.cpu - other.cpu)
    .slice(0, MOST)
    .map(({ id }) => first(`Switch off ${id} first`, [{ do: "powerOff", machine: id }], given));
  return [...others, ...lessMemory(commands)];
};

function lessMemory(commands: readonly CommandInput[]): Remedy[] {
  const create = firstOf(commands, "createVm");
  if (create === undefined) return [];
  const least = systemNamed(create.os)?.minMemoryBytes ?? HUGE;
  const half = Math.floor((create.memoryBytes ?? vmDefaults.memoryBytes) / 2);
  if (half < least) return [];
  const memoryBytes = half;
  return [
    {
      label: "Give it half as much memory",
      commands: replaced(commands, create, { ...create, memoryBytes }),
    },
  ];
}

/** Disk is full: what lies there unused goes, or the new disk takes only what is written. */
export const makeRoomOnDisk: Rule = (given) => {
  const { commands, layers } = given;
  const create = firstOf(commands, "createVm");
  const needed = new Set(machinesIn(commands));
  const thin: Remedy[] =
    create?.disk === "full"
      ? [{ label: "Make its disk thin", commands: replaced(commands, create, { ...create, disk: "thin" }) }]
      : [];
  const larger: Remedy[] =
    create?.diskBytes === undefined
      ? []
      : [
          {
            label: "Let its disk be as large as it needs",
            commands: replaced(commands, create, withoutDisk(create)),
          },
        ];
  const unused = guestsOn(layers, hostsOf(given))
    .filter((guest) => isDown(guest) && !needed.has(guest.id))
    .slice(0, MOST)
    .map(({ id }) => first(`Delete ${id} first`, [{ do: "deleteVm", machine: id }], given));
  return [...thin, ...larger, ...unused, ...pruneFirst(given)];
};

function withoutDisk<T extends { diskBytes?: number | undefined }>({ diskBytes: _, ...rest }: T) {
  return rest as unknown as CommandInput;
}

function pruneFirst(given: Case): Remedy[] {
  const { layers } = given;
  const used = new Set(layers.flatMap(({ kind, uses }) => (kind === "container" ? uses : [])));
  const machine = machinesIn(given.commands).find((name) => {
    const engine = engineFor(layers, name);
    return (
      engine?.state === "running" &&
      layers.some(({ id, kind, on }) => kind === "image" && on === engine.id && !used.has(id))
    );
  });
  return machine === undefined
    ? []
    : [
        first(
          "Delete images that no container uses first",
          [{ do: "pruneImages", machine, all: true }],
          given,
        ),
      ];
}

/** As many processors as there are. */
export const fewerProcessors: Rule = ({ commands, layers }) => {
  const create = firstOf(commands, "createVm");
  const cpus = hardwareOf(layers, create?.host ?? "")?.capacity?.cpus;
  if (create === undefined || cpus === undefined) return [];
  const vcpus = Math.min(cpus, Math.max(1, Math.round(create.vcpus ?? vmDefaults.vcpus)));
  return [
    {
      label: `Give it ${vcpus} virtual ${vcpus === 1 ? "processor" : "processors"}`,
      commands: replaced(commands, create, { ...create, vcpus }),
    },
  ];
};

/** Sizes that are usual. */
export const usualSizes: Rule = ({ commands }) => {
  const asked = firstOf(commands, "createVm", "addMachine");
  if (asked === undefined) return [];
  const { memoryBytes: _memory, diskBytes: _disk, ...rest } = asked;
  return [{ label: "Take the usual sizes", commands: replaced(commands, asked, rest as CommandInput) }];
};

/** Processors that cannot run guests, in a machine that was to run some. */
export const withoutNesting: Rule = ({ commands }) => {
  const create = firstOf(commands, "createVm");
  return create === undefined
    ? []
    : [
        {
          label: "Without virtual machines in it",
          commands: replaced(commands, create, { ...create, nested: false }),
        },
      ];
};

/** Limits that an engine accepts. */
export const otherLimits: Rule = ({ commands, layers }) => {
  const asked = firstOf(commands, "runContainer", "createContainer", "updateContainer");
  if (asked === undefined) return [];
  const machine = machineOf(engineFor(layers, asked.machine)?.id ?? asked.machine);
  const most = hardwareOf(layers, machine)?.capacity?.cpus ?? 1;
  const { memory, cpus, memorySwap: _, cpuset: __, ...rest } = asked;
  const within: CommandInput = {
    ...rest,
    ...(memory === undefined ? {} : { memory: memory === 0 ? 0 : Math.max(LEAST_BYTES, memory) }),
    ...(cpus === undefined ? {} : { cpus: Math.min(most, Math.max(LEAST_CPUS, cpus)) }),
  };
  return [
    { label: "Take the nearest limits that are possible", commands: replaced(commands, asked, within) },
  ];
};

const LEAST_CPUS = 0.01;

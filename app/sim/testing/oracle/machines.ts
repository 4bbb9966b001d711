/** For tests: what runs stands on something that runs. */
import type { Book } from "./book";
import { holds, standsAlone } from "./memory";

function checkPower(book: Book): void {
  const kernels = book.group("kernel", ({ machine }) => machine);
  for (const { id, name, power, disk, cpuNode, netNode } of book.all("machine")) {
    book.refer("disk", disk, () => `machine ${name}`);
    book.refer("flow-node", cpuNode, () => `machine ${name}`);
    book.refer("flow-node", netNode, () => `machine ${name}`);
    const running = (kernels.get(id) ?? []).filter(({ state }) => state === "running");
    book.hold(running.length <= 1, () => `${name} runs ${running.length} kernels`);
    if (power === "off" || power === "booting")
      book.hold(running.length === 0, () => `${name} is ${power}, and its kernel runs`);
    const system = book.all("system").find(({ machine }) => machine === id);
    if (running[0])
      book.hold(
        system?.kernel === running[0].id,
        () => `${name} runs a kernel that its system knows nothing of`,
      );
    if (power === "off")
      book.hold(
        !book.all("work").some(({ owner }) => owner === id),
        () => `${name} is off, and somebody works there`,
      );
  }
  book.unique("machine", "the name", ({ name }) => name);
  book.unique("system", "the machine", ({ machine }) => String(machine));
}

const POWERS: Readonly<Record<string, readonly string[]>> = {
  off: ["off"],
  crashed: ["off"],
  starting: ["booting"],
  running: ["on"],
  paused: ["paused"],
  migrating: ["on"],
};

function checkGuests(book: Book): void {
  for (const vm of book.all("virtual-machine")) {
    const machine = book.get("machine", vm.machine);
    const hypervisor = book.get("hypervisor", vm.hypervisor);
    const host = book.get("machine", hypervisor?.machine);
    const name = machine?.name;
    book.hold(
      machine !== undefined && host !== undefined,
      () => `virtual machine ${vm.id} has no hardware or no host`,
    );
    book.hold(
      POWERS[vm.state]?.includes(machine?.power ?? "") ?? false,
      () => `${name} is ${vm.state}, and its hardware is ${machine?.power}`,
    );
    const moving = book.all("migration").filter((migration) => migration.vm === vm.id).length;
    book.hold(
      moving === (vm.state === "migrating" ? 1 : 0),
      () => `${name} is ${vm.state}, with ${moving} migrations`,
    );
    if (!holds(vm) || !hypervisor) {
      book.hold(vm.process === null, () => `${name} is ${vm.state} with a process on its host`);
      continue;
    }
    book.hold(
      hypervisor.state === "running",
      () => `${name} is ${vm.state} on a hypervisor that is ${hypervisor.state}`,
    );
    book.hold(
      host?.power === "on" || host?.power === "paused",
      () => `${name} is ${vm.state} on a host that is ${host?.power}`,
    );
    const backing = book.get("disk", machine?.disk)?.backing?.disk;
    book.hold(backing === host?.disk, () => `the disk of ${name} lies on another host's`);
    if (standsAlone(hypervisor)) continue;
    const process = book.get("process", vm.process);
    const group = book.get("cgroup", process?.cgroup);
    const parent = book.get("flow-node", machine?.cpuNode)?.parent;
    book.hold(
      process !== undefined && process.state !== "zombie",
      () => `${name} is ${vm.state} without a process on its host`,
    );
    if (book.get("kernel", process?.kernel)?.family === "linux" && group?.name === name)
      book.hold(parent === group?.flow, () => `${name} gets its processor time elsewhere`);
  }
  for (const { id, machine, state, management } of book.all("hypervisor")) {
    const host = book.get("machine", machine);
    if (state === "running")
      book.hold(
        host?.power === "on" || host?.power === "paused",
        () => `hypervisor ${id} runs on a host that is ${host?.power}`,
      );
    if (management !== null) book.refer("machine", management, () => `hypervisor ${id}`);
  }
  for (const { id, vm } of book.all("snapshot")) book.refer("virtual-machine", vm, () => `snapshot ${id}`);
}

/** Machines, their systems and applications, hypervisors and their guests. */
export function checkMachines(book: Book): void {
  checkPower(book);
  checkGuests(book);
  for (const { id, machine, name, process, layer } of book.all("app")) {
    book.refer("machine", machine, () => `app ${id} (${name})`);
    if (process === null) continue;
    const row = book.get("process", process);
    const dead = !book
      .all("kernel")
      .some((kernel) => kernel.machine === machine && kernel.state === "running");
    book.hold(
      dead || row?.layer === layer,
      () => `app ${id} (${name}) has the process ${process}, which is not there`,
    );
  }
  for (const { id, machine } of book.all("boot-hook"))
    book.refer("machine", machine, () => `boot hook ${id}`);
  for (const { id, startedAt, endedAt } of book.all("phase"))
    book.hold(
      startedAt <= book.data.now && (endedAt === null || endedAt >= startedAt),
      () => `phase ${id} ends before it begins`,
    );
}

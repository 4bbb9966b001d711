/** For tests: who has how much memory and how many processes, added up from scratch. */
import { hypervisorCosts } from "../../costs/hypervisors";
import type { Hypervisor, Machine, VirtualMachine } from "../../machine/tables";
import { add, type Book } from "./book";

/** Memory that hypervisors on bare hardware keep for themselves. */
const BARE: Readonly<Record<string, number>> = {
  esxi: hypervisorCosts.esxiMemory.value,
  xen: hypervisorCosts.xenMemory.value,
};

/** Whether a virtual machine holds memory of its host. */
export function holds({ state }: VirtualMachine): boolean {
  return state !== "off" && state !== "crashed" && state !== "saved";
}

/** Whether a hypervisor stands on bare hardware. */
export function standsAlone({ product }: Hypervisor): boolean {
  return product in BARE;
}

/** Bytes that a virtual machine takes of the host of a hypervisor. */
function claim(vm: VirtualMachine, { memoryBytes }: Machine, hypervisor: Hypervisor): number {
  if (standsAlone(hypervisor)) return memoryBytes + hypervisorCosts.bareVmMemory.value;
  const light = vm.profile === "microvm";
  return memoryBytes + (light ? hypervisorCosts.microVmMemory : hypervisorCosts.hostedVmMemory).value;
}

function checkGroups(book: Book): void {
  const bytes = new Map<number, number>();
  const numbers = new Map<number, number>();
  for (const { cgroup, rssBytes } of book.all("process")) {
    add(bytes, cgroup, rssBytes);
    add(numbers, cgroup, 1);
  }
  for (const charge of book.all("page-charge")) {
    const payer = charge.groups.find((group) => book.get("cgroup", group));
    if (payer !== undefined) add(bytes, payer, charge.bytes);
    const inode = book.get("inode", charge.inode);
    book.hold(inode?.tree === charge.tree, () => `page charge ${charge.id} is for no file of its tree`);
  }
  const below = book.group("cgroup", ({ parent }) => parent);
  const sums = (id: number): { bytes: number; count: number } => {
    const sum = { bytes: bytes.get(id) ?? 0, count: numbers.get(id) ?? 0 };
    for (const child of below.get(id) ?? []) {
      const part = sums(child.id);
      sum.bytes += part.bytes;
      sum.count += part.count;
    }
    const group = book.get("cgroup", id);
    const name = `control group ${group?.name || "/"} (${id})`;
    book.hold(
      group?.memoryCurrent === sum.bytes,
      () => `${name} is charged ${group?.memoryCurrent} bytes, not ${sum.bytes}`,
    );
    book.hold(
      group?.pidsCurrent === sum.count,
      () => `${name} counts ${group?.pidsCurrent} processes, not ${sum.count}`,
    );
    return sum;
  };
  for (const root of below.get(0) ?? []) sums(root.id);
  for (const { id, parent, name, kernel, memoryPeak, memoryCurrent, pidsPeak, pidsCurrent, flow } of book.all(
    "cgroup",
  )) {
    if (parent !== 0) {
      const above = book.get("cgroup", parent);
      book.hold(above?.kernel === kernel, () => `control group ${name} (${id}) has no parent on its kernel`);
      const node = book.get("flow-node", flow);
      book.hold(
        node?.parent === above?.flow,
        () => `control group ${name} (${id}) gets its processor time elsewhere`,
      );
    }
    book.hold(memoryPeak >= memoryCurrent, () => `control group ${name} (${id}) has more memory than ever`);
    book.hold(pidsPeak >= pidsCurrent, () => `control group ${name} (${id}) has more processes than ever`);
    book.hold(
      book.get("kernel", kernel)?.state === "running",
      () => `control group ${name} (${id}) is on a dead kernel`,
    );
  }
  book.unique("cgroup", "the place", ({ kernel, parent, name }) => `${kernel}:${parent}/${name}`);
}

function checkKernels(book: Book): void {
  for (const kernel of book.all("kernel")) {
    const root = book.get("cgroup", kernel.rootCgroup);
    if (kernel.state !== "running") {
      book.hold(root === undefined, () => `kernel ${kernel.layer} has ended and has control groups`);
      continue;
    }
    const used = kernel.ownBytes + (root?.memoryCurrent ?? Number.NaN);
    book.hold(
      used <= kernel.memoryBytes,
      () => `kernel ${kernel.layer} uses ${used} bytes of ${kernel.memoryBytes}`,
    );
  }
}

function checkMachines(book: Book): void {
  const given = new Map<number, number>();
  const serve = (vm: VirtualMachine, hypervisor: Hypervisor | undefined, process: number | null) => {
    const machine = book.get("machine", vm.machine);
    if (!machine || !hypervisor) return;
    const bytes = claim(vm, machine, hypervisor);
    if (standsAlone(hypervisor)) {
      add(given, hypervisor.machine, bytes);
      book.hold(process === null, () => `${machine.name} has a process of bare hardware`);
      return;
    }
    const row = book.get("process", process);
    book.hold(
      row?.rssBytes === bytes,
      () => `${machine.name} has ${row?.rssBytes} bytes of its host, not ${bytes}`,
    );
    const { machine: host } = book.get("kernel", row?.kernel) ?? {};
    book.hold(host === hypervisor.machine, () => `the process of ${machine.name} is not on its host`);
  };
  for (const vm of book.all("virtual-machine"))
    if (holds(vm)) serve(vm, book.get("hypervisor", vm.hypervisor), vm.process);
  for (const { vm: id, to, process } of book.all("migration")) {
    const vm = book.get("virtual-machine", id);
    if (vm) serve(vm, book.get("hypervisor", to), process);
  }
  for (const hypervisor of book.all("hypervisor"))
    if (hypervisor.state === "running") add(given, hypervisor.machine, BARE[hypervisor.product] ?? 0);
  const running = new Map(
    book.all("kernel").map(({ id, machine, memoryBytes }) => [id, { machine, memoryBytes }]),
  );
  for (const system of book.all("system"))
    if (system.kernel !== null) {
      const kernel = running.get(system.kernel);
      book.hold(
        kernel?.machine === system.machine,
        () => `system ${system.id} runs a kernel of another machine`,
      );
      add(given, system.machine, kernel?.memoryBytes ?? Number.NaN);
    }
  for (const { id, name, memoryUsed, memoryBytes } of book.all("machine")) {
    const sum = given.get(id) ?? 0;
    book.hold(memoryUsed === sum, () => `${name} has given away ${memoryUsed} bytes of memory, not ${sum}`);
    book.hold(memoryUsed <= memoryBytes, () => `${name} has given away more memory than it has`);
  }
}

/** Memory of groups, kernels and machines, and the numbers of processes in groups. */
export function checkMemory(book: Book): void {
  checkGroups(book);
  checkKernels(book);
  checkMachines(book);
}

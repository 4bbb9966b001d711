/** For tests: containers agree with their processes, groups, networks and volumes. */
import type { ContainerRun } from "../../container/lifecycle/runs";
import type { Container } from "../../container/tables";
import type { Book } from "./book";

function checkRunning(book: Book, row: Container): void {
  const name = () => `container ${row.id} (${row.name})`;
  const first = book.get("process", row.process);
  const shim = book.get("process", row.shim);
  book.hold(first !== undefined, () => `${name()} is ${row.state} and has no process`);
  // A shim may be killed; its container goes on without it.
  if (shim)
    book.hold(
      first?.parent === shim.id || shim.state === "zombie",
      () => `${name()}: its first process is not below its shim`,
    );
  book.hold(first?.layer === row.layer, () => `${name()}: its first process is of the layer ${first?.layer}`);
  const group = book.get("cgroup", row.cgroup);
  book.hold(
    group?.frozen === (row.state === "paused"),
    () => `${name()} is ${row.state}, and its group is ${group?.frozen ? "" : "not "}frozen`,
  );
  book.hold(
    row.exit === null && row.startedAt !== null && row.finishedAt === null,
    () => `${name()} runs and has ended`,
  );
  const { machine } = book.get("engine", row.engine) ?? {};
  book.hold(
    book.get("kernel", first?.kernel)?.machine === machine,
    () => `${name()} runs on the kernel of another machine`,
  );
}

function checkResting(book: Book, row: Container, run: ContainerRun): void {
  const name = () => `container ${row.id} (${row.name})`;
  book.hold(row.shim === null && row.cgroup === null, () => `${name()} rests with a shim or a group`);
  book.hold(Object.keys(run.namespaces).length === 0, () => `${name()} rests with namespaces`);
  book.hold(run.ownFiles === 0 && run.work === null, () => `${name()} rests with files or work`);
  for (const { container, address, netInterface } of book.all("endpoint"))
    if (container === row.id)
      book.hold(address === "" && netInterface === 0, () => `${name()} rests with the address ${address}`);
  for (const { owner, port } of book.all("nat-rule"))
    book.hold(owner !== row.id, () => `${name()} rests with the port ${port}`);
}

function checkContainers(book: Book): void {
  const runs = book.group("container-run", ({ container }) => container);
  for (const row of book.all("container")) {
    const name = () => `container ${row.id} (${row.name})`;
    for (const [table, id] of [
      ["engine", row.engine],
      ["image", row.image],
      ["inode", row.upper],
      ["stream", row.output],
    ] as const)
      book.refer(table, id, name);
    const up = row.state === "running" || row.state === "paused";
    book.hold(
      up === (row.process !== null),
      () => `${name()} is ${row.state} with the process ${row.process}`,
    );
    const [run, second] = runs.get(row.id) ?? [];
    book.hold(run !== undefined && second === undefined, () => `${name()} has not one record of its runs`);
    if (run === undefined) continue;
    if (up) checkRunning(book, row);
    else if (run.stage === null) checkResting(book, row, run);
    else book.refer("work", run.work, name);
  }
  for (const { id, container } of book.all("container-run"))
    book.refer("container", container, () => `run ${id}`);
  for (const { id, container, output } of book.all("exec")) {
    book.refer("container", container, () => `exec ${id}`);
    book.refer("stream", output, () => `exec ${id}`);
  }
  book.unique("container", "the name", ({ engine, name }) => `${engine}:${name}`);
  book.unique("container", "the identifier", ({ engine, containerId }) => `${engine}:${containerId}`);
}

function checkEngines(book: Book): void {
  for (const { id, layer, machine, client, state, daemon } of book.all("engine")) {
    const name = () => `engine ${id} (${layer})`;
    book.refer("machine", machine, name);
    book.refer("machine", client, name);
    const process = book.get("process", daemon);
    if (daemon === null)
      book.hold(state !== "running" && state !== "stopping", () => `${name()} is ${state} without a daemon`);
    const lives = book
      .all("kernel")
      .some((kernel) => kernel.machine === machine && kernel.state === "running");
    if (daemon !== null && lives)
      book.hold(process !== undefined, () => `${name()} has the daemon ${daemon}, which is not there`);
  }
  book.unique("engine", "the machine", ({ machine }) => String(machine));
}

function checkThings(book: Book): void {
  for (const { id, network, container, address, netInterface } of book.all("endpoint")) {
    book.refer("network", network, () => `endpoint ${id}`);
    book.refer("container", container, () => `endpoint ${id}`);
    const card = book.get("net-interface", netInterface);
    if (netInterface !== 0 && card !== undefined)
      book.hold(address !== "", () => `endpoint ${id} has an interface without an address`);
  }
  book.unique("endpoint", "the place", ({ network, container }) => `${network}:${container}`);
  for (const { id, engine } of book.all("network")) book.refer("engine", engine, () => `network ${id}`);
  book.unique("network", "the network", ({ engine, name }) => `${engine}:${name}`);
  for (const { id, engine } of book.all("volume")) book.refer("engine", engine, () => `volume ${id}`);
  book.unique("volume", "the volume", ({ engine, name }) => `${engine}:${name}`);
  for (const { id, volume, container } of book.all("volume-use")) {
    book.refer("volume", volume, () => `use ${id} of a volume`);
    book.refer("container", container, () => `use ${id} of a volume`);
  }
}

/** Engines, containers, and what they are given. */
export function checkEnginesAndContainers(book: Book): void {
  checkContainers(book);
  checkEngines(book);
  checkThings(book);
}

/** For tests: processes, their families and their numbers, reckoned from scratch. */
import type { Process } from "../../kernel/process/table";
import type { Book } from "./book";

function checkOne(book: Book, process: Process): void {
  const { id, kernel: kernelId, state, exit, parent, cgroup, ns } = process;
  const name = () => `process ${id} (${process.name})`;
  const kernel = book.get("kernel", kernelId);
  book.hold(kernel?.state === "running", () => `${name()} is on a kernel that does not run`);
  const above = book.get("process", parent);
  if (kernel?.init === id)
    book.hold(parent === 0, () => `${name()} is process 1 of its system and has a parent`);
  else
    book.hold(
      above !== undefined && above.kernel === kernelId && above.state !== "zombie",
      () => `${name()} has no living parent`,
    );
  book.hold(
    (state === "zombie") === (exit !== null),
    () => `${name()} is ${state} with the status ${JSON.stringify(exit)}`,
  );
  if (state === "zombie") {
    book.hold(process.rssBytes === 0, () => `${name()} has ended and has memory`);
    book.hold(
      process.job === null && process.timer === 0 && process.held === null,
      () => `${name()} has ended and is at work`,
    );
    // A stopped parent gets to it later; one that has become another program knows nothing of earlier ends.
    const asksAtOnce = above?.reaps === true && above.state !== "stopped" && above.run === 0;
    book.hold(!asksAtOnce, () => `${name()} is a zombie of somebody who reaps`);
  }
  book.hold(
    book.get("cgroup", cgroup)?.kernel === kernelId,
    () => `${name()} is in no control group of its kernel`,
  );
  if (process.job !== null) book.refer("flow-job", process.job, name);
  if (process.timer !== 0)
    book.hold(book.get("timer", process.timer)?.process === id, () => `${name()} has the timer of another`);
  if (process.output !== null) book.refer("stream", process.output, name);

  const chain: number[] = [];
  for (let at: number | undefined = ns.pid; at; at = book.get("namespace", at)?.parent) {
    if (chain.includes(at)) break;
    chain.unshift(at);
  }
  book.hold(
    process.pids.map((one) => one.ns).join() === chain.join(),
    () => `${name()} is not numbered in the pid namespaces around it`,
  );
  for (const { pid } of process.pids)
    book.hold(
      Number.isInteger(pid) && pid >= 1 && pid < (kernel?.pidMax ?? 0),
      () => `${name()} has the number ${pid}`,
    );
}

function checkNumbers(book: Book): void {
  const numbers = new Map<number, Map<number, number>>();
  for (const { id, pids } of book.all("process"))
    for (const { ns, pid } of pids) {
      const taken = numbers.get(ns) ?? new Map<number, number>();
      numbers.set(ns, taken);
      book.hold(
        !taken.has(pid),
        () => `processes ${taken.get(pid)} and ${id} are both ${pid} in namespace ${ns}`,
      );
      taken.set(pid, id);
    }
  const living = new Set<number>();
  for (const { state, ns } of book.all("process")) if (state !== "zombie") living.add(ns.pid);
  for (const row of book.all("namespace")) {
    if (row.kind !== "pid") continue;
    const taken = numbers.get(row.id);
    const count = taken?.size ?? 0;
    book.hold(
      row.pidCount === count,
      () => `pid namespace ${row.id} counts ${row.pidCount} processes, not ${count}`,
    );
    if (!living.has(row.id)) continue;
    const init = book.get("process", row.init);
    book.hold(
      init !== undefined && init.state !== "zombie" && taken?.get(1) === row.init,
      () => `pid namespace ${row.id} lives without its process 1`,
    );
  }
}

/** Processes, with whatever belongs to them: timers, output. */
export function checkProcesses(book: Book): void {
  for (const process of book.all("process")) checkOne(book, process);
  checkNumbers(book);
  for (const { id, process } of book.all("timer"))
    book.hold(book.get("process", process)?.timer === id, () => `timer ${id} is nobody's`);
  for (const { layer, state, init } of book.all("kernel"))
    if (state === "running")
      book.hold(book.get("process", init) !== undefined, () => `kernel ${layer} runs without process 1`);
}

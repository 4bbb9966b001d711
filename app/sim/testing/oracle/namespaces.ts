/** For tests: namespaces and who keeps them, reckoned from scratch. */
import { NAMESPACE_KINDS } from "../../kernel/namespace/table";
import type { Book } from "./book";

/** Inode numbers below this are those of a kernel's first namespaces, which stay. */
const FIRST_OTHER = 4_026_532_200;

function keepers(book: Book): Set<number> {
  const kept = new Set<number>();
  for (const { state, ns, nsForChildren } of book.all("process")) {
    const members =
      state === "zombie" ? [ns.pid, ns.user] : [...Object.values(ns), ...Object.values(nsForChildren)];
    for (const id of members) kept.add(id);
  }
  for (const { parent, owner } of book.all("namespace")) kept.add(parent).add(owner);
  for (const { namespaces } of book.all("container-run"))
    for (const id of Object.values(namespaces)) kept.add(id);
  return kept;
}

/** Namespaces, their nesting, and that each process is in one of each kind. */
export function checkNamespaces(book: Book): void {
  const kept = keepers(book);
  for (const row of book.all("namespace")) {
    const name = () => `${row.kind} namespace ${row.id}`;
    book.hold(
      book.get("kernel", row.kernel)?.state === "running",
      () => `${name()} is on a kernel that does not run`,
    );
    book.hold(
      row.pinned || row.inode < FIRST_OTHER || kept.has(row.id),
      () => `${name()} is there for nobody`,
    );
    const seen = new Set<number>([row.id]);
    for (let at = row.parent; at !== 0; at = book.get("namespace", at)?.parent ?? 0) {
      const above = book.get("namespace", at);
      book.hold(
        above?.kind === row.kind && above.kernel === row.kernel,
        () => `${name()} is nested in ${at}, which is no such namespace`,
      );
      book.hold(!seen.has(at), () => `${name()} is nested in itself`);
      if (seen.has(at)) break;
      seen.add(at);
    }
    if (row.owner !== 0)
      book.hold(
        book.get("namespace", row.owner)?.kind === "user",
        () => `${name()} is owned by ${row.owner}, which is no user namespace`,
      );
  }
  book.unique("namespace", "the inode number", ({ kernel, inode }) => `${kernel}:${inode}`);
  for (const { id, name, kernel, state, ns } of book.all("process")) {
    for (const kind of NAMESPACE_KINDS) {
      if (state === "zombie" && kind !== "pid" && kind !== "user") continue;
      const row = book.get("namespace", ns[kind]);
      book.hold(
        row?.kind === kind && row.kernel === kernel,
        () => `process ${id} (${name}) is in no ${kind} namespace of its kernel`,
      );
    }
  }
}

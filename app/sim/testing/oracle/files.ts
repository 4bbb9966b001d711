/** For tests: mounts and file systems refer to what is there. */
import type { Book } from "./book";

const TREELESS = ["proc", "sysfs", "cgroup2", "devpts", "mqueue"];

/** Mounts and file systems. */
export function checkFiles(book: Book): void {
  const shown = new Set<number>();
  const uppers = new Set(book.all("container").map(({ upper }) => upper));
  for (const { id, ns, fs, parent, path } of book.all("mount")) {
    const name = () => `mount ${id} (${path})`;
    shown.add(fs);
    const namespace = book.get("namespace", ns);
    book.hold(namespace?.kind === "mnt", () => `${name()} is in no mount namespace`);
    const system = book.get("file-system", fs);
    book.hold(
      system !== undefined && system.kernel === namespace?.kernel,
      () => `${name()} shows no file system of its kernel`,
    );
    if (parent !== 0)
      book.hold(
        book.get("mount", parent)?.ns === ns,
        () => `${name()} is mounted on nothing of its namespace`,
      );
  }
  book.unique("mount", "the root of namespace", ({ ns, parent }) => (parent === 0 ? String(ns) : undefined));
  for (const { id, kernel, type, root, lowers, disk } of book.all("file-system")) {
    const name = () => `file system ${id} (${type})`;
    book.hold(
      book.get("kernel", kernel)?.state === "running",
      () => `${name()} is on a kernel that does not run`,
    );
    const pinned = book
      .all("file-system")
      .some((other) => other.id !== id && other.root === root && shown.has(other.id));
    book.hold(
      type === "devtmpfs" || shown.has(id) || (root !== 0 && pinned),
      () => `${name()} is shown nowhere`,
    );
    if (!TREELESS.includes(type) && (type !== "overlay" || root !== 0))
      book.hold(book.get("inode", root)?.kind === "dir", () => `${name()} has no root directory`);
    for (const lower of uppers.has(root) ? lowers : [])
      book.hold(
        book.get("inode", lower)?.kind === "dir",
        () => `${name()} lies over ${lower}, which is not there`,
      );
    if (disk !== null) book.refer("disk", disk, name);
  }
}

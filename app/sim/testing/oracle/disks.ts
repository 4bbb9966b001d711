/** For tests: what is on which disk, added up from scratch, and the trees of files. */
import { engineCosts } from "../../costs/engine";
import { hypervisorCosts } from "../../costs/hypervisors";
import { add, type Book } from "./book";
import { standsAlone } from "./memory";

const HIDDEN: Readonly<Record<string, number>> = {
  "docker-desktop": engineCosts.desktopDiskBytes.value,
  "docker-toolbox": engineCosts.toolboxDiskBytes.value,
};

function checkSums(book: Book): void {
  const sums = new Map<number, number>();
  const diskOf = (machine: number | undefined) => book.get("machine", machine)?.disk ?? 0;
  for (const { disk, paidBytes, bytes, root } of book.all("file-tree")) {
    if (disk !== null) add(sums, disk, paidBytes);
    book.hold(
      paidBytes >= 0 && paidBytes <= bytes,
      () => `tree ${root} of ${bytes} bytes is paid for with ${paidBytes}`,
    );
    if (disk !== null) book.refer("disk", disk, () => `tree ${root}`);
  }
  for (const { backing, imageBytes } of book.all("disk")) if (backing) add(sums, backing.disk, imageBytes);
  for (const { vm, hostBytes } of book.all("snapshot")) {
    const hypervisor = book.get("hypervisor", book.get("virtual-machine", vm)?.hypervisor);
    add(sums, diskOf(hypervisor?.machine), hostBytes);
  }
  for (const { to, diskBytes } of book.all("migration"))
    add(sums, diskOf(book.get("hypervisor", to)?.machine), diskBytes);
  for (const hypervisor of book.all("hypervisor")) {
    const { bareDisk, hostedDisk } = hypervisorCosts;
    add(sums, diskOf(hypervisor.machine), (standsAlone(hypervisor) ? bareDisk : hostedDisk).value);
  }
  for (const { machine, client, product } of book.all("engine")) {
    add(sums, diskOf(machine), engineCosts.engineDiskBytes.value);
    if (product in HIDDEN) add(sums, diskOf(client), HIDDEN[product] ?? 0);
  }
  for (const { id, label, usedBytes, capacityBytes, backing, imageBytes } of book.all("disk")) {
    const sum = sums.get(id) ?? 0;
    book.hold(usedBytes === sum, () => `${label} (disk ${id}) holds ${usedBytes} bytes, not ${sum}`);
    book.hold(usedBytes <= capacityBytes, () => `${label} (disk ${id}) holds more than it has room for`);
    const image = backing === null ? 0 : backing.thin ? Math.max(imageBytes, usedBytes) : capacityBytes;
    book.hold(
      imageBytes === image && image <= capacityBytes,
      () => `the image of ${label} takes ${imageBytes} bytes`,
    );
    if (backing) book.refer("disk", backing.disk, () => `${label} (disk ${id})`);
  }
  book.hold(!sums.has(0), () => "something lies on the disk of nobody");
}

function checkTrees(book: Book): void {
  const bytes = new Map<number, number>();
  const named = new Map<number, number>();
  for (const { id, dir, name, inode } of book.all("entry")) {
    const above = book.get("inode", dir);
    const below = book.get("inode", inode);
    book.hold(above?.kind === "dir", () => `entry ${id} (${name}) is in no directory`);
    book.hold(
      below !== undefined && below.tree === above?.tree,
      () => `entry ${id} (${name}) names nothing of its tree`,
    );
    add(named, inode, 1);
  }
  book.unique("entry", "the name", ({ dir, name }) => `${dir}/${name}`);
  for (const { id, tree, size } of book.all("inode")) {
    add(bytes, tree, size);
    const names = named.get(id) ?? 0;
    const expected = id === tree ? 0 : 1;
    book.hold(names === expected, () => `inode ${id} of tree ${tree} has ${names} names`);
  }
  const trees = book.group("file-tree", ({ root }) => root);
  for (const { root, bytes: kept } of book.all("file-tree")) {
    const sum = bytes.get(root) ?? 0;
    book.hold(kept === sum, () => `tree ${root} has ${kept} bytes, not ${sum}`);
    book.hold(book.get("inode", root)?.kind === "dir", () => `tree ${root} has no root directory`);
  }
  for (const tree of bytes.keys()) book.hold(trees.get(tree)?.length === 1, () => `tree ${tree} is unknown`);
}

/** Every tree belongs to somebody, and to one only. */
function checkOwners(book: Book): void {
  const owners = new Map<number, string[]>();
  const own = (tree: number, owner: string) => {
    if (tree === 0) return;
    const there = owners.get(tree);
    if (there) there.push(owner);
    else owners.set(tree, [owner]);
  };
  for (const { id, rootTree } of book.all("system")) own(rootTree, `system ${id}`);
  for (const { id, tree } of book.all("image-layer")) own(tree, `image layer ${id}`);
  for (const { id, upper } of book.all("container")) own(upper, `container ${id}`);
  for (const { id, ownFiles } of book.all("container-run")) own(ownFiles, `run ${id}`);
  for (const { id, tree } of book.all("volume")) own(tree, `volume ${id}`);
  for (const { id, tree } of book.all("snapshot")) own(tree, `snapshot ${id}`);
  for (const { id, trees } of book.all("kept-engine"))
    for (const { copy } of trees) own(copy, `what was kept in ${id}`);
  for (const { id, tree } of book.all("engine-skeleton")) own(tree, `skeleton ${id}`);
  for (const { id, type, root } of book.all("file-system"))
    if (type === "tmpfs" || type === "devtmpfs") own(root, `${type} ${id}`);
  for (const { root } of book.all("file-tree"))
    book.hold(owners.has(root), () => `tree ${root} belongs to nobody`);
  for (const [tree, names] of owners) {
    book.hold(names.length === 1, () => `tree ${tree} belongs to ${names.join(" and ")}`);
    book.hold(
      book.get("inode", tree) !== undefined,
      () => `${names.join()} has the tree ${tree}, which is gone`,
    );
  }
}

/** Disks, trees of files, and whose they are. */
export function checkDisks(book: Book): void {
  checkSums(book);
  checkTrees(book);
  checkOwners(book);
}

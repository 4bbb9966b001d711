/** For tests: interfaces, addresses, routes and rules refer to what is there, and no address is given twice. */
import type { Book } from "./book";

/** Networks that engines and hosts give addresses of; people may configure others as they like. */
const GIVEN = /^(?:172\.|192\.168\.|10\.0\.)/;

function checkCards(book: Book): void {
  for (const { id, ns, name: label, peer, master, kind } of book.all("net-interface")) {
    const name = () => `interface ${id} (${label})`;
    if (ns !== 0)
      book.hold(book.get("namespace", ns)?.kind === "net", () => `${name()} is in no network namespace`);
    if (peer !== 0)
      book.hold(
        book.get("net-interface", peer)?.peer === id,
        () => `${name()} has a cable without another end`,
      );
    else book.hold(kind !== "veth", () => `${name()} is the end of no cable`);
    if (master === 0) continue;
    const bridge = book.get("net-interface", master);
    book.hold(
      bridge?.kind === "bridge" && bridge.ns === ns,
      () => `${name()} is plugged into no bridge of its namespace`,
    );
  }
  book.unique("net-interface", "the name", ({ ns, name }) => `${ns}:${name}`);
}

/** Interfaces that hear each other: cables and bridges joined. */
function checkAddresses(book: Book): void {
  const wires = new Map<number, number>();
  const wireOf = (id: number): number => {
    const next = wires.get(id) ?? id;
    if (next === id) return id;
    const root = wireOf(next);
    wires.set(id, root);
    return root;
  };
  for (const { id, peer, master } of book.all("net-interface"))
    for (const other of [peer, master]) if (other !== 0) wires.set(wireOf(id), wireOf(other));
  const taken = new Map<string, number>();
  for (const { id, addresses } of book.all("net-interface"))
    for (const address of addresses) {
      if (!GIVEN.test(address)) continue;
      const key = `${wireOf(id)}:${address.split("/")[0]}`;
      const other = taken.get(key);
      book.hold(
        other === undefined,
        () => `the address ${address} is that of interfaces ${other} and ${id} of one network`,
      );
      taken.set(key, id);
    }
  book.unique("endpoint", "the address", ({ network, address }) =>
    address === "" ? undefined : `${network}:${address}`,
  );
  book.unique("lease", "the lease", ({ pool, address }) => `${pool}:${address}`);
}

function checkRules(book: Book): void {
  const devices = new Set(book.all("net-interface").map(({ ns, name }) => `${ns}:${name}`));
  const isNet = (ns: number) => ns === 0 || book.get("namespace", ns)?.kind === "net";
  for (const { id, ns, device } of book.all("route"))
    book.hold(
      isNet(ns) && devices.has(`${ns}:${device}`),
      () => `route ${id} leads out of ${device}, which is not there`,
    );
  for (const { id, ns, device } of book.all("forward-filter"))
    book.hold(
      isNet(ns) && devices.has(`${ns}:${device}`),
      () => `filter ${id} is on ${device}, which is not there`,
    );
  for (const { id, ns, device } of book.all("masquerade"))
    book.hold(
      isNet(ns) && devices.has(`${ns}:${device}`),
      () => `masquerade ${id} is on ${device}, which is not there`,
    );
  for (const { id, ns, process, port } of book.all("listener")) {
    const row = book.get("process", process);
    book.hold(
      isNet(ns) && row !== undefined && row.state !== "zombie",
      () => `listener ${id} (port ${port}) has no living process`,
    );
  }
  book.unique(
    "listener",
    "the port",
    ({ ns, protocol, address, port }) => `${ns}:${protocol}:${address}:${port}`,
  );
  for (const { id, ns, owner, port } of book.all("nat-rule")) {
    const container = book.get("container", owner);
    book.hold(
      isNet(ns) && container !== undefined,
      () => `rule ${id} (port ${port}) was published by nobody`,
    );
  }
  book.unique(
    "nat-rule",
    "the published port",
    ({ ns, protocol, address, port }) => `${ns}:${protocol}:${address}:${port}`,
  );
  for (const { id, ns } of book.all("resolver"))
    book.hold(isNet(ns), () => `resolver ${id} is in no network namespace`);
  for (const { id, name, owner, scope } of book.all("host-name")) {
    const known = [owner, scope].map(
      (at) =>
        book.get("endpoint", at) ??
        book.get("net-interface", at) ??
        book.get("network", at) ??
        book.get("namespace", at),
    );
    book.hold(
      known.every((row) => row !== undefined),
      () => `name ${id} (${name}) belongs to nobody`,
    );
  }
}

/** Networks, of kernels and of engines. */
export function checkNets(book: Book): void {
  checkCards(book);
  checkAddresses(book);
  checkRules(book);
}

/** Random changes to a world of namespaces, cables and bridges, held against a plain search through the wires. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { World } from "../../core/world";
import { codeOf, must, testHost, testNs } from "../../testing/net";
import {
  addAddress,
  addInterface,
  moveInterface,
  plug,
  removeInterface,
  setUp,
  unplug,
  vethPair,
} from "./interfaces";
import { dropNet } from "./namespace";
import { ping } from "./reach";
import { type NetInterface, netInterfaces, routes } from "./tables";

const SPACES = 4;

type Step = readonly [what: string, a: number, b: number];

const step: fc.Arbitrary<Step> = fc.tuple(
  fc.constantFrom(
    "cable",
    "cable",
    "bridge",
    "plug",
    "plug",
    "unplug",
    "up",
    "up",
    "up",
    "down",
    "address",
    "address",
    "move",
    "remove",
    "drop",
  ),
  fc.nat(1000),
  fc.nat(1000),
);

function build(steps: readonly Step[]) {
  const world = new World(1);
  const host = testHost(world, "box");
  const spaces = Array.from({ length: SPACES }, (_, at) => (at === 0 ? host.ns : testNs(world, host)));
  const cards = () => world.all(netInterfaces).filter(({ kind }) => kind !== "loopback");
  const at = <T>(list: readonly T[], index: number) => list[index % Math.max(1, list.length)];
  const [bridge, second] = ["x0", "x1"].map((name) =>
    must(addInterface(world, { ns: host.ns, name, kind: "bridge" })),
  );
  for (const [number, ns] of spaces.entries()) {
    const { a, b } = must(vethPair(world, host.ns, `v${number}`, ns, `e${number}`));
    must(plug(world, a.id, (number % 2 ? bridge : second)?.id ?? 0));
    must(addAddress(world, b.id, `10.0.0.${number + 251}/24`));
    for (const end of [a, b]) setUp(world, end.id, true);
  }
  const joint = must(vethPair(world, host.ns, "j0", host.ns, "j1"));
  must(plug(world, joint.a.id, bridge?.id ?? 0));
  must(plug(world, joint.b.id, second?.id ?? 0));
  for (const end of [bridge, second, joint.a, joint.b]) setUp(world, end?.id ?? 0, true);
  let count = 0;
  for (const [what, a, b] of steps) {
    const [one, two] = [at(cards(), a), at(cards(), b)];
    const [here, there] = [at(spaces, a) ?? 0, at(spaces, b) ?? 0];
    count++;
    if (what === "cable") vethPair(world, here, `a${count}`, there, `b${count}`);
    else if (what === "bridge") addInterface(world, { ns: here, name: `br${count}`, kind: "bridge" });
    else if (what === "drop" && a % 10 === 0) dropNet(world, there);
    else if (one === undefined || two === undefined) continue;
    else if (what === "plug") {
      const bridges = cards().filter(({ kind, ns }) => kind === "bridge" && ns === one.ns);
      const bridge = at(bridges, b);
      if (bridge) plug(world, one.id, bridge.id);
    } else if (what === "unplug") unplug(world, one.id);
    else if (what === "up" || what === "down") setUp(world, one.id, what === "up");
    else if (what === "address") addAddress(world, one.id, `10.0.0.${(count % 250) + 1}/24`);
    else if (what === "move") moveInterface(world, one.id, there);
    else if (what === "remove" && b % 4 === 0) removeInterface(world, one.id);
  }
  return { world, spaces, all: world.all(netInterfaces) };
}

/** All interfaces that a frame sent by one comes to, by following every wire there is. */
function flood(all: readonly NetInterface[], from: NetInterface): Set<number> {
  const byId = new Map(all.map((card) => [card.id, card]));
  const ends = new Set<number>();
  const seen = new Set<number>();
  const through = (bridge: NetInterface | undefined) => {
    if (!bridge?.up || seen.has(bridge.id)) return;
    seen.add(bridge.id);
    ends.add(bridge.id);
    for (const port of all) if (port.master === bridge.id && port.up) across(port);
  };
  const across = (card: NetInterface) => {
    const peer = byId.get(card.peer);
    if (!peer?.up) return;
    if (peer.master === 0) ends.add(peer.id);
    else through(byId.get(peer.master));
  };
  if (from.kind === "bridge") through(from);
  else across(from);
  ends.delete(from.id);
  return ends;
}

describe("random networks", () => {
  it("T4, T5, T10: cables have two ends, ports are beside their bridges, names and numbers are unique", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const { world, all } = build(steps);
        const byId = new Map(all.map((card) => [card.id, card]));
        for (const card of all) {
          const peer = byId.get(card.peer);
          const master = byId.get(card.master);
          expect(card.kind === "veth").toBe(peer !== undefined);
          if (peer) expect(peer.peer).toBe(card.id);
          if (card.master !== 0) expect([master?.kind, master?.ns]).toEqual(["bridge", card.ns]);
          expect(card.trunk).toBe(card.master !== 0 && peer !== undefined && peer.master !== 0);
        }
        expect(new Set(all.map(({ ns, name }) => `${ns}:${name}`)).size).toBe(all.length);
        expect(new Set(all.map(({ ns, index }) => `${ns}:${index}`)).size).toBe(all.length);
        for (const { ns, device } of world.all(routes))
          expect(all.some((card) => card.ns === ns && card.name === device && card.up)).toBe(true);
      }),
      { numRuns: 150, seed: 11 },
    );
  });

  it("T8, T10, T11: who is reached is who a search through all wires finds", () => {
    let reached = 0;
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const { world, spaces, all } = build(steps);
        for (const ns of spaces) {
          // The first device with a route to the network sends: with one network, the oldest route is taken.
          const way = world.find(routes, "ns", ns).find(({ to }) => to === "10.0.0.0/24");
          const sender = all.find((card) => card.ns === ns && card.name === way?.device);
          for (const target of all.filter(
            ({ addresses, kind }) => kind !== "loopback" && addresses.length > 0,
          )) {
            const address = target.addresses[0]?.split("/")[0] ?? "";
            const own = all.some(
              (card) =>
                card.ns === ns && card.up && card.addresses.some((text) => text.startsWith(`${address}/`)),
            );
            const code = codeOf(ping(world, ns, address));
            if (own) {
              const lo = all.find((card) => card.ns === ns && card.kind === "loopback");
              expect(code).toBe(lo?.up ? "ok" : "ETIMEDOUT");
              continue;
            }
            if (sender === undefined) {
              expect(code).toBe("ENETUNREACH");
              continue;
            }
            const there =
              sender.master === 0 && target.master === 0 && target.up && flood(all, sender).has(target.id);
            // The answer needs a way back, which these worlds may lack: then nobody answers.
            expect(there ? ["ok", "ETIMEDOUT"] : ["EHOSTUNREACH"]).toContain(code);
            if (there) reached++;
          }
        }
      }),
      { numRuns: 200, seed: 12 },
    );
    expect(reached).toBeGreaterThan(50);
  });
});

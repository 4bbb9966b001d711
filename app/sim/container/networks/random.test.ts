/** Random lives of containers on the networks of two engines, held against a plain account of who is where. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { World } from "../../core/world";
import { stopKernel } from "../../kernel/life/stop";
import { resolveName } from "../../kernel/net/names";
import { connect } from "../../kernel/net/reach";
import { natRules, netInterfaces } from "../../kernel/net/tables";
import { attachToLan } from "../../kernel/net/wire";
import { runOn, stopOn, testContainer, testEngine } from "../../testing/engines";
import { must } from "../../testing/net";
import { type Container, endpoints } from "../tables";
import { detachContainer, forgetContainer } from "./connect";
import { createNetwork } from "./create";
import { connectContainer, disconnectContainer } from "./membership";
import { publishPorts } from "./ports";

const NETWORKS = ["bridge", "shop", "vault"] as const;

/** What the account knows of a container: its networks with its address on each, while it runs. */
interface Account {
  readonly container: Container;
  readonly host: number;
  readonly member: Set<string>;
  readonly addresses: Map<string, string>;
  ns: number;
  process: number;
  runs: boolean;
}

const step = fc.tuple(
  fc.constantFrom("add", "add", "start", "start", "start", "stop", "connect", "disconnect", "remove"),
  fc.nat(100),
  fc.nat(100),
);

function play(steps: readonly (readonly [string, number, number])[]) {
  const world = new World(3);
  const hosts = ["one", "two"].map((name) => testEngine(world, name));
  for (const { host, engine } of hosts) {
    attachToLan(world, { ns: host.ns });
    must(createNetwork(world, engine.id, { name: "shop" }));
    must(createNetwork(world, engine.id, { name: "vault", internal: true }));
  }
  const accounts: Account[] = [];
  const taken = (host: number, network: string) =>
    accounts.flatMap((other) => (other.host === host ? (other.addresses.get(network) ?? []) : []));
  /** The lowest address of a network that nobody of the account has. */
  const lowest = (host: number, network: string) => {
    const stem = `172.${17 + NETWORKS.indexOf(network as "shop")}.0.`;
    for (let last = 2; ; last++) if (!taken(host, network).includes(stem + last)) return stem + last;
  };
  steps.forEach(([what, a, b], at) => {
    const one = accounts[a % Math.max(1, accounts.length)];
    const network = NETWORKS[b % NETWORKS.length] ?? "bridge";
    const host = one ? hosts[one.host] : undefined;
    if (what === "add") {
      const to = hosts[a % 2];
      if (!to) return;
      const ports = [{ hostAddress: "0.0.0.0", hostPort: 9000 + at, port: 80, protocol: "tcp" as const }];
      const container = testContainer(world, to, `c${at}`, { network, ports });
      const none = { ns: 0, process: 0, runs: false };
      accounts.push({ container, host: a % 2, member: new Set([network]), addresses: new Map(), ...none });
      return;
    }
    if (!one || !host) return;
    const names = { network, container: one.container.name };
    if (what === "start" && !one.runs) {
      one.member.add(one.container.spec.network);
      Object.assign(one, runOn(world, host, one.container), { runs: true });
      must(publishPorts(world, one.container.id));
      for (const name of one.member) one.addresses.set(name, lowest(one.host, name));
    } else if (what === "stop" && one.runs) {
      detachContainer(world, one.container.id);
      stopOn(world, one.container);
      one.addresses.clear();
      one.runs = false;
    } else if (what === "connect") {
      const done = connectContainer(world, host.engine.id, names, { aliases: [] }).ok;
      const known = world.find(endpoints, "container", one.container.id).length;
      expect(known).toBeGreaterThanOrEqual(done ? 1 : 0);
      if (done && one.runs) one.addresses.set(network, lowest(one.host, network));
      if (done) one.member.add(network);
    } else if (what === "disconnect") {
      if (!disconnectContainer(world, host.engine.id, names).ok) return;
      one.member.delete(network);
      one.addresses.delete(network);
    } else if (what === "remove") {
      forgetContainer(world, one.container.id);
      stopOn(world, one.container);
      accounts.splice(accounts.indexOf(one), 1);
    }
  });
  return { world, hosts, accounts };
}

describe("random lives of containers", () => {
  it("O1, O3, O8: everybody has the lowest address that was free, and cards for it; the rest is gone", () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 10, maxLength: 50 }), (steps) => {
        const { world, hosts, accounts } = play(steps);
        for (const { container, addresses, ns, runs } of accounts) {
          const cards = runs ? world.find(netInterfaces, "ns", ns).flatMap((card) => card.addresses) : [];
          const wanted = [...addresses.values()].map((address) => `${address}/16`);
          expect(cards.filter((address) => address !== "127.0.0.1/8").sort()).toEqual(wanted.sort());
          const places = world.find(endpoints, "container", container.id).map(({ address }) => address);
          expect(places.filter((address) => address !== "").sort()).toEqual(wanted);
        }
        const count = accounts.reduce((sum, { addresses }) => sum + addresses.size, 0);
        const ends = hosts.flatMap(({ host }) =>
          world.find(netInterfaces, "ns", host.ns).filter(({ kind }) => kind === "veth"),
        );
        expect(ends).toHaveLength(count);
        expect(world.count(natRules)).toBeLessThanOrEqual(accounts.filter(({ runs }) => runs).length);
      }),
      { numRuns: 40, seed: 21 },
    );
  });

  it("O2, O6, O7: they reach each other exactly if they share a network, and know each other on those that people made", () => {
    let met = 0;
    fc.assert(
      fc.property(fc.array(step, { minLength: 45, maxLength: 70 }), (steps) => {
        const { world, hosts, accounts } = play(steps);
        const running = accounts.filter(({ runs }) => runs);
        for (const from of running) {
          for (const to of running) {
            if (from === to || from.host !== to.host) continue;
            const shared = [...from.addresses.keys()].filter((name) => to.addresses.has(name));
            const known = shared.some((name) => name !== "bridge");
            expect(resolveName(world, from.ns, to.container.name).ok).toBe(known);
            for (const [network, address] of to.addresses) {
              const there = connect(world, from.ns, address, 80, "tcp");
              expect(there.ok).toBe(shared.includes(network));
              if (there.ok) expect(there.value.process).toBe(to.process);
              if (there.ok) met++;
            }
          }
          const host = hosts[from.host]?.host.ns ?? 0;
          for (const address of from.addresses.values())
            expect(connect(world, host, address, 80, "tcp").ok).toBe(true);
        }
      }),
      { numRuns: 40, seed: 22 },
    );
    expect(met).toBeGreaterThan(30);
  });

  it("O23, O25, O39: a published port leads to its container exactly while that is on a network with a way in", () => {
    let led = 0;
    fc.assert(
      fc.property(fc.array(step, { minLength: 20, maxLength: 60 }), (steps) => {
        const { world, hosts, accounts } = play(steps);
        for (const { container, host, addresses, process, runs } of accounts) {
          const port = container.spec.ports[0]?.hostPort ?? 0;
          const open = runs && [...addresses.keys()].some((name) => name !== "vault");
          for (const asker of hosts) {
            const address = asker === hosts[host] ? "127.0.0.1" : `10.0.0.${2 + host}`;
            const there = connect(world, asker.host.ns, address, port, "tcp");
            expect(there.ok ? there.value.process : there.refusal.code).toBe(open ? process : "ECONNREFUSED");
            if (there.ok) led++;
          }
        }
      }),
      { numRuns: 40, seed: 24 },
    );
    expect(led).toBeGreaterThan(30);
  });

  it("O13: when their host goes down, nothing of theirs is left on any wire", () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 10, maxLength: 40 }), (steps) => {
        const { world, hosts, accounts } = play(steps);
        const [one, two] = hosts;
        if (!one || !two) return;
        stopKernel(world, one.host.kernel);
        const left = world.all(netInterfaces).filter(({ ns }) => ns !== 0);
        const others = new Set([
          two.host.ns,
          ...accounts.filter(({ host }) => host === 1).map(({ ns }) => ns),
        ]);
        for (const { ns } of left) expect(others).toContain(ns);
        expect(world.all(natRules).every(({ ns }) => ns === two.host.ns)).toBe(true);
      }),
      { numRuns: 30, seed: 23 },
    );
  });
});

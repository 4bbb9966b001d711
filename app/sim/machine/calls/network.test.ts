import { describe, expect, it } from "vitest";
import { masquerade, setFilter } from "../../kernel/net/filter";
import { interfaceNamed } from "../../kernel/net/interfaces";
import { ping } from "../../kernel/net/reach";
import { forwardFilters, masquerades, netStates, routes } from "../../kernel/net/tables";
import { inodeOf, PLAIN_USER, testCallers } from "../../testing/callers";
import { cards, codeOf, must } from "../../testing/net";

describe("network", () => {
  it("Y12: two namespaces are connected as with ip: a cable, addresses, up", () => {
    const { world, caller } = testCallers();
    const [one, two] = [caller(), caller()];
    for (const sh of [one, two]) must(sh.tell("unshareNamespaces", { kinds: ["net"] }));
    const far = inodeOf(world, two.now().ns.net);
    must(one.tell("addVeth", { name: "va", peer: "vb" }));
    must(one.tell("moveLink", { name: "vb", to: far, newName: "eth0" }));
    must(one.tell("addAddress", { name: "va", address: "10.1.0.1/24" }));
    must(two.tell("addAddress", { name: "eth0", address: "10.1.0.2/24" }));
    for (const [sh, name] of [
      [one, "va"],
      [two, "eth0"],
      [one, "lo"],
    ] as const)
      must(sh.tell("setLink", { name, up: true }));
    expect(codeOf(ping(world, one.now().ns.net, "10.1.0.2"))).toBe("ok");
    must(two.tell("addRoute", { to: "default", via: "10.1.0.1" }));
    expect(codeOf(two.tell("addRoute", { to: "default", via: "10.1.0.1", device: "eth0" }))).toBe("EEXIST");
    must(two.tell("deleteRoute", { to: "default" }));
    must(one.tell("setForwarding", { forwarding: true }));
    expect(world.first(netStates, "ns", one.now().ns.net)?.forwarding).toBe(true);
    must(two.tell("deleteAddress", { name: "eth0", address: "10.1.0.2/24" }));
    expect(codeOf(ping(world, one.now().ns.net, "10.1.0.2"))).toBe("EHOSTUNREACH");
    must(one.tell("deleteLink", { name: "va" }));
    expect([cards(world, one.now().ns.net), cards(world, two.now().ns.net)]).toEqual([["lo"], ["lo"]]);
  });

  it("Y12: a bridge joins what is plugged into it, until it is taken out", () => {
    const { world, caller } = testCallers();
    const [host, guest] = [caller(), caller()];
    must(guest.tell("unshareNamespaces", { kinds: ["net"] }));
    must(host.tell("addInterface", { name: "br0" }));
    must(host.tell("addAddress", { name: "br0", address: "10.1.0.1/24" }));
    must(host.tell("setLink", { name: "br0", up: true }));
    must(host.tell("addVeth", { name: "v0", peer: "eth0", peerNs: inodeOf(world, guest.now().ns.net) }));
    must(host.tell("setLink", { name: "v0", up: true, master: "br0" }));
    must(guest.tell("addAddress", { name: "eth0", address: "10.1.0.2/24" }));
    must(guest.tell("setLink", { name: "eth0", up: true }));
    expect(codeOf(ping(world, guest.now().ns.net, "10.1.0.1"))).toBe("ok");
    must(host.tell("setLink", { name: "v0", master: "" }));
    expect(codeOf(ping(world, guest.now().ns.net, "10.1.0.1"))).toBe("EHOSTUNREACH");
  });

  it("Y13: what is not there, or cannot be done, is refused as the kernel does", () => {
    const { world, caller } = testCallers();
    const [root, user] = [caller(), caller(PLAIN_USER)];
    const { net, uts } = root.now().ns;
    expect(root.tell("setLink", { name: "nope", up: true })).toMatchObject({
      refusal: { code: "ENODEV", why: 'Device "nope" does not exist' },
    });
    expect(codeOf(root.tell("setLink", { name: "lo", master: "nope" }))).toBe("ENODEV");
    expect(codeOf(root.tell("deleteLink", { name: "lo" }))).toBe("EOPNOTSUPP");
    expect(codeOf(root.tell("addVeth", { name: "a", peer: "b", peerNs: inodeOf(world, uts) }))).toBe(
      "EINVAL",
    );
    expect(codeOf(root.tell("addVeth", { name: "a", peer: "b", peerNs: 7 }))).toBe("ENOENT");
    expect(codeOf(root.tell("moveLink", { name: "lo", to: inodeOf(world, net), newName: "x" }))).toBe(
      "EINVAL",
    );
    for (const [name, args] of [
      ["addVeth", { name: "a", peer: "b" }],
      ["setLink", { name: "lo", up: false }],
      ["addRoute", { to: "default", via: "10.0.0.1" }],
      ["deleteRoute", { to: "default" }],
      ["setForwarding", { forwarding: true }],
    ] as const)
      expect(codeOf(user.tell(name, args))).toBe("EPERM");
    expect(interfaceNamed(world, net, "a")).toBeUndefined();
  });

  it("T29: a new name changes nothing else: addresses, routes and rules are its own as before", () => {
    const { world, caller } = testCallers();
    const sh = caller();
    const { net } = sh.now().ns;
    must(sh.tell("addInterface", { name: "br0" }));
    must(sh.tell("addAddress", { name: "br0", address: "10.1.0.1/24" }));
    must(sh.tell("setLink", { name: "br0", up: true }));
    must(sh.tell("addRoute", { to: "10.2.0.0/16", via: "10.1.0.2" }));
    setFilter(world, net, "br0", "isolated");
    masquerade(world, net, "10.1.0.0/24", "br0");
    must(sh.tell("moveLink", { name: "br0", newName: "lan" }));
    expect(interfaceNamed(world, net, "br0")).toBeUndefined();
    expect(interfaceNamed(world, net, "lan")).toMatchObject({ up: true, addresses: ["10.1.0.1/24"] });
    expect(world.find(routes, "ns", net).map(({ to, device }) => [to, device])).toEqual([
      ["10.1.0.0/24", "lan"],
      ["10.2.0.0/16", "lan"],
    ]);
    expect([...world.all(forwardFilters), ...world.all(masquerades)].map(({ device }) => device)).toEqual([
      "lan",
      "lan",
    ]);
    expect(codeOf(ping(world, net, "10.1.0.1"))).toBe("ok");
    must(sh.tell("moveLink", { name: "lan", newName: "lan" }));
    must(sh.tell("addInterface", { name: "br0" }));
    expect(codeOf(sh.tell("moveLink", { name: "lan", newName: "br0" }))).toBe("EEXIST");
    expect(codeOf(sh.tell("moveLink", { name: "lan", newName: "far too long a name" }))).toBe("EINVAL");
  });

  it.each([
    ["addInterface", { name: "va" }, "EEXIST"],
    ["addInterface", { name: "a/b" }, "EINVAL"],
    ["addVeth", { name: "vx", peer: "va" }, "EEXIST"],
    ["addVeth", { name: "vx", peer: "vx" }, "EEXIST"],
    ["setLink", { name: "va", master: "vb" }, "EINVAL"],
    ["setLink", { name: "br0", master: "br0" }, "ELOOP"],
    ["addAddress", { name: "va", address: "10.1.0.1" }, "EINVAL"],
    ["addAddress", { name: "va", address: "10.1.0.1/24" }, "EEXIST"],
    ["addAddress", { name: "nope", address: "10.1.0.1/24" }, "ENODEV"],
    ["deleteAddress", { name: "va", address: "10.1.0.2/24" }, "EADDRNOTAVAIL"],
    ["deleteLink", { name: "nope" }, "ENODEV"],
    ["moveLink", { name: "nope", newName: "x" }, "ENODEV"],
    ["moveLink", { name: "lo", newName: "x" }, "EINVAL"],
    ["addRoute", { to: "10.1.0.9/24", device: "va" }, "EINVAL"],
    ["addRoute", { to: "10.7.0.0/16", device: "va" }, "ENETDOWN"],
    ["addRoute", { to: "10.7.0.0/16", device: "nope" }, "ENODEV"],
    ["addRoute", { to: "10.7.0.0/16" }, "ENODEV"],
    ["addRoute", { to: "10.7.0.0/16", via: "10.1.0.1" }, "ENETUNREACH"],
    ["deleteRoute", { to: "10.7.0.0/16" }, "ESRCH"],
  ])("Y13: %s %j is %s", (name, args, code) => {
    const { world, caller } = testCallers();
    const sh = caller();
    must(sh.tell("addVeth", { name: "va", peer: "vb" }));
    must(sh.tell("addInterface", { name: "br0" }));
    must(sh.tell("addAddress", { name: "va", address: "10.1.0.1/24" }));
    const before = world.toJSON();
    expect(codeOf(sh.tell(name, args))).toBe(code);
    expect(world.toJSON()).toEqual(before);
  });
});

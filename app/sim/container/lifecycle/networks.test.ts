import { describe, expect, it } from "vitest";
import { readFile } from "../../kernel/files/read";
import { resolveName } from "../../kernel/net/names";
import { connect, ping } from "../../kernel/net/reach";
import { census, engineLab, insideOf, type Lab, runIn, stateOf, theContainer } from "../../testing/engine";
import { endpoints } from "../tables";

const box = { machine: "box" };

function webIn(lab: Lab, name: string, network: string): void {
  runIn(lab, name, { image: "nginx", command: [], network });
  lab.pass(1_000);
}

describe("containers among themselves", () => {
  it("E16: on a network that a person made they find each other by name, on the default one by address alone", () => {
    const lab = engineLab(["nginx", "alpine"]);
    lab.act({ do: "createNetwork", ...box, name: "mine" });
    webIn(lab, "web", "mine");
    runIn(lab, "asker", { network: "mine" });
    const { net } = insideOf(lab, "asker").first.ns;
    const address = resolveName(lab.world, net, "web");
    expect(address).toMatchObject({ ok: true });
    expect(address.ok && connect(lab.world, net, address.value, 80, "tcp").ok).toBe(true);
    runIn(lab, "stranger");
    const other = insideOf(lab, "stranger").first.ns.net;
    expect(resolveName(lab.world, other, "web").ok).toBe(false);
    expect(address.ok && ping(lab.world, other, address.value).ok).toBe(false);
    const { view } = insideOf(lab, "asker");
    expect(readFile(lab.world, view, "/etc/resolv.conf")).toMatchObject({
      ok: true,
      value: expect.stringContaining("127.0.0.11"),
    });
  });

  it("O6: a container that is renamed is found by its new name at once, and by the old one no more", () => {
    const lab = engineLab();
    lab.act({ do: "createNetwork", ...box, name: "mine" });
    runIn(lab, "asker", { network: "mine" });
    runIn(lab, "db", { network: "mine", aliases: ["database"] });
    const ask = (name: string) => resolveName(lab.world, insideOf(lab, "asker").first.ns.net, name);
    lab.act({ do: "renameContainer", ...box, container: "db", name: "store" });
    expect([ask("store"), ask("database")]).toMatchObject([{ value: "172.18.0.3" }, { value: "172.18.0.3" }]);
    expect(ask("db").ok).toBe(false);
    lab.act({ do: "restartContainer", ...box, container: "store", timeout: 0 });
    lab.pass(1_000);
    expect([ask("store").ok, ask("db").ok]).toEqual([true, false]);
  });

  it("E16: addresses are given out from .2 upward, and those of ended containers again", () => {
    const lab = engineLab();
    const address = (name: string) =>
      lab.world.first(endpoints, "container", theContainer(lab, name).id)?.address;
    for (const name of ["a1", "b1", "c1"]) runIn(lab, name);
    expect(["a1", "b1", "c1"].map(address)).toEqual(["172.17.0.2/16", "172.17.0.3/16", "172.17.0.4/16"]);
    lab.act({ do: "killContainer", ...box, container: "b1" });
    expect(address("b1")).toBe("");
    runIn(lab, "d1");
    expect(address("d1")).toBe("172.17.0.3/16");
  });

  it("E16: a container that was connected to a second network has it after a restart, too", () => {
    const lab = engineLab();
    lab.act({ do: "createNetwork", ...box, name: "mine" });
    runIn(lab, "app");
    lab.act({ do: "connectNetwork", ...box, network: "mine", container: "app" });
    const joined = () =>
      lab.world
        .find(endpoints, "container", theContainer(lab, "app").id)
        .map(({ address }) => address)
        .filter((address) => address !== "");
    expect(joined()).toHaveLength(2);
    lab.act({ do: "restartContainer", ...box, container: "app", timeout: 0 });
    lab.pass(1_000);
    expect(stateOf(lab, "app")).toBe("running");
    expect(joined()).toHaveLength(2);
  });

  it("E16: a container that left its first network starts on the one that it is still on", () => {
    const lab = engineLab();
    lab.act({ do: "createNetwork", ...box, name: "mine" });
    runIn(lab, "app");
    lab.act({ do: "connectNetwork", ...box, network: "mine", container: "app" });
    lab.act({ do: "disconnectNetwork", ...box, network: "bridge", container: "app" });
    lab.act({ do: "restartContainer", ...box, container: "app", timeout: 0 });
    lab.pass(1_000);
    const places = lab.world.find(endpoints, "container", theContainer(lab, "app").id);
    expect(places.map(({ address }) => address.startsWith("172.18."))).toEqual([true]);
  });

  it("E16: the host reaches a container by its address, and no longer when it has ended", () => {
    const lab = engineLab(["nginx"]);
    webIn(lab, "web", "bridge");
    const { net } = insideOf(lab, "web").init.ns;
    expect(connect(lab.world, net, "172.17.0.2", 80, "tcp").ok).toBe(true);
    expect(connect(lab.world, net, "172.17.0.2", 81, "tcp")).toMatchObject({
      refusal: { code: "ECONNREFUSED" },
    });
    lab.act({ do: "killContainer", ...box, container: "web" });
    expect(connect(lab.world, net, "172.17.0.2", 80, "tcp").ok).toBe(false);
  });
});

describe("published ports over a container's life", () => {
  it("E22: are free again when it ends, and its own again when it starts", () => {
    const lab = engineLab();
    runIn(lab, "one", { ports: ["8080:80"] });
    lab.act({ do: "killContainer", ...box, container: "one" });
    runIn(lab, "two", { ports: ["8080:80"] });
    expect(stateOf(lab, "two")).toBe("running");
    lab.act({ do: "startContainer", ...box, container: "one" });
    expect(stateOf(lab, "one")).toBe("exited 128");
    lab.act({ do: "killContainer", ...box, container: "two" });
    lab.act({ do: "startContainer", ...box, container: "one" });
    expect(stateOf(lab, "one")).toBe("running");
    expect(theContainer(lab, "one").error).toBe("");
  });

  it("E22: a range is published whole or not at all", () => {
    const lab = engineLab();
    runIn(lab, "one", { ports: ["8081:80"] });
    const before = census(lab);
    runIn(lab, "many", { ports: ["8080-8082:80-82"] });
    expect(stateOf(lab, "many")).toBe("created 128");
    lab.act({ do: "removeContainer", ...box, container: "many" });
    expect(census(lab)).toEqual(before);
  });
});

import { describe, expect, it } from "vitest";
import { LINK_IS_LONG, WRITE_AFTER_MS } from "./link";
import { LONGEST_LINK } from "./permalink";
import { begunLab, quiet } from "./testing/lab";

const SPARE = { do: "addMachine", name: "spare", preset: "server" } as const;

describe("the address", () => {
  it("says the ready scenario as long as nobody touched it, and again when all is taken back", async () => {
    const lab = await begunLab();
    await lab.frames(3, WRITE_AFTER_MS);
    expect(lab.address.hash).toBe("s=vms-vs-containers");
    await lab.run("Add a machine", SPARE);
    expect(lab.state.link).toMatch(/#w=1\.[\w-]+&t=0$/);
    expect(lab.address.hash).toBe("s=vms-vs-containers");
    await lab.frames(3, WRITE_AFTER_MS);
    expect(lab.state.link).toBe(`https://strata.test/lab#${lab.address.hash}`);
    lab.actions.undo();
    await quiet();
    await lab.frames(3, WRITE_AFTER_MS);
    expect(lab.address.hash).toBe("s=vms-vs-containers");
  });

  it("is written once after many changes, and never while time passes", async () => {
    const lab = await begunLab();
    await lab.frames(3, WRITE_AFTER_MS);
    const { writes } = lab.address;
    for (let number = 0; number < 5; number++) {
      await lab.run("Add a machine", { ...SPARE, name: `spare${number}` });
      await lab.frames(3, 16);
    }
    expect(lab.address.writes).toBe(writes);
    await lab.frames(3, WRITE_AFTER_MS);
    expect(lab.address.writes).toBe(writes + 1);
    lab.actions.play();
    await lab.frames(20, 100);
    expect(lab.address.writes).toBe(writes + 1);
    lab.actions.pause();
    await lab.frames(4, WRITE_AFTER_MS);
    expect(lab.address.hash).toMatch(/&t=1900$/);
  });

  it("is up to date when the page goes in the same moment", async () => {
    const lab = await begunLab();
    await lab.frames(3, WRITE_AFTER_MS);
    await lab.run("Add a machine", SPARE);
    expect(lab.address.hash).toBe("s=vms-vs-containers");
    lab.actions.leave();
    expect(lab.state.link).toBe(`https://strata.test/lab#${lab.address.hash}`);
    expect(lab.address.hash).toMatch(/^w=/);
  });

  it("keeps the moment that is looked at", async () => {
    const lab = await begunLab();
    lab.actions.play();
    await lab.frames(11, 100);
    for (const at of [900, 300, 500]) lab.actions.look(at);
    await quiet();
    await lab.frames(3, WRITE_AFTER_MS);
    expect(lab.address.hash).toBe("s=vms-vs-containers&t=1000&at=500");
  });

  it("that the browser refuses to write costs nothing else", async () => {
    const lab = await begunLab();
    lab.address.takes = false;
    await lab.run("Add a machine", SPARE);
    await lab.frames(3, WRITE_AFTER_MS);
    expect(lab.state.failure).toBeNull();
    expect(await lab.store.actions.share()).toMatch(/#w=/);
  });

  it("of a world too large for a link keeps it for this browser, and says what to do instead", async () => {
    const lab = await begunLab("s=os-two-layers");
    // Names that do not compress.
    let seed = 1;
    const word = () => {
      let name = "";
      while (name.length < 40) {
        seed = (seed * 48_271) % 2_147_483_647;
        name += seed.toString(36);
      }
      return name;
    };
    const machines = Array.from({ length: 900 }, () => ({ ...SPARE, name: `m${word()}` }));
    await lab.run("Add many machines", ...machines);
    expect(lab.state.refused).toBeNull();
    expect(lab.state.link).toBeNull();
    expect(lab.state.toast?.text).toBe(LINK_IS_LONG);
    expect(await lab.store.actions.share()).toBe("");
    expect(lab.state.failure?.why).toMatch(/30,000/);
    expect(lab.state.failure?.wayOut).toMatch(/file/);
    expect(lab.address.hash.length).toBeGreaterThan(LONGEST_LINK);
    const again = await begunLab(lab.address.hash);
    expect(again.view().layers).toEqual(lab.view().layers);
    lab.actions.dismiss("failure");
    lab.actions.undo();
    await quiet();
    expect(await lab.store.actions.share()).toMatch(/#s=os-two-layers$/);
    expect(lab.state.failure).toBeNull();
  });
});

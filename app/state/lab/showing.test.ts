import { describe, expect, it } from "vitest";
import { REFRESH_MS } from "./showing";
import { begunLab, quiet } from "./testing/lab";

describe("the selection", () => {
  it("says what the layer is and what can be done to it", async () => {
    const lab = await begunLab();
    lab.actions.select("left", "vm1");
    expect(lab.state.offers.length).toBeGreaterThan(0);
    await quiet();
    expect(lab.state.inspection?.layer).toMatchObject({ id: "vm1", kind: "virtual-hardware" });
    lab.actions.select("left", null);
    expect(lab.state).toMatchObject({ selected: null, inspection: null, offers: [] });
  });

  it("of a layer that is not there is none", async () => {
    const lab = await begunLab();
    lab.actions.select("left", "vm99");
    expect(lab.state.selected).toBeNull();
    lab.actions.select("right", "vm1");
    expect(lab.state.selected).toBeNull();
    await quiet();
    expect(lab.state.failure).toBeNull();
  });

  it("does not show the answer about a layer that is not selected any more", async () => {
    const lab = await begunLab();
    lab.worker.hold();
    lab.actions.select("left", "vm1");
    lab.actions.select("left", "vm2");
    lab.worker.release();
    await quiet();
    expect(lab.state.inspection?.layer.id).toBe("vm2");
    lab.worker.hold();
    lab.actions.select("left", "vm3");
    lab.actions.select("left", null);
    lab.worker.release();
    await quiet();
    expect(lab.state.inspection).toBeNull();
  });

  it("is refreshed about five times a second while time passes, and at rest is up to date", async () => {
    const lab = await begunLab();
    lab.actions.select("left", "vm1");
    await quiet();
    lab.actions.play();
    await lab.frames(1);
    const before = lab.worker.count("inspect");
    await lab.frames(100, 10);
    const asked = lab.worker.count("inspect") - before;
    expect(asked).toBeGreaterThanOrEqual(1_000 / REFRESH_MS - 1);
    expect(asked).toBeLessThanOrEqual(1_000 / REFRESH_MS + 1);
    lab.actions.chooseSpeed(100);
    await lab.frames(30, 100);
    lab.actions.pause();
    await lab.frames(3, REFRESH_MS);
    expect(lab.ticks).toBe(0);
    expect(lab.state.inspection?.layer).toEqual(lab.layer("vm1"));
  });

  it("asks one question at a time, however slow the answers are", async () => {
    const lab = await begunLab();
    lab.actions.select("left", "vm1");
    await quiet();
    const before = lab.worker.count("inspect");
    lab.worker.hold();
    for (const vm of ["vm2", "vm1", "vm3", "vm1", "vm2"]) lab.actions.select("left", vm);
    await quiet();
    expect(lab.worker.count("inspect") - before).toBe(1);
    lab.worker.release();
    await quiet();
    expect(lab.worker.count("inspect") - before).toBe(2);
    expect(lab.state.inspection?.layer.id).toBe("vm2");
  });

  it("falls back to nothing when the layer is gone", async () => {
    const lab = await begunLab("s=three-apps-containers");
    lab.actions.settle();
    await quiet();
    lab.actions.select("left", "laptop/container/web");
    await quiet();
    expect(lab.state.inspection).not.toBeNull();
    await lab.run("Remove web", {
      do: "removeContainer",
      machine: "laptop",
      container: "web",
      force: true,
    });
    await lab.frames(3, REFRESH_MS);
    expect(lab.state).toMatchObject({ selected: null, inspection: null, offers: [] });
  });

  it("follows to the other world where the same layer is there", async () => {
    const lab = await begunLab();
    lab.actions.select("left", "vm1");
    lab.actions.fork();
    await quiet();
    expect(lab.state).toMatchObject({ slot: "right", selected: "vm1" });
    lab.actions.openBeside("os-two-layers");
    await quiet();
    expect(lab.state.selected).toBeNull();
    lab.actions.select("left", "vm1");
    lab.actions.chooseSlot("right");
    expect(lab.state).toMatchObject({ slot: "right", selected: null });
    lab.actions.closeBeside();
    await quiet();
    lab.actions.chooseSlot("right");
    expect(lab.state.slot).toBe("left");
  });
});

describe("bills", () => {
  it("are of both worlds, and follow them", async () => {
    const lab = await begunLab();
    expect(lab.state.bills).toMatchObject({ left: { vms: 3 }, right: null });
    lab.actions.fork();
    await quiet();
    await lab.run("Remove a machine", { do: "deleteVm", machine: "nowhere" });
    const { left } = lab.state.bills;
    lab.actions.settle();
    await quiet();
    await lab.frames(3, REFRESH_MS);
    expect(lab.state.bills.left?.vmStartMs).toBeGreaterThan(0);
    expect(lab.state.bills.right).toEqual(lab.state.bills.left);
    expect(lab.state.bills.left).not.toBe(left);
  });
});

describe("the story", () => {
  it("is told step by step, never beyond its end", async () => {
    const lab = await begunLab();
    const { length } = lab.view().head.story;
    lab.actions.tell(0);
    expect(lab.state.chapter).toBe(0);
    lab.actions.tell(99);
    expect(lab.state.chapter).toBe(length - 1);
    lab.actions.tell(-1);
    expect(lab.state.chapter).toBe(0);
    lab.actions.tell(null);
    expect(lab.state.chapter).toBeNull();
    lab.actions.openNothing();
    await quiet();
    lab.actions.tell(1);
    expect(lab.state.chapter).toBeNull();
  });
});

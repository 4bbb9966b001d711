import { expect, test } from "vitest";
import { NOTHING } from "./lab-types";
import { begunLab, quiet } from "./testing/lab";

test("what is chosen is known at once, until it is opened", async () => {
  const lab = await begunLab();
  lab.actions.openReady("docker-vs-vm");
  expect(lab.state.wanted).toBe("docker-vs-vm");
  await quiet();
  expect(lab.state.wanted).toBeNull();
  expect(lab.view().head.name).toBe("docker-vs-vm");
  lab.actions.openNothing();
  expect(lab.state.wanted).toBe(NOTHING);
  await quiet();
  expect(lab.state.wanted).toBeNull();
  expect(lab.view().layers).toEqual([]);
});

test("of several choices that wait, as when a name is typed, only the last is opened, and once", async () => {
  const lab = await begunLab();
  const opened: string[] = [];
  lab.store.subscribe(({ left }, before) => {
    if (left && left.head.name !== before.left?.head.name) opened.push(left.head.name);
  });
  for (const name of ["app-crash", "fork-bomb", "os-two-layers"]) lab.actions.openReady(name);
  await quiet();
  expect(opened).toEqual(["os-two-layers"]);
  expect(lab.state).toMatchObject({ wanted: null, busy: null, failure: null });
});

test("a choice that cannot be opened is not waited for any more", async () => {
  const lab = await begunLab();
  const { name } = lab.view().head;
  lab.actions.openReady("no-such-thing");
  await quiet();
  expect(lab.state.wanted).toBeNull();
  expect(lab.state.failure?.what).toContain("no-such-thing");
  expect(lab.view().head.name).toBe(name);
});

import { expect, it } from "vitest";
import { Turns } from "./turns";

it("does one piece of work after the other; one that fails holds up none", async () => {
  const failed: unknown[] = [];
  const turns = new Turns((error) => failed.push(error));
  const done: string[] = [];
  let finish = () => {};
  const first = turns.take(
    () =>
      new Promise<void>((resolve) => {
        finish = () => {
          done.push("first");
          resolve();
        };
      }),
  );
  turns.take(async () => {
    done.push("second");
    throw new Error("second");
  });
  const third = turns.take(async () => void done.push("third"));
  await Promise.resolve();
  expect(turns.idle).toBe(false);
  expect(done).toEqual([]);
  finish();
  await first;
  await third;
  expect(done).toEqual(["first", "second", "third"]);
  expect(failed).toEqual([new Error("second")]);
  expect(turns.idle).toBe(true);
});

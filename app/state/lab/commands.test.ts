import { describe, expect, it } from "vitest";
import { CommandBook, MOST_LINES_PER_ACT } from "./commands";
import type { Act } from "./lab-types";
import { begunLab, quiet } from "./testing/lab";

const stop: Act = {
  at: 5,
  text: "Stop",
  by: "click",
  commands: [{ do: "stopContainer", machine: "laptop", container: "web" }],
};

describe("the command drawer", () => {
  it("shows what was done by hand, in order, in both worlds", async () => {
    const lab = await begunLab("s=three-apps-containers");
    expect(lab.state.commands).toEqual([]);
    lab.actions.settle();
    await quiet();
    await lab.run("Stop web", ...stop.commands);
    const { now } = lab.view().head;
    lab.actions.chooseSpeed(100);
    lab.actions.play();
    await lab.frames(3, 200);
    lab.actions.fork();
    await quiet();
    await lab.run("Remove web", { do: "removeContainer", machine: "laptop", container: "web" });
    expect(lab.state.failure).toBeNull();
    expect(lab.state.commands.map(({ slot, line }) => `${slot}: ${line}`)).toEqual([
      "left: docker stop web",
      "right: docker stop web",
      "right: docker rm web",
    ]);
    expect(lab.state.commands[0]?.at).toBe(now);
    lab.actions.undo();
    await quiet();
    expect(lab.state.commands.map(({ line }) => line)).toEqual(["docker stop web", "docker stop web"]);
    lab.actions.closeBeside();
    await quiet();
    expect(lab.state.commands).toHaveLength(1);
  });

  it("leaves out what belongs to the scenario, and shortens what is done over and over", async () => {
    const { layers } = (await begunLab("s=three-apps-containers")).view();
    const book = new CommandBook();
    const scenario: Act = { ...stop, by: "scenario" };
    const many: Act = {
      ...stop,
      commands: Array.from({ length: 1_234 }, () => stop.commands[0]).flatMap((c) => c ?? []),
    };
    const lines = book.linesOf("left", [scenario, many], layers);
    expect(lines).toHaveLength(MOST_LINES_PER_ACT + 1);
    expect(lines.at(-1)?.line).toBe("# and 1,224 more like these");
  });

  it("remembers lines that were written with what is gone by now", async () => {
    const { layers } = (await begunLab("s=three-apps-containers")).view();
    const book = new CommandBook();
    const first = book.linesOf("left", [stop], layers);
    expect(book.linesOf("left", [stop], [])).toEqual(first);
    const other: Act = {
      ...stop,
      commands: [{ do: "stopContainer", machine: "laptop", container: "cache" }],
    };
    expect(book.linesOf("left", [other], layers)).not.toEqual(first);
  });
});

import { describe, expect, it } from "vitest";
import { good } from "../../testing/store";
import { readDockerfile } from "./dockerfile";

function refusal(...lines: string[]): string {
  const read = readDockerfile(lines.join("\n"));
  if (read.ok) throw new Error("was read");
  expect(read.refusal.code).toBe("dockerfile-error");
  return read.refusal.why;
}

describe("Dockerfiles", () => {
  it("D1: stages, flags, continued lines, comments and both forms of commands are understood", () => {
    const lines = [
      "# syntax=docker/dockerfile:1",
      "ARG V=22",
      "FROM node:$V AS Build",
      "run --mount=type=cache,target=/x apt-get update && \\",
      "    # why not",
      "    apt-get install -y curl",
      "FROM debian",
      "COPY --chown=1:2 --from=build /a b ./",
      'CMD ["a", "b c"]',
      'ENV A=1 B="x y"',
    ];
    const { args, stages } = good(readDockerfile(lines.join("\n")));
    expect(args.map(({ pairs }) => pairs)).toEqual([[["V", "22"]]]);
    expect(stages.map(({ name, base }) => [name, base])).toEqual([
      ["build", "node:$V"],
      ["1", "debian"],
    ]);
    const [run] = stages[0]?.instructions ?? [];
    expect(run).toMatchObject({ keyword: "RUN", line: 4, text: "apt-get update && apt-get install -y curl" });
    const [copy, cmd, env] = stages[1]?.instructions ?? [];
    expect(copy).toMatchObject({ flags: { chown: "1:2", from: "build" }, text: "/a b ./", json: null });
    expect(cmd?.json).toEqual(["a", "b c"]);
    expect(env?.pairs).toEqual([
      ["A", "1"],
      ["B", '"x y"'],
    ]);
  });

  it("D2: faults are refused with their line in the builder's words", () => {
    expect(refusal("FORM alpine")).toBe(
      "dockerfile parse error on line 1: unknown instruction: FORM (did you mean FROM?)",
    );
    expect(refusal("FROM alpine", "", "XYZZY")).toBe(
      "dockerfile parse error on line 3: unknown instruction: XYZZY",
    );
    expect(refusal("FROM alpine", "RNU ls")).toContain("(did you mean RUN?)");
    expect(refusal("FROM alpine", "RUN")).toBe(
      "dockerfile parse error on line 2: RUN requires at least one argument",
    );
    expect(refusal("FROM alpine", "COPY a")).toContain("COPY requires at least two arguments");
    expect(refusal("FROM alpine", "ENV A")).toBe(
      "dockerfile parse error on line 2: ENV must have two arguments",
    );
    expect(refusal("FROM alpine AS")).toContain("FROM requires either one or three arguments");
    expect(refusal("RUN ls", "FROM alpine")).toBe(
      "dockerfile parse error on line 1: no build stage in current context",
    );
    expect(refusal("")).toBe("dockerfile parse error on line 1: file with no instructions");
    expect(refusal("ARG A=1")).toContain("no FROM instruction");
  });
});

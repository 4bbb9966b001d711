import { describe, expect, it } from "vitest";
import type { Run } from "../../state/compare-types";
import { toCsv } from "./csv";

const RUN: Run = {
  n: 1,
  kind: "vm",
  what: "pc",
  name: "vm-1",
  until: "prompt",
  ms: 1234.56,
  phases: [
    { phase: "firmware", ms: 594 },
    { phase: "kernel", ms: 500 },
    { phase: "kernel", ms: 40.25 },
  ],
  together: 1,
};

describe("toCsv", () => {
  it("writes only the header for no runs", () => {
    expect(toCsv([])).toBe("run,kind,what,name,until,ms,together\r\n");
  });

  it("gives every phase of any run a column, and leaves blanks where a run has none", () => {
    const container: Run = {
      ...RUN,
      n: 2,
      kind: "container",
      what: "busybox",
      name: "c1",
      ms: 58,
      phases: [{ phase: "exec", ms: 3 }],
    };
    expect(toCsv([RUN, container])).toBe(
      "run,kind,what,name,until,ms,together,firmware ms,kernel ms,exec ms\r\n" +
        "1,vm,pc,vm-1,prompt,1234.6,1,594,540.3,\r\n" +
        "2,container,busybox,c1,prompt,58,1,,,3\r\n",
    );
  });

  it("quotes commas, quotes and line ends", () => {
    const lines = toCsv([{ ...RUN, name: 'a,"b"\nc', phases: [] }]);
    expect(lines).toContain('1,vm,pc,"a,""b""\nc",prompt');
  });
});

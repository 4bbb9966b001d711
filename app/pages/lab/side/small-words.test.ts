import { describe, expect, it } from "vitest";
import { latest, scriptOf } from "./command-text";
import { shortDigest } from "./digest";
import { figureText } from "./figure-words";
import { fileName } from "./file-name";
import { FIRST_CHOICES } from "./first-choices";
import { namespaceNote } from "./namespace-note";
import { toastMs } from "./toast-time";

describe("figureText", () => {
  it("writes each unit in its own way", () => {
    expect([
      figureText({ value: 254_803_968, unit: "bytes" }),
      figureText({ value: 18_240, unit: "ms" }),
      figureText({ value: 0.504, unit: "cpus" }),
      figureText({ value: 1_024, unit: "count" }),
    ]).toEqual(["243 MB", "18.2 s", "0.5", "1,024"]);
  });
});

describe("shortDigest", () => {
  it("keeps twelve characters without the algorithm", () => {
    expect(shortDigest("sha256:4f1c02aa91d7b3c0")).toBe("4f1c02aa91d7");
    expect(shortDigest("4f1c")).toBe("4f1c");
  });
});

describe("fileName", () => {
  it("keeps what every file system takes", () => {
    expect(fileName("Three apps: VMs / Containers", "svg")).toBe("strata-three-apps-vms-containers.svg");
    expect(fileName("…", "png")).toBe("strata-world.png");
  });
});

describe("command lines", () => {
  const line = (prompt: string, text: string) => ({ at: 0, slot: "left" as const, prompt, line: text });

  it("show the newest, and count the earlier ones", () => {
    const lines = ["a", "b", "c"].map((text) => line("$", text));
    expect(latest(lines, 2)).toEqual({ shown: lines.slice(1), hidden: 1 });
    expect(latest(lines, 3)).toEqual({ shown: lines, hidden: 0 });
  });

  it("are a script with a comment wherever the machine changes", () => {
    const lines = [
      line("root@a:~#", "docker ps"),
      line("root@a:~#", "docker images"),
      line("root@b:~#", "virsh list"),
    ];
    expect(scriptOf([...lines, line("", "pull the plug of a")])).toBe(
      "# root@a:~#\ndocker ps\ndocker images\n# root@b:~#\nvirsh list\n# pull the plug of a",
    );
  });
});

describe("namespaceNote", () => {
  it("counts those of its own", () => {
    const pid = { kind: "pid", inode: 1, shared: false };
    const user = { kind: "user", inode: 2, shared: true };
    expect([[pid, user], [user]].map(namespaceNote)).toEqual(["1 its own", "none its own"]);
  });
});

describe("toastMs", () => {
  it("is never less than ten seconds, and longer for long messages", () => {
    expect(toastMs("Done.")).toBe(10_000);
    expect(toastMs("x".repeat(200))).toBe(24_000);
  });
});

describe("first choices", () => {
  it("are two ready-made worlds", () => {
    expect(FIRST_CHOICES.map(({ name }) => name)).toEqual(["three-apps-containers", "vms-vs-containers"]);
  });
});

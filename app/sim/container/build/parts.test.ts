import { describe, expect, it } from "vitest";
import { clean, fits, notIgnored } from "./patterns";
import { draftOn, erase, isDirectory, put, realPath, withLayer } from "./picture";
import { shellLines } from "./shell-lines";
import { substitute } from "./substitute";

describe("variables", () => {
  it("D3: values, defaults and replacements are put in", () => {
    const variables = { A: "1", EMPTY: "" };
    const cases: [string, string][] = [
      [`$A-\${A}`, "1-1"],
      [`\${B:-two}\${EMPTY:-three}\${A:-four}`, "twothree1"],
      [`\${A:+yes}\${B:+no}`, "yes"],
      [`\${B:-$A}`, "1"],
      ["\\$A $B.", "$A ."],
      ["$toString", ""],
    ];
    for (const [text, result] of cases) expect(substitute(text, variables)).toBe(result);
  });
});

describe("patterns", () => {
  it("D4: a star stays within a name, two go across directories", () => {
    expect(["package.json", "a/package.json", "xjson"].map((path) => fits(path, "*.json"))).toEqual([
      true,
      false,
      false,
    ]);
    expect(["a.md", "a/b/c.md"].map((path) => fits(path, "**/*.md"))).toEqual([true, true]);
    expect(fits("a/b", "a", true)).toBe(true);
    expect(fits("ab", "a", true)).toBe(false);
    expect(fits("a1", "a?")).toBe(true);
    expect(["x", "a/x", "a/b/x", "ax"].map((path) => fits(path, "**/x"))).toEqual([true, true, true, false]);
    expect(["a/b/c", "a"].map((path) => fits(path, "a/**"))).toEqual([true, false]);
    expect(fits("a.b", "a?b") && !fits("a/b", "a?b") && !fits("a/b", "a*b") && !fits("axb", "a.b")).toBe(
      true,
    );
    expect(fits("a".repeat(3000), `${"a*".repeat(1000)}b`)).toBe(false);
    expect(clean("../a/./b/../c/")).toBe("a/c");
  });

  it("D4: the last line of .dockerignore that fits decides", () => {
    const keep = notIgnored("# comment\nnode_modules\n*.log\n!keep.log\n");
    expect(["node_modules/x/y", "a.log", "keep.log", "src/a.log", "app.js"].map(keep)).toEqual([
      false,
      false,
      true,
      true,
      true,
    ]);
  });
});

describe("pictures", () => {
  const file = (path: string) => ({ path, content: path });
  const base = () => {
    const draft = draftOn(new Map());
    for (const path of ["/etc/a", "/etc/b", "/usr/bin/sh"]) put(draft, file(path));
    put(draft, { path: "/bin", kind: "symlink", target: "usr/bin" });
    return draft.now;
  };

  it("D5: links are followed, also on the way", () => {
    expect(realPath(base(), "/bin/sh")).toBe("/usr/bin/sh");
    expect(realPath(base(), "/bin/../etc/./a")).toBe("/usr/etc/a");
    expect(isDirectory(base(), "/bin")).toBe(true);
    expect(isDirectory(base(), "/etc/a")).toBe(false);
    const loop = draftOn(new Map());
    put(loop, { path: "/x", kind: "symlink", target: "/x" });
    expect(realPath(loop.now, "/x")).toBe("/x");
  });

  it("D5: a deletion of something below leaves a whiteout, of something new leaves nothing", () => {
    const draft = draftOn(base());
    put(draft, file("/new/x"));
    erase(draft, "/new");
    erase(draft, "/etc");
    expect([...draft.layer.values()].map(({ path, kind }) => [path, kind])).toEqual([["/etc", "whiteout"]]);
    expect([...withLayer(base(), [...draft.layer.values()]).keys()]).toEqual([...draft.now.keys()]);
    expect(draft.now.has("/etc/a")).toBe(false);
  });

  it("D5: an opaque directory hides what is below it, and files are put through links", () => {
    const draft = draftOn(base());
    put(draft, file("/bin/tool"));
    expect([...draft.layer.keys()]).toEqual(["/usr/bin/tool"]);
    const hidden = withLayer(
      base(),
      [...draft.layer.values()].map((at) => ({ ...at, path: "/etc", kind: "dir" as const, opaque: true })),
    );
    expect([...hidden.keys()].filter((path) => path.startsWith("/etc"))).toEqual(["/etc"]);
  });
});

describe("shell lines", () => {
  const words = (script: string) =>
    [...shellLines(script, (text) => substitute(text, { A: "x y" }))].map((line) => line.words);

  it("D6: commands, quotes and variables", () => {
    expect(words("a b && c || d; e\nf | g # h")).toEqual([["a", "b"], ["c"], ["d"], ["e"], ["f"], ["g"]]);
    expect(words(`echo "a b" 'c $A' $A "\\"q\\"" d\\ e ''`)).toEqual([
      ["echo", "a b", "c $A", "x y", '"q"', "d e", ""],
    ]);
    expect(words("a#b")).toEqual([["a#b"]]);
    expect(words("")).toEqual([]);
  });

  it("D6: when a command runs, and where its output goes", () => {
    const lines = [...shellLines("a > /f && b >> 'g h' 2>&1 || c 2>/dev/null", (text) => text)];
    expect(lines.map(({ when, output }) => [when, output])).toEqual([
      [";", { path: "/f", append: false }],
      ["&&", { path: "g h", append: true }],
      ["||", null],
    ]);
  });
});

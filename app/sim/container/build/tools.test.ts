import { describe, expect, it } from "vitest";
import { buildCosts, runCosts } from "../../costs/builds";
import { layerContent, whole } from "../images/content";
import { draftOn, put } from "./picture";
import { runScript, runWords } from "./run";
import type { Running } from "./running";

const FILES = [
  "/bin/sh",
  "/bin/rm",
  "/bin/mkdir",
  "/bin/cp",
  "/bin/mv",
  "/bin/touch",
  "/bin/ls",
  "/bin/false",
  "/usr/bin/wget",
  "/usr/bin/apt-get",
  "/usr/bin/go",
  "/usr/bin/npm",
];

function image(): Running {
  const draft = draftOn(new Map());
  for (const path of FILES) put(draft, { path, exec: path.slice(path.lastIndexOf("/") + 1) });
  for (const path of ["/etc/a.conf", "/etc/b.conf", "/data/x/y"]) put(draft, { path, content: path });
  const before = draft.now;
  return {
    draft: draftOn(before),
    env: { PATH: "/bin:/usr/bin" },
    cwd: "/",
    cpuMs: 0,
    netBytes: 0,
    output: [],
  };
}

/** Exit status, last line printed, and the paths of the layer that came of a script. */
function run(script: string) {
  const running = image();
  const { code, output } = runScript(running, script);
  return {
    code,
    last: output.at(-1),
    layer: [...running.draft.layer.values()].map(({ path, kind }) => `${kind} ${path}`).sort(),
  };
}

describe("tools of RUN", () => {
  it("D16: a tool that cannot do what it is told says so and fails", () => {
    const cases: [script: string, code: number, last: string][] = [
      ["mkdir /etc", 1, "mkdir: cannot create directory '/etc': File exists"],
      ["rm /nosuch", 1, "rm: cannot remove '/nosuch': No such file or directory"],
      ["cp /nosuch /x", 1, "cp: cannot stat '/nosuch': No such file or directory"],
      ["mv nosuch /x", 1, "mv: cannot stat 'nosuch': No such file or directory"],
      ["cd /nosuch", 2, "/bin/sh: cd: can't cd to /nosuch"],
      ["nosuch --flag", 127, "/bin/sh: nosuch: not found"],
      ["/opt/nosuch", 127, "/bin/sh: /opt/nosuch: not found"],
      ["npm ci", 254, "npm error enoent Could not read package.json: no such file or directory"],
    ];
    for (const [script, code, last] of cases) expect(run(script), script).toEqual({ code, last, layer: [] });
  });

  it("D16: exit statuses go through && and || and end with the last command's", () => {
    const codes: [string, number][] = [
      ["true", 0],
      ["false", 1],
      ["false; true", 0],
      ["true && false", 1],
      ["false || true", 0],
      ["false && true || exit 4", 4],
      ["exit", 0],
      ["false; exit", 1],
      ["exit 7; mkdir /never", 7],
      ["rm -f /nosuch", 0],
      ["mkdir -p /etc", 0],
      ["A=1 ls", 0],
      ["", 0],
    ];
    for (const [script, code] of codes) expect(run(script).code, script).toBe(code);
    expect(run("exit 7; mkdir /never").layer).toEqual([]);
    expect(run("false && mkdir /never").layer).toEqual([]);
  });

  it("D5: layers hold what changed and nothing else", () => {
    const cases: [string, string[]][] = [
      ["touch /etc/a.conf", ["file /etc/a.conf"]],
      ["rm /etc/*.conf", ["whiteout /etc/a.conf", "whiteout /etc/b.conf"]],
      ["rm -rf /data", ["whiteout /data"]],
      ["touch /t && rm /t", []],
      ["cd /data/x && touch z", ["file /data/x/z"]],
      ["mv /etc/a.conf /etc/c.conf", ["file /etc/c.conf", "whiteout /etc/a.conf"]],
      ["cp -r /data /etc", ["dir /etc/data", "dir /etc/data/x", "file /etc/data/x/y"]],
      ["mkdir -p /p/q/r", ["dir /p", "dir /p/q", "dir /p/q/r"]],
      ["echo x > /dev/null", []],
      ["D=/made; mkdir $D", ["dir /made"]],
      ["mkdir -p /", []],
      ["export E=/kept && mkdir '$E'", ["dir /$E"]],
      ["ls -la /etc | wget", []],
    ];
    for (const [script, layer] of cases) expect(run(script).layer, script).toEqual(layer);
  });

  it("D17: what is fetched uses the network, what is compiled the processor", () => {
    const uses = (script: string) => {
      const { cpuMs, netBytes } = runScript(image(), script);
      return { cpuMs, netBytes };
    };
    const tool = runCosts.builtin.value;
    expect(uses("ls")).toEqual({ cpuMs: runCosts.command.value, netBytes: 0 });
    expect(uses("apt-get update")).toEqual({
      cpuMs: tool + runCosts.aptUpdateCpu.value,
      netBytes: runCosts.aptUpdateNet.value,
    });
    expect(uses("wget http://a/b.tar").netBytes).toBe(runCosts.aptNet.value);
    expect(uses("go build -o /app .").cpuMs).toBe(tool + runCosts.compileCpu.value);
    expect(uses("go version").cpuMs).toBe(tool);
    const one = uses("apt-get update && apt-get install -y curl").netBytes;
    const two = uses("apt-get update && apt-get install -y curl git").netBytes;
    expect(two - one).toBe(runCosts.aptNet.value);
  });

  it("D16: without a shell the words are the command", () => {
    const running = image();
    expect(runWords(running, ["mkdir", "/a b", "$X"]).code).toBe(0);
    expect([...running.draft.layer.keys()]).toEqual(["/a b", "/$X"]);
    expect(runWords(image(), ["/bin/sh", "-c", "exit 9"]).code).toBe(9);
    expect(runWords(image(), ["bash", "-c", "exit 9"]).code).toBe(127);
  });

  it("D16: every figure of a build is positive and says what it covers", () => {
    for (const [name, { value, note }] of Object.entries({ ...buildCosts, ...runCosts })) {
      expect(value, name).toBeGreaterThan(0);
      expect(note.length, name).toBeGreaterThan(10);
    }
  });

  it("I6: a file that says nothing about itself is a plain file of root", () => {
    expect(whole({ path: "/a" })).toEqual({
      path: "/a",
      kind: "file",
      mode: 0o644,
      uid: 0,
      gid: 0,
      size: 0,
      target: "",
      exec: "",
      opaque: false,
    });
    expect(whole({ path: "/a", content: "ä" })).toMatchObject({ size: 2, content: "ä" });
    expect(whole({ path: "/a", kind: "symlink", target: "/b" })).toMatchObject({ mode: 0o777, size: 2 });
    expect(layerContent([], "x86_64")).toMatchObject({ bytes: 0, files: [] });
  });
});

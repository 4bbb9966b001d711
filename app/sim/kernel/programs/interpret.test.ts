/** What command lines come to. */
import { describe, expect, it } from "vitest";
import { interpret } from "./interpret";
import { bytesOf, handlesOf, reapsOf } from "./traits";

/** The program of a command line; words are separated by blanks, the name of the executable's program is its first word. */
const of = (line: string) => interpret(line.split(" ")[0] ?? "", line.split(" "));
const sh = (script: string) => interpret("sh", ["sh", "-c", script]);
const MIB = 1024 * 1024;

describe("command lines", () => {
  it("P45: sleep adds up its durations", () => {
    expect(of("sleep 5")).toEqual({ kind: "sleep", ms: 5000 });
    expect(of("sleep 0.5 1m 2h 1d")).toEqual({ kind: "sleep", ms: 500 + 60_000 + 7_200_000 + 86_400_000 });
    expect(of("sleep infinity")).toEqual({ kind: "sleep", ms: null });
    expect(of("sleep soon")).toMatchObject({ code: 1, line: "sleep: invalid time interval 'soon'" });
    expect(of("sleep")).toMatchObject({ code: 1, line: "sleep: missing operand" });
  });

  it("P46: small tools do their work and end; the unknown count as such", () => {
    expect(of("true")).toMatchObject({ kind: "work", code: 0 });
    expect(of("false")).toMatchObject({ kind: "work", code: 1 });
    expect(of("echo hello world")).toMatchObject({ kind: "work", code: 0, line: "hello world" });
    expect(of("hello")).toMatchObject({ line: expect.stringContaining("Hello from Docker!") });
    for (const other of ["ls -l", "apt-get", "constructor", "__proto__"])
      expect(of(other)).toMatchObject({ kind: "work", code: 0 });
  });

  it("P47: servers listen where they do by custom, or where they are told to", () => {
    const port = (line: string) => {
      const program = of(line);
      return program.kind === "serve" ? program.port : program.kind;
    };
    const lines = ["nginx -g", "httpd", "redis-server", "postgres", "mysqld", "memcached", "node app.js"];
    expect(lines.map(port)).toEqual([80, 80, 6379, 5432, 3306, 11_211, 3000]);
    expect(["redis --port 7000", "redis --port=7001", "memcached -p 7002"].map(port)).toEqual([
      7000, 7001, 7002,
    ]);
    expect(["python3 app.py", "python -m http.server", "python3 -m http.server 9000"].map(port)).toEqual([
      8000, 8000, 9000,
    ]);
    expect(["nginx -v", "postgres --version", "node -e", "python3 -c"].map(port)).toEqual(
      Array(4).fill("work"),
    );
    expect(["node", "python3"].map(port)).toEqual(["idle", "idle"]);
  });

  it("P48: shells wait at their prompt, or do what their script comes to", () => {
    expect(of("bash")).toEqual({ kind: "idle", reaps: true, reads: true });
    expect(of("sh -i")).toEqual({ kind: "idle", reaps: true, reads: true });
    expect(sh("sleep 10")).toEqual({ kind: "sleep", ms: 10_000 });
    expect(sh("echo one; exec sleep 3")).toEqual({ kind: "sleep", ms: 3000 });
    expect(sh("exit 3")).toMatchObject({ kind: "work", code: 3 });
    expect(sh("exit 300")).toMatchObject({ kind: "work", code: 44 });
    expect(sh("sleep 2; exit 4")).toEqual({ kind: "crash", afterMs: 2000, code: 4 });
    expect(sh(":(){ :|:& };:")).toMatchObject({ kind: "fork-bomb" });
    expect(sh("bomb() { bomb | bomb & }; bomb")).toMatchObject({ kind: "fork-bomb" });
    expect(sh("while true; do echo 'still here'; sleep 2; done")).toEqual({
      kind: "log",
      everyMs: 2000,
      line: "still here",
    });
    expect(sh("while :; do :; done")).toEqual({ kind: "busy", threads: 1 });
    expect(sh("")).toMatchObject({ kind: "work", code: 0 });
    expect(of("sh script.sh")).toMatchObject({ kind: "work", code: 0 });
  });

  it("P49: programs for trying limits", () => {
    expect(of("stress --cpu 4")).toEqual({ kind: "busy", threads: 4 });
    expect(of("stress -c 2")).toEqual({ kind: "busy", threads: 2 });
    expect(of("stress --vm 1 --vm-bytes 512M")).toMatchObject({ kind: "hog", untilBytes: 512 * MIB });
    expect(of("hog")).toMatchObject({ kind: "hog", untilBytes: null, bytesPerStep: 10 * MIB });
    expect(of("tail /dev/zero")).toEqual(of("hog"));
    expect(["tail -f /dev/zero", "tail -n 3 /dev/null"].map((line) => of(line).kind)).toEqual([
      "idle",
      "work",
    ]);
    expect(of("hog 1M 1g")).toMatchObject({ bytesPerStep: MIB, untilBytes: 1024 * MIB });
    expect(of("crash 3 7")).toEqual({ kind: "crash", afterMs: 3000, code: 7 });
    expect(of("crash")).toEqual({ kind: "crash", afterMs: 1000, code: 1 });
    expect(of("yes")).toEqual({ kind: "busy", threads: 1 });
    expect(of("fork-bomb")).toMatchObject({ kind: "fork-bomb" });
  });

  it("P50: a program that only starts another comes to that one", () => {
    expect(of("docker-entrypoint.sh postgres")).toMatchObject({ kind: "serve", port: 5432 });
    expect(of("env -i A=1 sleep 5")).toEqual({ kind: "sleep", ms: 5000 });
    expect(of("tini -- /usr/bin/redis-server")).toMatchObject({ kind: "serve", port: 6379 });
    expect(of("env")).toMatchObject({ kind: "work" });
  });

  it("P51: what handles signals and collects its children follows from the program", () => {
    const traits = ["init", "nginx", "daemon", "bash", "sleep 5"].map((line) => {
      const program = of(line);
      return [handlesOf(program).includes(15), reapsOf(program), bytesOf(program) > 0];
    });
    expect(traits).toEqual([
      [true, true, true],
      [true, false, true],
      [true, true, true],
      [false, true, true],
      [false, false, true],
    ]);
  });
});

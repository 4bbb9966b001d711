/** From a command line to a program. */
import { describe, expect, it } from "vitest";
import { start, testKernel } from "../../testing/kernel";
import { viewOf } from "../files/view";
import { DEFAULT_PATH, findCommand, findProgram } from "./find";

const FILES = [
  { path: "/bin/sleep", mode: 0o755, exec: "sleep", size: 1000 },
  { path: "/usr/sbin/nginx", mode: 0o755, exec: "nginx", size: 1000 },
  { path: "/usr/local/bin/sleep", mode: 0o644, exec: "sleep", size: 1000 },
  { path: "/root/secret", mode: 0o700, exec: "hello", size: 1000 },
  { path: "/srv/private", kind: "dir", mode: 0o700 },
  { path: "/srv/private/tool", mode: 0o755, exec: "hello", size: 1000 },
  { path: "/etc/motd", mode: 0o755, content: "hello" },
  { path: "/usr/bin/web", kind: "symlink", target: "../sbin/nginx" },
  { path: "/home/ada/tool", mode: 0o755, exec: "echo", size: 10 },
] as const;

function look(uid = 0, cwd = "/") {
  const { world, kernel } = testKernel({ files: FILES });
  const view = viewOf(world, start(world, kernel, { uid, cwd }));
  return {
    find: (...argv: string[]) => {
      const found = findProgram(world, view, argv, DEFAULT_PATH);
      return found.ok ? found.value : found.refusal.code;
    },
    where: (command: string, path = DEFAULT_PATH) => {
      const found = findCommand(world, view, command, path);
      return found.ok ? found.value : found.refusal.code;
    },
  };
}

describe("finding programs", () => {
  it("P43: a name is looked for along the PATH, past what may not be executed; a path is taken as it is", () => {
    const { find, where } = look(0, "/home/ada");
    expect(where("sleep")).toBe("/bin/sleep");
    expect(find("sleep", "2")).toEqual({ kind: "sleep", ms: 2000 });
    expect(find("web")).toMatchObject({ kind: "serve", port: 80 });
    expect(where("./tool")).toBe("./tool");
    expect(where("tool", ":/bin")).toBe("./tool");
    expect(find("/usr/sbin/nginx")).toMatchObject({ kind: "serve", port: 80 });
  });

  it("P44: what is not there is refused with ENOENT, what may not be run with EACCES", () => {
    const { find } = look(1000);
    expect(find("/bin/nothing")).toBe("ENOENT");
    expect(find("nothing")).toBe("ENOENT");
    expect(find("")).toBe("ENOENT");
    expect(find()).toBe("ENOENT");
    expect(find("/root/secret")).toBe("EACCES");
    expect(find("/srv/private/tool")).toBe("EACCES");
    expect(find("/usr/local/bin/sleep")).toBe("EACCES");
    expect(find("/usr")).toBe("EACCES");
    expect(find("/etc/motd")).toBe("EACCES");
    expect(look(0).find("/root/secret")).toMatchObject({ kind: "work", code: 0 });
    expect(look(0).find("/usr/local/bin/sleep")).toBe("EACCES");
  });
});

import { describe, expect, it } from "vitest";
import { World } from "../../core/world";
import { createTree, plantTree, treeBytes } from "../../kernel/files/tree";
import { interpret } from "../../kernel/programs/interpret";
import { type OsSpec, osKeys, osNamed } from "./catalogue";
import { baseFiles, remainder } from "./files";

const all = osKeys().map((key) => osNamed(key) as OsSpec);

describe("files of a fresh system", () => {
  it("H9: have absolute paths, each once, and can be planted", () => {
    for (const os of all) {
      const files = baseFiles(os, "box");
      const paths = files.map(({ path }) => path);
      expect({ key: os.key, double: paths.length - new Set(paths).size }).toEqual({ key: os.key, double: 0 });
      for (const path of paths) expect(path).toMatch(/^\/[^/].*[^/]$/);
      const world = new World();
      expect(plantTree(world, createTree(world), files, null).ok).toBe(true);
    }
  });

  it("H9: take less than the system as a whole, and the rest makes up for the difference", () => {
    for (const os of all) {
      const world = new World();
      const tree = createTree(world);
      plantTree(world, tree, baseFiles(os, "box"), null);
      const whole = os.kernelDiskBytes + os.userlandDiskBytes;
      expect(treeBytes(world, tree)).toBeLessThan(whole);
      plantTree(world, tree, [remainder(os, whole - treeBytes(world, tree))], null);
      expect(treeBytes(world, tree)).toBe(whole);
    }
    expect(() => remainder(all[0] as OsSpec, -1)).toThrow("smaller than its named files");
  });

  it("H9: have what a person looks for first: a shell, a name, a host table, and who root is", () => {
    for (const os of all.filter(({ family }) => family !== "nt")) {
      const files = new Map(baseFiles(os, "box").map((file) => [file.path, file]));
      expect(files.get("/etc/hostname")?.content).toBe("box\n");
      expect(files.get("/etc/hosts")?.content).toContain("127.0.1.1 box\n");
      expect(files.get("/etc/passwd")?.content).toMatch(/^root:x:0:0:/);
      const bin = files.get("/bin")?.kind === "symlink" ? "/usr/bin" : "/bin";
      for (const name of ["sh", "sleep", "ls", "ps"]) expect(files.get(`${bin}/${name}`)?.exec).toBe(name);
    }
  });

  it("H9: distributions say who they are", () => {
    const release = (key: string) =>
      baseFiles(osNamed(key) as OsSpec, "box").find(({ path }) => path === "/etc/os-release")?.content;
    expect(release("alpine-3.22")).toBe(
      'PRETTY_NAME="Alpine Linux 3.22"\nNAME="Alpine Linux"\nVERSION_ID="3.22"\nID=alpine\n',
    );
    expect(release("rhel-9")).toContain('NAME="Red Hat Enterprise Linux"\n');
    expect(release("debian-13")).toContain("ID=debian\n");
    expect(release("windows-11")).toBeUndefined();
    expect(release("macos-15")).toBeUndefined();
  });

  it("H9: their programs are ones that the kernel's model can run", () => {
    for (const name of ["sh", "sleep", "true", "false", "echo"])
      expect(interpret(name, [name]).kind).toMatch(/^(idle|sleep|work)$/);
  });
});

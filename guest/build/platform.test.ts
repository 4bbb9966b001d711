import { describe, expect, it } from "vitest";
import { containerArguments, decidePlace, isDebian12 } from "./platform.mjs";

const debian = {
  isDebian12: true,
  cpu: "x64",
  isRoot: true,
  missing: [] as string[],
  engineAnswers: (_engine: "docker" | "podman") => false,
};

describe("where the images are built", () => {
  it("is here on Debian 12 as root", () => {
    expect(decidePlace({ ...debian, missing: ["gcc"] })).toEqual({ where: "here" });
  });

  it("is here without root if no tool is missing", () => {
    expect(decidePlace({ ...debian, isRoot: false })).toEqual({ where: "here" });
  });

  it("is a container elsewhere, and Docker comes first", () => {
    const other = { ...debian, isDebian12: false };
    expect(decidePlace({ ...other, engineAnswers: () => true })).toEqual({
      where: "container",
      engine: "docker",
    });
    expect(decidePlace({ ...other, engineAnswers: (engine) => engine === "podman" })).toEqual({
      where: "container",
      engine: "podman",
    });
  });

  it("is a container on another processor, even on Debian 12", () => {
    const place = decidePlace({ ...debian, cpu: "arm64", engineAnswers: () => true });
    expect(place).toEqual({ where: "container", engine: "docker" });
  });

  it("is nowhere without all of that, and says why", () => {
    expect(decidePlace({ ...debian, isDebian12: false })).toMatchObject({
      where: "nowhere",
      why: expect.stringContaining("Docker or Podman"),
    });
    expect(decidePlace({ ...debian, isRoot: false, missing: ["bison", "flex"] })).toMatchObject({
      where: "nowhere",
      why: expect.stringContaining("root, to install bison, flex"),
    });
  });

  it("is told by the release file", () => {
    expect(isDebian12('NAME="Debian GNU/Linux"\nVERSION_ID="12"\nID=debian\n')).toBe(true);
    expect(isDebian12('VERSION_ID="13"\nID=debian\n')).toBe(false);
    expect(isDebian12('ID=ubuntu\nID_LIKE=debian\nVERSION_ID="12"\n')).toBe(false);
    expect(isDebian12("")).toBe(false);
  });
});

describe("the container", () => {
  const args = containerArguments({ project: "/home/me/my project", terminal: false });

  it("sees the project and works in it", () => {
    expect(args).toContain("--volume=/home/me/my project:/strata");
    expect(args).toContain("--workdir=/strata");
    expect(args).toContain("debian:12");
  });

  it("has a terminal only if there is one", () => {
    expect(args).not.toContain("--tty");
    expect(containerArguments({ project: "/p", terminal: true })).toContain("--tty");
  });
});

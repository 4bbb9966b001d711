import { describe, expect, it } from "vitest";
import { familiar, parseReference, repositoryOf } from "./references";

function parts(text: string) {
  const parsed = parseReference(text);
  if (!parsed.ok) throw new Error(parsed.refusal.why);
  return parsed.value;
}

function why(text: string): string {
  const parsed = parseReference(text);
  if (parsed.ok) throw new Error(`${text} was accepted`);
  expect(parsed.refusal.code).toBe("invalid-reference");
  return parsed.refusal.why;
}

const HEX = "a".repeat(64);

describe("references", () => {
  it("I1: a bare name is an official image of Docker Hub with the tag latest", () => {
    expect(parts("nginx")).toEqual({
      registry: "docker.io",
      path: "library/nginx",
      tag: "latest",
      digest: "",
    });
    for (const same of ["nginx:latest", "library/nginx", "docker.io/nginx", "docker.io/library/nginx:latest"])
      expect(parts(same)).toEqual(parts("nginx"));
  });

  it("I1: a registry is what has a dot or a port, or is localhost", () => {
    expect(parts("registry.example:5000/team/app:1.2")).toEqual({
      registry: "registry.example:5000",
      path: "team/app",
      tag: "1.2",
      digest: "",
    });
    expect(parts("localhost/app").registry).toBe("localhost");
    expect(parts("team/app")).toMatchObject({ registry: "docker.io", path: "team/app" });
  });

  it("I1: a digest stands for itself and needs no tag", () => {
    expect(parts(`nginx@sha256:${HEX}`)).toMatchObject({ tag: "", digest: `sha256:${HEX}` });
    expect(parts(`nginx:1@sha256:${HEX}`)).toMatchObject({ tag: "1", digest: `sha256:${HEX}` });
  });

  it("I1: people see the short form", () => {
    const shown = (text: string) => familiar(parts(text));
    expect(shown("docker.io/library/nginx")).toBe("nginx:latest");
    expect(shown("docker.io/team/app:2")).toBe("team/app:2");
    expect(shown("registry.example/team/app")).toBe("registry.example/team/app:latest");
    expect(shown(`nginx@sha256:${HEX}`)).toBe(`nginx@sha256:${HEX}`);
    expect(repositoryOf(parts("nginx:1.27"))).toBe("nginx");
  });

  it("I2: what is no reference is refused as Docker words it", () => {
    expect(why("Busybox")).toBe(
      "invalid reference format: repository name (library/Busybox) must be lowercase",
    );
    for (const bad of [
      "",
      ":",
      "a b",
      "-x",
      "x:",
      "x:ä",
      "a//b",
      "x@sha256:12",
      "x@",
      "a/",
      `x:${"t".repeat(129)}`,
    ])
      expect(why(bad)).toBe("invalid reference format");
    expect(why(HEX)).toContain("cannot specify 64-byte hexadecimal strings");
  });
});

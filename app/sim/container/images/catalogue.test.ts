import { describe, expect, it } from "vitest";
import { layerDownloads, layerSizes } from "../../costs/layers";
import { good } from "../../testing/store";
import { catalogue, findPublished } from "./catalogue";
import { parseReference } from "./references";

function published(text: string, arch: "x86_64" | "arm64" = "x86_64") {
  return good(findPublished(good(parseReference(text)), arch));
}

function refusal(text: string) {
  const found = findPublished(good(parseReference(text)), "x86_64");
  if (found.ok) throw new Error(`${text} was found`);
  return found.refusal;
}

const LINUX = catalogue.filter(({ os }) => os === "linux");
const tagged = LINUX.flatMap(({ repository, tags }) => tags.map((tag) => `${repository}:${tag}`));

describe("the catalogue", () => {
  it("I3: each tag names one image, and each Linux image can be found for both architectures", () => {
    expect(new Set(tagged).size).toBe(tagged.length);
    for (const name of tagged) expect(published(name, "arm64").image.arch).toBe("arm64");
  });

  it("I3: the files of a layer add up to its size", () => {
    for (const { repository, tags, layers } of LINUX) {
      const image = published(`${repository}:${tags[0]}`);
      expect(image.layers.map(({ bytes }) => bytes)).toEqual(layers.map((name) => layerSizes[name].value));
      for (const { files, bytes } of image.layers) {
        expect(files.reduce((sum, { size }) => sum + size, 0)).toBe(bytes);
        expect(files.every(({ size }) => Number.isInteger(size) && size >= 0)).toBe(true);
      }
    }
  });

  it("I3: every layer travels in fewer bytes than it takes on disk", () => {
    for (const name of Object.keys(layerSizes) as (keyof typeof layerSizes)[])
      expect(layerDownloads[name].value, name).toBeLessThan(layerSizes[name].value);
  });

  it("I3: what an image starts is among its files", () => {
    for (const { repository, tags } of LINUX) {
      const { image, layers } = published(`${repository}:${tags[0]}`);
      const command = [...image.config.entrypoint, ...image.config.cmd][0] ?? "";
      const dirs = (image.config.env.PATH ?? "").split(":");
      const real = (path: string) =>
        layers[0]?.files.some((file) => file.path === "/bin" && file.kind === "symlink")
          ? path.replace(/^\/bin\//, "/usr/bin/")
          : path;
      const paths = command.startsWith("/") ? [real(command)] : dirs.map((dir) => real(`${dir}/${command}`));
      const names = new Map(layers.flatMap(({ files }) => files.map((file) => [file.path, file] as const)));
      const found = paths.map((path) => names.get(path)).find((file) => file !== undefined);
      expect(found, `${repository}:${tags[0]} ${command}`).toBeDefined();
      expect(found?.exec === "" && found.kind === "file").toBe(false);
    }
  });

  it("I4: images with a layer in common have the very same digest for it", () => {
    const bottom = (name: string) => published(name).image.layers[0];
    expect(bottom("nginx")).toBe(bottom("redis"));
    expect(bottom("nginx")).toBe(bottom("debian:12-slim"));
    expect(published("python").image.layers.slice(0, 4)).toEqual(published("node").image.layers.slice(0, 4));
    expect(bottom("nginx")).not.toBe(bottom("nginx:alpine"));
  });

  it("I4: machine code differs between architectures, and so do digests", () => {
    expect(published("alpine").digest).not.toBe(published("alpine", "arm64").digest);
    expect(published("alpine")).toEqual(published("alpine"));
  });

  it("I3: an image is found by the digest of its manifest", () => {
    const { digest } = published("redis:8");
    expect(published(`redis@${digest}`)).toEqual(published("redis"));
  });

  it("I5: unknown repositories, tags and kernels are refused in the registry's words", () => {
    expect(refusal("nosuch/app")).toMatchObject({
      code: "pull-denied",
      why: "pull access denied for nosuch/app, repository does not exist or may require 'docker login': denied: requested access to the resource is denied",
    });
    expect(refusal("alpine:x")).toMatchObject({
      code: "manifest-unknown",
      why: "manifest for alpine:x not found: manifest unknown: manifest unknown",
      wayOut: "Use one of its tags: latest, 3, 3.22",
    });
    expect(refusal(`alpine@sha256:${"0".repeat(64)}`).code).toBe("manifest-unknown");
    const windows = refusal("mcr.microsoft.com/windows/nanoserver:ltsc2022");
    expect(windows.code).toBe("no-matching-manifest");
    expect(windows.why).toContain("no matching manifest for linux/x86_64");
  });
});

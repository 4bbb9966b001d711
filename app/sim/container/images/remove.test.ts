import { describe, expect, it } from "vitest";
import type { Result } from "../../core/result";
import { plantTree } from "../../kernel/files/tree";
import { containerOf, good, pulled, testStore } from "../../testing/store";
import { containers, images } from "../tables";
import { commitContainer } from "./commit";
import { filesOf } from "./files";
import { pruneImages, removeImage, tagImage } from "./remove";
import { imageBytes, imageNamed, imagesBytes, layerOf } from "./store";
import { repositoryDigests } from "./tables";

function refusal(result: Result<unknown>) {
  if (result.ok) throw new Error("was not refused");
  return result.refusal;
}

describe("tags", () => {
  it("I17: a tag is one more name for the same image", () => {
    const { world, engine } = testStore();
    const image = pulled(world, engine, "alpine");
    good(tagImage(world, engine, "alpine", "team/base:1"));
    good(tagImage(world, engine, image.digest.slice(7, 15), "registry.example:5000/base"));
    expect(world.must(images, image.id).references).toEqual([
      "alpine:latest",
      "team/base:1",
      "registry.example:5000/base:latest",
    ]);
    expect(world.count(images)).toBe(1);
  });

  it("I17: what is not there cannot be tagged, and a tag must be a valid name", () => {
    const { world, engine } = testStore();
    pulled(world, engine, "alpine");
    expect(refusal(tagImage(world, engine, "foo", "bar"))).toMatchObject({
      code: "no-image",
      why: "No such image: foo:latest",
    });
    expect(refusal(tagImage(world, engine, "alpine", "BAD")).why).toBe(
      "invalid reference format: repository name (library/BAD) must be lowercase",
    );
    expect(refusal(tagImage(world, engine, "alpine", `a@sha256:${"0".repeat(64)}`)).why).toBe(
      "refusing to create a tag with a digest reference",
    );
  });
});

describe("removal", () => {
  it("I18: an image goes with its last name, and gives its bytes back", () => {
    const { world, engine } = testStore();
    const image = pulled(world, engine, "alpine");
    const origin = world.first(repositoryDigests, "image", image.id)?.reference;
    good(tagImage(world, engine, "alpine", "base"));
    expect(good(removeImage(world, engine, "alpine", false))).toEqual({
      untagged: ["alpine:latest"],
      deleted: [],
      reclaimedBytes: 0,
    });
    expect(good(removeImage(world, engine, "base", false))).toEqual({
      untagged: ["base:latest", origin],
      deleted: [image.digest],
      reclaimedBytes: 8_300_000,
    });
    expect([world.count(images), imagesBytes(world, engine)]).toEqual([0, 0]);
    expect(refusal(removeImage(world, engine, "base", false)).why).toBe("No such image: base:latest");
  });

  it("I18: layers that another image shares stay", () => {
    const { world, engine } = testStore();
    const nginx = pulled(world, engine, "nginx");
    const redis = pulled(world, engine, "redis");
    const own = imageBytes(world, nginx) - 74_800_000;
    expect(good(removeImage(world, engine, "nginx", false)).reclaimedBytes).toBe(own);
    expect(imagesBytes(world, engine)).toBe(imageBytes(world, redis));
    expect(layerOf(world, engine, redis.layers[0] ?? "")).toBeDefined();
  });

  it("I18: by its identifier an image goes with all names, unless they are of several repositories", () => {
    const { world, engine } = testStore();
    const image = pulled(world, engine, "alpine");
    const id = image.digest.slice(7, 19);
    good(tagImage(world, engine, "alpine", "alpine:mine"));
    good(tagImage(world, engine, "alpine", "base"));
    expect(refusal(removeImage(world, engine, id, false)).why).toBe(
      `conflict: unable to delete ${id} (must be forced) - image is referenced in multiple repositories`,
    );
    good(removeImage(world, engine, "base", false));
    expect(good(removeImage(world, engine, id, false)).deleted).toEqual([image.digest]);
  });

  it("I18: the digest of origin can be taken away like a name", () => {
    const { world, engine } = testStore();
    const image = pulled(world, engine, "alpine");
    const origin = world.first(repositoryDigests, "image", image.id)?.reference ?? "";
    expect(good(removeImage(world, engine, origin, false))).toMatchObject({
      untagged: [origin],
      deleted: [],
    });
    expect(imageNamed(world, engine, origin)).toBeUndefined();
    expect(imageNamed(world, engine, "alpine")?.id).toBe(image.id);
  });

  it("I19: an image that a stopped container uses goes only by force, and stays without a name meanwhile", () => {
    const { world, engine } = testStore();
    const image = pulled(world, engine, "nginx");
    const container = containerOf(world, image);
    const id = image.digest.slice(7, 19);
    const [short] = [container.containerId.slice(0, 12)];
    expect(refusal(removeImage(world, engine, "nginx", false)).why).toBe(
      `conflict: unable to remove repository reference "nginx:latest" (must force) - container ${short} is using its referenced image ${id}`,
    );
    expect(refusal(removeImage(world, engine, id, false)).why).toBe(
      `conflict: unable to delete ${id} (must be forced) - image is being used by stopped container ${short}`,
    );
    expect(good(removeImage(world, engine, id, true))).toEqual({
      untagged: ["nginx:latest"],
      deleted: [],
      reclaimedBytes: 0,
    });
    expect(pruneImages(world, engine, true).deleted).toEqual([]);
    world.remove(containers, container.id);
    expect(pruneImages(world, engine, false).deleted).toEqual([image.digest]);
    expect(imagesBytes(world, engine)).toBe(0);
  });

  it("I19: an image that a running container uses cannot be deleted by its identifier, even by force", () => {
    const { world, engine } = testStore();
    const image = pulled(world, engine, "nginx");
    containerOf(world, image, { state: "exited", name: "old" });
    containerOf(world, image, { state: "running" });
    const id = image.digest.slice(7, 19);
    expect(refusal(removeImage(world, engine, id, true)).why).toBe(
      `conflict: unable to delete ${id} (cannot be forced) - image is being used by running container ${"c".repeat(12)}`,
    );
  });

  it("I20: pruning takes dangling images, or all that no container uses", () => {
    const { world, engine } = testStore();
    const [alpine, busybox, redis] = ["alpine", "busybox", "redis"].map((name) =>
      pulled(world, engine, name),
    );
    if (!alpine || !busybox || !redis) throw new Error("not pulled");
    containerOf(world, redis);
    good(tagImage(world, engine, "busybox", "alpine"));
    const dangling = pruneImages(world, engine, false);
    expect(dangling).toMatchObject({ deleted: [alpine.digest], reclaimedBytes: 8_300_000 });
    expect(dangling.untagged).toEqual([expect.stringMatching(/^alpine@sha256:/)]);
    const all = pruneImages(world, engine, true);
    expect(all.deleted).toEqual([busybox.digest]);
    expect(all.untagged.slice(0, 2)).toEqual(["busybox:latest", "alpine:latest"]);
    expect(world.all(images)).toEqual([redis]);
    expect(pruneImages(world, engine, true)).toEqual({ untagged: [], deleted: [], reclaimedBytes: 0 });
  });
});

describe("commit", () => {
  it("I21: what a container wrote becomes a layer on top of its image's", () => {
    const { world, engine } = testStore();
    const base = pulled(world, engine, "nginx");
    const container = containerOf(world, base, { spec: { command: ["nginx", "-t"], env: { A: "1" } } });
    const written = [
      { path: "/data/x", content: "hello" },
      { path: "/etc/nginx/nginx.conf", kind: "whiteout" as const },
    ];
    good(plantTree(world, container.upper, written, null));
    const image = good(commitContainer(world, container.id, "mine:1"));
    expect(image.references).toEqual(["mine:1"]);
    expect(image.layers.slice(0, -1)).toEqual(base.layers);
    const top = layerOf(world, engine, image.layers.at(-1) ?? "");
    expect(top?.bytes).toBe(5);
    expect(filesOf(world, top?.tree ?? 0).map(({ path, kind }) => [path, kind])).toEqual([
      ["/data", "dir"],
      ["/data/x", "file"],
      ["/etc", "dir"],
      ["/etc/nginx", "dir"],
      ["/etc/nginx/nginx.conf", "whiteout"],
    ]);
    expect(image.config).toEqual({
      ...base.config,
      cmd: ["nginx", "-t"],
      env: { ...base.config.env, A: "1" },
    });
    expect(image.history.at(-1)).toEqual({
      createdBy: "/docker-entrypoint.sh nginx -t",
      bytes: 5,
      emptyLayer: false,
    });
    good(plantTree(world, container.upper, [{ path: "/data/y", content: "more" }], null));
    expect(filesOf(world, top?.tree ?? 0)).toHaveLength(5);
  });

  it("I21: a container that wrote nothing adds no layer, and the same commit twice is one image", () => {
    const { world, engine } = testStore();
    const base = pulled(world, engine, "alpine");
    const container = containerOf(world, base);
    const image = good(commitContainer(world, container.id, null));
    expect([image.layers, image.references]).toEqual([base.layers, []]);
    expect(good(commitContainer(world, container.id, "again")).id).toBe(image.id);
    expect(refusal(commitContainer(world, container.id, "A")).code).toBe("invalid-reference");
  });

  it("I21: an entrypoint given to the container takes the image's command along", () => {
    const { world, engine } = testStore();
    const container = containerOf(world, pulled(world, engine, "nginx"), { spec: { entrypoint: ["sh"] } });
    const { config } = good(commitContainer(world, container.id, null));
    expect([config.entrypoint, config.cmd]).toEqual([["sh"], []]);
  });
});

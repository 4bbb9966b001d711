import { describe, expect, it } from "vitest";
import type { World } from "../../core/world";
import { disks } from "../../kernel/files/tables";
import { treeBytes } from "../../kernel/files/tree";
import { machines } from "../../machine/tables";
import { addTestStore, good, pulled, testStore } from "../../testing/store";
import { engines, imageLayers, images } from "../tables";
import { EMPTY_CONFIG } from "./catalogue";
import { layerContent } from "./content";
import { addImage, addLayer, imageBytes, imageNamed, imagesBytes, layerOf, layerTrees } from "./store";
import { repositoryDigests } from "./tables";
import { copyImage, missingBytes } from "./transfer";

const usedBytes = (world: World, engine: number) =>
  world.must(disks, world.must(machines, world.must(engines, engine).machine).disk).usedBytes;

describe("layers", () => {
  it("I6: the digest follows from the content alone", () => {
    const a = layerContent(
      [
        { path: "/a/b", content: "x" },
        { path: "/c", content: "y" },
      ],
      "x86_64",
    );
    const b = layerContent(
      [
        { path: "/c", content: "y" },
        { path: "/a", kind: "dir" },
        { path: "/a/b", content: "x" },
      ],
      "arm64",
    );
    expect(a).toEqual(b);
    expect(a.digest).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(a.bytes).toBe(2);
    const changed = [
      [
        { path: "/a/b", content: "x" },
        { path: "/c", content: "z" },
      ],
      [
        { path: "/a/b", content: "x" },
        { path: "/d", content: "y" },
      ],
      [
        { path: "/a/b", content: "x", mode: 0o600 },
        { path: "/c", content: "y" },
      ],
      [
        { path: "/a/b", content: "x", uid: 1 },
        { path: "/c", content: "y" },
      ],
    ];
    for (const files of changed) expect(layerContent(files, "x86_64").digest).not.toBe(a.digest);
  });

  it("I6: of two files with one path the later counts", () => {
    const twice = layerContent(
      [
        { path: "/a", content: "old" },
        { path: "/a", content: "new" },
      ],
      "x86_64",
    );
    expect(twice).toEqual(layerContent([{ path: "/a", content: "new" }], "x86_64"));
  });

  it("I7: a layer is kept once per engine and takes its bytes from the disk once", () => {
    const { world, engine } = testStore();
    const content = layerContent([{ path: "/big", size: 5000 }], "x86_64");
    const layer = good(addLayer(world, engine, content));
    expect(good(addLayer(world, engine, content))).toEqual(layer);
    expect(layerOf(world, engine, content.digest)).toEqual(layer);
    expect([treeBytes(world, layer.tree), usedBytes(world, engine)]).toEqual([5000, 5000]);
  });

  it("I7: a layer that does not fit is refused", () => {
    const { world, engine } = testStore({ diskBytes: 4999 });
    const added = addLayer(world, engine, layerContent([{ path: "/big", size: 5000 }], "x86_64"));
    expect(added).toMatchObject({ ok: false, refusal: { code: "ENOSPC" } });
    expect([world.count(imageLayers), usedBytes(world, engine)]).toEqual([0, 0]);
  });
});

describe("images", () => {
  it("I7: disk use counts each distinct layer once", () => {
    const { world, engine } = testStore();
    const nginx = pulled(world, engine, "nginx");
    const redis = pulled(world, engine, "redis");
    const base = layerOf(world, engine, nginx.layers[0] ?? "")?.bytes ?? 0;
    expect(base).toBe(74_800_000);
    expect(imagesBytes(world, engine)).toBe(imageBytes(world, nginx) + imageBytes(world, redis) - base);
    expect(usedBytes(world, engine)).toBe(imagesBytes(world, engine));
  });

  it("I8: an image is found by any form of its name, by its digest and by a prefix of it", () => {
    const { world, engine } = testStore();
    const image = pulled(world, engine, "redis:alpine");
    const hex = image.digest.slice("sha256:".length);
    const origin = world.first(repositoryDigests, "image", image.id)?.reference ?? "";
    expect(origin).toMatch(/^redis@sha256:/);
    for (const name of [
      "redis:alpine",
      "docker.io/library/redis:alpine",
      origin,
      image.digest,
      hex,
      hex.slice(0, 12),
      hex.slice(0, 2),
      image.digest.slice(0, 12),
    ])
      expect(imageNamed(world, engine, name)?.id, name).toBe(image.id);
    for (const name of ["redis", "nosuch", "", "redis:alpine:x", "REDIS", `redis@sha256:${"0".repeat(64)}`])
      expect(imageNamed(world, engine, name), name).toBeUndefined();
  });

  it("I8: a prefix that fits several images names none", () => {
    const { world, engine } = testStore();
    const spec = (cmd: string) => ({
      layers: [],
      config: { ...EMPTY_CONFIG, cmd: [cmd] },
      history: [],
      arch: "x86_64",
      os: "linux" as const,
    });
    for (let at = 0; at < 17; at++) addImage(world, engine, spec(`${at}`), null);
    const digits = world.all(images).map(({ digest }) => digest.charAt("sha256:".length));
    const shared = digits.find((digit, at) => digits.indexOf(digit) !== at) ?? "";
    expect(imageNamed(world, engine, shared)).toBeUndefined();
  });

  it("I8: two engines know nothing of each other's images", () => {
    const { world, engine } = testStore();
    const other = addTestStore(world, { machine: "other" }).id;
    pulled(world, engine, "alpine");
    expect(imageNamed(world, other, "alpine")).toBeUndefined();
  });

  it("I9: the same content is the same image, and its layers come topmost first as lower layers of an overlay", () => {
    const { world, engine } = testStore();
    const layers = ["/one", "/two"].map((path) =>
      good(addLayer(world, engine, layerContent([{ path, size: 1 }], "x86_64"))),
    );
    const spec = {
      layers: layers.map(({ digest }) => digest),
      config: EMPTY_CONFIG,
      history: [],
      arch: "x86_64",
      os: "linux" as const,
    };
    const image = addImage(world, engine, spec, "a:1");
    expect(addImage(world, engine, spec, "b:1")).toMatchObject({ id: image.id, references: ["a:1", "b:1"] });
    expect(layerTrees(world, image)).toEqual(layers.map(({ tree }) => tree).reverse());
  });

  it("I10: a name moves to the newest image; the one that had it is left dangling", () => {
    const { world, engine } = testStore();
    const spec = (cmd: string) => ({
      layers: [],
      config: { ...EMPTY_CONFIG, cmd: [cmd] },
      history: [],
      arch: "x86_64",
      os: "linux" as const,
    });
    const old = addImage(world, engine, spec("old"), "app:latest");
    const fresh = addImage(world, engine, spec("new"), "app:latest");
    expect(world.must(images, old.id).references).toEqual([]);
    expect(imageNamed(world, engine, "app")?.id).toBe(fresh.id);
    expect(imageNamed(world, engine, old.digest)?.id).toBe(old.id);
  });
});

describe("transfer", () => {
  it("I11: a transfer moves only the layers that the other engine lacks, and the copy is the same image", () => {
    const { world, engine } = testStore();
    const other = addTestStore(world, { machine: "other" }).id;
    const nginx = pulled(world, engine, "nginx");
    pulled(world, other, "redis");
    const [base, ...rest] = nginx.layers.map((digest) => layerOf(world, engine, digest)?.bytes ?? 0);
    expect(missingBytes(world, nginx, other)).toBe(rest.reduce((sum, bytes) => sum + bytes, 0));
    expect(base).toBeGreaterThan(0);
    const copy = good(copyImage(world, nginx.id, other));
    expect(copy).toEqual({ ...nginx, id: copy.id, engine: other });
    expect(imageNamed(world, other, "nginx")?.id).toBe(copy.id);
    expect(missingBytes(world, nginx, other)).toBe(0);
    expect(imageBytes(world, copy)).toBe(imageBytes(world, nginx));
  });

  it("I11: a transfer to a full disk is refused", () => {
    const { world, engine } = testStore();
    const other = addTestStore(world, { machine: "other", diskBytes: 1000 }).id;
    const image = pulled(world, engine, "alpine");
    expect(copyImage(world, image.id, other)).toMatchObject({ ok: false, refusal: { code: "ENOSPC" } });
  });
});

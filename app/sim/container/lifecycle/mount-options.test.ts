import { describe, expect, it } from "vitest";
import { mountsOf, parseMount } from "./mount-options";

describe("mounts as people write them", () => {
  it.each([
    ["data:/var/lib", { kind: "volume", source: "data", target: "/var/lib", readOnly: false }],
    ["data:/var/lib:ro", { kind: "volume", source: "data", target: "/var/lib", readOnly: true }],
    ["/srv:/www:rw", { kind: "bind", source: "/srv", target: "/www", readOnly: false }],
    ["/cache", { kind: "volume", source: "", target: "/cache", readOnly: false }],
  ])("E21: %s", (text, expected) => {
    expect(parseMount(text)).toEqual({ ok: true, value: expected });
  });

  it.each([
    [
      "/a:rel",
      `invalid volume specification: '/a:rel': invalid mount config for type "bind": invalid mount path: 'rel' mount path must be absolute`,
    ],
    ["a:b:c:d", "invalid volume specification: 'a:b:c:d'"],
    ["a:/b:xx", "invalid mode: xx"],
    ["a:/", "invalid volume specification: 'a:/': invalid specification: destination can't be '/'"],
    [
      "b!d:/x",
      `create b!d: "b!d" includes invalid characters for a local volume name, only "[a-zA-Z0-9][a-zA-Z0-9_.-]" are allowed. If you intended to pass a host directory, use absolute path`,
    ],
  ])("E21: %s is refused", (text, what) => {
    expect(parseMount(text)).toMatchObject({ ok: false, refusal: { code: "bad-mount", what } });
  });

  it("E21: the image's volumes are added where the person has mounted nothing", () => {
    expect(mountsOf(["own:/data"], ["/data", "/log"])).toEqual({
      ok: true,
      value: [
        { kind: "volume", source: "own", target: "/data", readOnly: false },
        { kind: "volume", source: "", target: "/log", readOnly: false },
      ],
    });
  });

  it("E21: two mounts on one path are refused", () => {
    expect(mountsOf(["a:/x", { kind: "tmpfs", target: "/x" }], [])).toMatchObject({
      ok: false,
      refusal: { what: "Duplicate mount point: /x" },
    });
    expect(mountsOf([{ kind: "tmpfs", target: "x" }], []).ok).toBe(false);
  });
});

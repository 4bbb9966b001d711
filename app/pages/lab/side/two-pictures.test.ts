import { describe, expect, it } from "vitest";
import { besideEachOther } from "./two-pictures";

const picture = (width: number, height: number, inside: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="-16 -16 ${width} ${height}" role="img" aria-labelledby="title description"><title id="title">t</title><desc id="description">d</desc><rect x="-16" y="-16" width="${width}" height="${height}" fill="#f7f7f2"/>${inside}</svg>`;

const both = besideEachOther(picture(300, 200, "<g>one</g>"), picture(400.5, 260, "<g>other</g>"), {
  title: "VMs & containers",
  description: "Left: a < b",
});

describe("two pictures as one", () => {
  it("are as wide as both, as high as the higher, and stand on one line", () => {
    expect(both).toMatch(/^<svg [^>]*width="700.5" height="260" viewBox="0 0 700.5 260"/);
    expect(both).toContain('<svg x="0" y="60" xmlns');
    expect(both).toContain('<svg x="300" y="0" xmlns');
    expect(both).toContain('<rect width="700.5" height="260" fill="#f7f7f2"/>');
  });

  it("keep what is in them, and no id is there twice", () => {
    expect(both).toContain("<g>one</g>");
    expect(both).toContain("<g>other</g>");
    const ids = [...both.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const [, named] of both.matchAll(/aria-labelledby="([^"]+)"/g))
      for (const id of named?.split(" ") ?? []) expect(ids).toContain(id);
  });

  it("have one title and description, as text", () => {
    expect(both).toContain('<title id="title">VMs &amp; containers</title>');
    expect(both).toContain("Left: a &lt; b");
  });
});

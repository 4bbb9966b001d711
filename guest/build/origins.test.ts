import { describe, expect, it } from "vitest";
import { licenceTexts, noticeFile, origins } from "./origins.mjs";

const pkg = (name: string, source: string) => ({
  name,
  version: "1-1",
  list: "i386" as const,
  source: `apt-get source ${source}`,
  depends: [],
});

const known = origins({
  kernelSource: pkg("linux-source-6.1", "linux=6.1.2-1"),
  stockKernel: pkg("linux-image-6.1.0-1-686", "linux=6.1.1-1"),
  busybox: pkg("busybox-static", "busybox=1:1.35.0-4"),
  seabios: pkg("seabios", "seabios=1.16.2-1"),
  emulatorVersion: "0.5.1",
});

describe("origins", () => {
  it("say of every image how to get its source, under which licence, and where that licence is", () => {
    for (const origin of Object.values(known)) {
      expect(origin.source).toMatch(/^(apt-get source \S+=\S+|npm pack \S+@\S+)/);
      expect(origin.licence).toMatch(/^(L?GPL|BSD)-/);
      expect(origin.licenceFiles[0]).toMatch(/^licences\/(linux|busybox|seabios|v86)\.txt$/);
    }
  });

  it("name the notices after the source package", () => {
    expect(noticeFile("apt-get source busybox=1:1.35.0-4")).toBe("licences/busybox.txt");
  });

  it("list the texts of the common licences", () => {
    expect(licenceTexts("GPL-2.0-only AND MIT")).toEqual(["licences/GPL-2.txt"]);
    expect(licenceTexts("LGPL-3.0-only")).toEqual(["licences/LGPL-3.txt", "licences/GPL-3.txt"]);
    expect(licenceTexts("BSD-2-Clause")).toEqual([]);
  });
});

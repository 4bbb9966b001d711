import { describe, expect, it } from "vitest";
import { describePackage, parseControl } from "./packages.mjs";

const listing = `Package: busybox-static
Source: busybox (1:1.35.0-4)
Version: 1:1.35.0-4+b1
Description: Standalone rescue shell
 with a second line

Package: linux-image-6.1.0-1-686
Source: linux-signed-i386 (6.1.9+1)
Version: 6.1.9-1
Depends: kmod, linux-base (>= 4.3~), initramfs-tools (>= 0.120) | linux-initramfs-tool

Package: seabios
Version: 1.16.2-1
`;

const packages = parseControl(listing).map((fields) => describePackage(fields, "i386"));

describe("package descriptions", () => {
  it("are split into paragraphs with folded lines joined", () => {
    expect(parseControl(listing)).toHaveLength(3);
    expect(parseControl(listing)[0]?.get("Description")).toBe("Standalone rescue shell with a second line");
  });

  it("name the source package and its own version where they differ", () => {
    expect(packages[0]).toMatchObject({
      name: "busybox-static",
      version: "1:1.35.0-4+b1",
      source: "apt-get source busybox=1:1.35.0-4",
    });
  });

  it("name the kernel's code rather than its signatures", () => {
    expect(packages[1]?.source).toBe("apt-get source linux=6.1.9-1");
  });

  it("use the package's own name and version where no source is named", () => {
    expect(packages[2]?.source).toBe("apt-get source seabios=1.16.2-1");
  });

  it("list dependencies by their first alternative", () => {
    expect(packages[1]?.depends).toEqual(["kmod", "linux-base", "initramfs-tools"]);
    expect(packages[2]?.depends).toEqual([]);
  });
});

import { describe, expect, it } from "vitest";
import { catalogue } from "../container/images/catalogue";
import { acting, container, dockerHost, guests, host, PATIENCE_MS, sum } from "../testing/claims";

const repositories = [
  ...new Set(catalogue.filter(({ os }) => os === "linux").map(({ repository }) => repository)),
];
/** Images that bring compilers and a whole language's tools along: as large as a small system. */
const WORKBENCHES = ["node", "python", "golang"];

/** Disk of a virtual machine that runs one app: what it is granted, and what its system and app take of that. */
function vmDisk() {
  const lab = acting(...host("laptop", "debian-13"), ...guests("laptop", ["vm"]), {
    do: "installApp",
    machine: "vm",
    name: "app",
  });
  const inside = lab.layers().filter(({ id }) => id.startsWith("vm/"));
  return { granted: lab.layer("vm").capacity?.diskBytes ?? 0, used: sum(inside, "diskBytes") };
}

describe("images and disks", { timeout: PATIENCE_MS }, () => {
  const disk = vmDisk();

  it.each(repositories)("claim 5: the image of %s is much smaller than a virtual machine's disk", (image) => {
    const lab = acting(...dockerHost("laptop", [image]));
    const bytes = sum(lab.layers("image"), "diskBytes");
    expect(bytes).toBeGreaterThan(0);
    expect(bytes).toBeLessThan(disk.granted / 15);
    if (!WORKBENCHES.includes(image)) expect(bytes).toBeLessThan(disk.used);
  });

  it("claim 5: images of servers are a small part of a guest's system alone", () => {
    const lab = acting(
      ...dockerHost("laptop", ["nginx", "redis", "httpd"]),
      ...guests("laptop", ["a", "b", "c"]),
    );
    const [images, systems] = [
      sum(lab.layers("image"), "diskBytes"),
      sum(lab.layers("guest-os"), "diskBytes"),
    ];
    expect(images * 5).toBeLessThan(systems);
  });

  it("claim 5: further containers of an image cost no disk, further virtual machines cost a system each", () => {
    const lab = acting(...dockerHost("laptop", ["nginx"]), ...guests("laptop", []));
    const all = () => sum(lab.layers(), "diskBytes");
    const before = all();
    for (const name of ["one", "two", "three"])
      lab.act(container("laptop", name, { image: "nginx", command: [] }));
    expect(all() - before).toBe(0);
    for (const [index, name] of ["vm1", "vm2"].entries()) {
      lab.act({ do: "createVm", host: "laptop", name, os: "ubuntu-24.04" });
      expect(all() - before).toBe((index + 1) * 700_000_000);
    }
  });
});

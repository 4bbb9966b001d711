import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { diffOf } from "../container/lifecycle/looking";
import { images } from "../container/tables";
import type { CommandInput } from "../index";
import { acting, container, containerNow, dockerHost, PATIENCE_MS } from "../testing/claims";

const build: CommandInput = {
  do: "buildImage",
  machine: "laptop",
  tag: "shop",
  dockerfile: [
    "FROM alpine",
    "ENV COLOUR=blue",
    "RUN apk add curl",
    "COPY shop.sh /app/shop.sh",
    'CMD ["sleep", "infinity"]',
  ].join("\n"),
  files: [{ path: "shop.sh", content: "#!/bin/sh\necho open" }],
};
const start = (name: string) => container("laptop", name, { image: "shop", command: [] });

describe("images and containers", { timeout: PATIENCE_MS }, () => {
  it("claim 8: a Dockerfile makes an image with code, libraries and settings; nothing runs yet", () => {
    const lab = acting(...dockerHost("laptop"));
    lab.act(build);
    const image = lab.sim.world.all(images).find(({ references }) => references.includes("shop:latest"));
    expect(image?.config).toMatchObject({ cmd: ["sleep", "infinity"], env: { COLOUR: "blue" } });
    expect(lab.layer("laptop/image/shop:latest")).toMatchObject({
      state: "present",
      uses: ["laptop/image/alpine:latest"],
    });
    expect(lab.layer("laptop/image/shop:latest").diskBytes).toBeGreaterThan(1_000_000);
    expect(lab.layers("container")).toEqual([]);
  });

  it("claim 8: any number of containers are running instances of one image", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 8 }), (count) => {
        const lab = acting(...dockerHost("laptop"), build);
        const disk = lab.layer("laptop/image/shop:latest").diskBytes;
        for (let index = 0; index < count; index++) lab.act(start(`c${index}`));
        const all = lab.layers("container");
        expect(all.map(({ state }) => state)).toEqual(Array(count).fill("running"));
        for (const { uses } of all) expect(uses).toContain("laptop/image/shop:latest");
        expect(lab.layer("laptop/image/shop:latest").diskBytes).toBe(disk);
      }),
      { numRuns: 5 },
    );
  });

  it("claim 8: it is stopped, started and restarted within a fraction of a second", () => {
    const lab = acting(...dockerHost("laptop", ["nginx"]));
    const place = { machine: "laptop", container: "web" };
    lab.act(container("laptop", "web", { image: "nginx", command: [] }));
    lab.wait(1_000);
    const main = () => containerNow(lab, "laptop/container/web").process;
    const timed = (command: CommandInput, isSo: () => boolean) => {
      const began = lab.sim.now;
      lab.begin(command);
      while (!isSo() && lab.sim.now < began + 10_000) lab.wait(1);
      lab.settle();
      return lab.sim.now - began;
    };
    const runs = () => main() !== null;
    expect(timed({ do: "stopContainer", ...place }, () => !runs())).toBeLessThan(500);
    expect(lab.layer("laptop/container/web").state).toBe("exited");
    expect(timed({ do: "startContainer", ...place }, runs)).toBeLessThan(100);
    lab.wait(1_000);
    const before = main();
    expect(timed({ do: "restartContainer", ...place }, () => runs() && main() !== before)).toBeLessThan(500);
    expect(lab.layer("laptop/container/web").state).toBe("running");
  });

  it("claim 8: what a container writes stays in it, over stops and starts, and never gets into its image", () => {
    const lab = acting(...dockerHost("laptop"), build);
    const place = { machine: "laptop", container: "one" };
    const paths = (name: string) =>
      diffOf(lab.sim.world, containerNow(lab, `laptop/container/${name}`)).map(({ path }) => path);
    lab.act(start("one"), start("two"));
    lab.act({ do: "copyToContainer", ...place, path: "/root", name: "order", content: "three books" });
    expect(paths("one")).toContain("/root/order");
    lab.act({ do: "killContainer", ...place });
    lab.wait(100);
    expect(lab.layer("laptop/container/one").state).toBe("exited");
    lab.act({ do: "startContainer", ...place });
    expect(paths("one")).toContain("/root/order");
    lab.act(start("three"));
    expect([paths("two"), paths("three")].flat()).not.toContain("/root/order");
    lab.act(
      { do: "commitContainer", ...place, as: "with-order" },
      container("laptop", "four", { image: "with-order", command: [] }),
    );
    expect(paths("four")).toEqual([]);
    expect(lab.layer("laptop/image/with-order:latest").diskBytes).toBe("three books".length);
    lab.act({ do: "removeContainer", ...place, force: true });
    expect(lab.layers("container").map(({ label }) => label)).toEqual(["two", "three", "four"]);
  });
});

import { describe, expect, it } from "vitest";
import type { LayerView } from "../../sim/index";
import { layoutPicture } from "./layout-picture";
import { pictureOf } from "./picture-of";
import type { SizeMode } from "./plan";
import type { Scene, SceneItem, SceneOptions } from "./scene";
import { faultsOf } from "./testing/check-scene";
import {
  container,
  containerHost,
  engine,
  hardware,
  hypervisor,
  system,
  virtualHost,
  virtualMachine,
} from "./testing/worlds";

const PLAIN: SceneOptions = { width: 900, bandHeight: 32, unit: 1, size: "plain" };

const sceneOf = (layers: readonly LayerView[], options: Partial<SceneOptions> = {}) =>
  layoutPicture(pictureOf(layers), { ...PLAIN, ...options });

function item(scene: Scene, id: string): SceneItem {
  const found = scene.items.find((candidate) => candidate.id === id);
  if (found === undefined) throw new Error(`no item ${id}: ${scene.items.map(({ id }) => id).join(" ")}`);
  return found;
}

const ofKind = ({ items }: Scene, kind: SceneItem["kind"]) => items.filter((one) => one.kind === kind);
const ofRole = ({ items }: Scene, role: SceneItem["role"]) => items.filter((one) => one.role === role);
const right = ({ x, width }: SceneItem) => x + width;

describe("who shares what", () => {
  it("spans a shared image over the containers that use it, and no others", () => {
    const scene = sceneOf(containerHost(5, ["nginx:latest", "nginx:latest", "redis:7"]));
    const image = item(scene, "laptop/image/nginx:latest");
    const users = ofRole(scene, "container").filter(({ parent }) => parent === image.id);
    expect(users.map(({ id }) => id.split("/").at(-1))).toEqual(["web-1", "web-2", "web-4", "web-5"]);
    expect(users[0]?.x).toBe(image.x);
    expect(users.at(-1) && right(users.at(-1) as SceneItem)).toBe(right(image));
    expect(image.note).toBe("shared by 4 containers");
    expect(scene.standIns.get("laptop/container/web-1/libs")).toBe(image.id);
  });

  it("shows an image that one container uses inside that container", () => {
    const scene = sceneOf(containerHost(2, ["nginx:latest", "redis:7"]));
    expect(ofRole(scene, "image")).toEqual([]);
    expect(item(scene, "laptop/container/web-2/libs")).toMatchObject({ label: "image · redis:7" });
    expect(scene.standIns.get("laptop/image/redis:7")).toBe("laptop/container/web-2/libs");
  });

  it("makes frames equally high whether their image is shared or not", () => {
    const scene = sceneOf(containerHost(5, ["nginx:latest", "nginx:latest", "redis:7"]));
    expect(new Set(ofRole(scene, "container").map(({ y }) => y)).size).toBe(1);
  });

  it("draws one kernel for any number of containers and one for each virtual machine", () => {
    expect(ofRole(sceneOf(containerHost(6)), "kernel")).toHaveLength(1);
    const kernels = ofRole(sceneOf(virtualHost(6)), "kernel");
    expect(kernels).toHaveLength(6);
    expect(new Set(kernels.map(({ y }) => y)).size).toBe(1);
    expect(new Set(kernels.map(({ width }) => width)).size).toBeLessThanOrEqual(2);
  });

  it("stands engine and userland side by side on the kernel, about four to one", () => {
    const scene = sceneOf(containerHost(3));
    const [docker, userland, kernel] = ["engine", "userland", "kernel"].map((name) =>
      item(scene, `laptop/${name}`),
    );
    expect(docker?.y).toBe(userland?.y);
    expect(docker?.x).toBe(kernel?.x);
    expect((docker?.width ?? 0) / (userland?.width ?? 1)).toBeCloseTo(4, 1);
  });

  it("makes machines with the same in them equally wide, whatever their systems are called", () => {
    const machines = ["a", "b", "c"].flatMap((name, index) => [
      hardware(name),
      ...system(name, {
        os: ["Debian 13", "Red Hat Enterprise Linux 9", "Windows Server 2025"][index] ?? "",
      }),
    ]);
    for (const width of [250, 300, 620, 901])
      expect(new Set(ofRole(sceneOf(machines, { width }), "hardware").map((one) => one.width)).size).toBe(1);
  });

  it("gives machines their width by what is in them, but not in proportion", () => {
    const layers = [
      hardware("server"),
      hypervisor("server", true),
      ...virtualMachine("server", "services"),
      ...engine("services", ["nginx:latest"]),
      ...["web", "api", "db"].flatMap((name) => container("services", name, "nginx:latest")),
      ...virtualMachine("server", "legacy"),
    ];
    const scene = sceneOf(layers);
    const ratio = item(scene, "~vm/services").width / item(scene, "~vm/legacy").width;
    expect(ratio).toBeGreaterThan(1.6);
    expect(ratio).toBeLessThan(2.2);
  });
});

describe("detail gives way", () => {
  const gatherings = (scene: Scene) => ofKind(scene, "gathering");

  it("keeps 24 containers apart where there is room for them, and gathers 25", () => {
    const wide = { width: 4_000 };
    expect(gatherings(sceneOf(containerHost(24), wide))).toEqual([]);
    const scene = sceneOf(containerHost(25), wide);
    expect(gatherings(scene)).toHaveLength(1);
    expect(gatherings(scene)[0]).toMatchObject({ label: "nginx × 25", note: "25 running", children: 25 });
    expect(item(scene, "laptop/image/nginx:latest").children).toBe(1);
  });

  it("gathers containers that would be narrower than 64 px, and looks closer when zoomed", () => {
    const containers = containerHost(12);
    expect(gatherings(sceneOf(containers, { width: 900 }))).toHaveLength(1);
    expect(gatherings(sceneOf(containers, { width: 1_100 }))).toEqual([]);
    expect(gatherings(sceneOf(containers, { width: 900, zoom: 1.5 }))).toEqual([]);
    expect(gatherings(sceneOf(containerHost(40), { width: 900, zoom: 4.5 }))).toEqual([]);
    for (const { width } of ofRole(sceneOf(containers, { width: 1_100 }), "container"))
      expect(width).toBeGreaterThanOrEqual(63);
  });

  it("gathers by image, and keeps those that are one of a kind", () => {
    const images = ["nginx:latest", "nginx:latest", "nginx:latest", "redis:7", "redis:7", "postgres:17"];
    const layers = containerHost(6, images.slice(0, 5));
    const scene = sceneOf(
      [...layers, ...engine("laptop", ["postgres:17"]).slice(1), ...container("laptop", "db", "postgres:17")],
      {
        width: 400,
      },
    );
    expect(gatherings(scene).map(({ label }) => label)).toEqual(["nginx × 4", "redis:7 × 2"]);
    expect(item(scene, "laptop/container/db").kind).toBe("frame");
  });

  it("gathers many of which each has an image of its own", () => {
    const scene = sceneOf(
      containerHost(
        30,
        Array.from({ length: 30 }, (_, index) => `image-${index}:1`),
      ),
    );
    expect(gatherings(scene).map(({ label }) => label)).toEqual(["30 containers"]);
  });

  it("keeps up to 12 virtual machines apart, and gathers 13 by operating system, a kernel for each", () => {
    const systems = ["Debian 13", "Windows Server 2025"];
    expect(gatherings(sceneOf(virtualHost(12, systems), { width: 2_000 }))).toEqual([]);
    const scene = sceneOf(virtualHost(13, systems), { width: 2_000 });
    expect(gatherings(scene).map(({ label }) => label)).toEqual(["Debian 13 × 7", "Windows Server 2025 × 6"]);
    expect(ofKind(scene, "cell").map(({ role }) => role)).toEqual(Array(13).fill("kernel"));
    expect(scene.standIns.get("vm2/kernel")).toBe("~vm/vm2");
    expect(scene.standIns.get("vm2")).toBe("~vm/vm2");
  });

  it("says how many are in which state", () => {
    const layers = containerHost(1_000).map((layer) =>
      layer.kind === "container" && /-(7|77)$/.test(layer.id)
        ? { ...layer, state: "exited" as const }
        : layer,
    );
    const scene = sceneOf(layers);
    const [all] = gatherings(scene);
    expect(all).toMatchObject({
      label: "nginx × 1,000",
      note: "998 running, 2 exited",
      spoken: "nginx, 1,000 containers: 998 running, 2 exited",
      look: "done",
    });
    expect(item(scene, "laptop/container/web-77")).toMatchObject({ kind: "cell", look: "idle", level: 7 });
    expect(scene.standIns.get("laptop/container/web-77/app")).toBe("laptop/container/web-77");
  });

  it("names cells where there is room, and keeps a texture of them at most about 16 rem high", () => {
    expect(ofKind(sceneOf(containerHost(30)), "cell").map(({ label }) => label)).toContain("web-30");
    for (const count of [200, 1_000, 5_000]) {
      const scene = sceneOf(containerHost(count));
      const cells = ofKind(scene, "cell");
      expect(cells).toHaveLength(count);
      expect(cells.every(({ label }) => label === "")).toBe(true);
      expect(gatherings(scene)[0]?.height).toBeLessThan(16 * 16 + 32 + 16);
    }
  });

  it("shows up to three images that nothing uses, and more of them as one", () => {
    const unused = (count: number) =>
      sceneOf([
        ...containerHost(1),
        ...engine(
          "laptop",
          Array.from({ length: count }, (_, index) => `spare-${index}:1`),
        ).slice(1),
      ]);
    expect(ofRole(unused(3), "image").map(({ look, kind }) => `${kind} ${look}`)).toEqual(
      Array(3).fill("band idle"),
    );
    expect(gatherings(unused(4)).map(({ label, children }) => [label, children])).toEqual([
      ["4 images not in use", 4],
    ]);
  });
});

describe("what size means", () => {
  const layers = [...containerHost(2, ["nginx:latest", "redis:7"]), ...virtualHost(2)];
  const amount: Record<Exclude<SizeMode, "plain">, (layer: LayerView) => number | null> = {
    memory: ({ memoryBytes }) => memoryBytes,
    disk: ({ diskBytes }) => diskBytes,
    start: ({ startPartMs }) => startPartMs,
  };

  it.each(["memory", "disk", "start"] as const)(
    "draws heights in proportion to %s where they exceed a line",
    (size) => {
      const scene = sceneOf(layers, { size });
      expect(faultsOf(scene, 1)).toEqual([]);
      const perPx = layers.flatMap((layer) => {
        const band = scene.items.find(({ id, kind }) => id === layer.id && kind === "band");
        const value = amount[size](layer);
        return band === undefined || !value || band.height <= 22 ? [] : [value / band.height];
      });
      expect(perPx.length).toBeGreaterThan(1);
      expect(Math.max(...perPx) / Math.min(...perPx)).toBeLessThan(1.05);
      expect(scene.scale).toMatch(/^10 px = \d+ (MB|GB|ms|s)$/);
    },
  );

  it("draws nothing lower than a line of text, and says how high it would be", () => {
    const scene = sceneOf(layers, { size: "memory" });
    for (const { kind, height } of scene.items)
      if (kind === "band") expect(height).toBeGreaterThanOrEqual(22);
    const app = item(scene, "laptop/container/web-1/app");
    expect(app.trueHeight).not.toBeNull();
    expect(app.trueHeight).toBeLessThan(app.height);
    expect(app.note).toBe("4.0 MB");
    expect(item(scene, "vm1").trueHeight).toBeNull();
  });

  it("keeps the tallest tower to about 30 rem", () => {
    for (const size of ["memory", "disk", "start"] as const)
      expect(sceneOf(layers, { size }).height).toBeLessThanOrEqual(30 * 16 + 8);
  });

  it("means nothing when plain", () => {
    const scene = sceneOf(layers);
    expect(scene.scale).toBeNull();
    expect(new Set(ofKind(scene, "band").map(({ height }) => height))).toEqual(new Set([32]));
    expect(scene.items.every(({ trueHeight }) => trueHeight === null)).toBe(true);
  });
});

describe("the tree", () => {
  it("goes from the hardware up, each level above or inside the one before", () => {
    const scene = sceneOf([...containerHost(1), hypervisor("laptop"), ...virtualMachine("laptop", "vm1")]);
    const levels = scene.items.map(({ id, level }) => `${level} ${id}`);
    expect(levels).toEqual([
      "1 laptop",
      "2 laptop/os",
      "3 laptop/kernel",
      "4 laptop/engine",
      "5 laptop/container/web-1",
      "6 laptop/container/web-1/libs",
      "7 laptop/container/web-1/app",
      "4 laptop/userland",
      "5 laptop/hypervisor",
      "6 ~vm/vm1",
      "7 vm1",
      "8 vm1/os",
      "9 vm1/kernel",
      "10 vm1/userland",
      "11 vm1/app/web/libs",
      "12 vm1/app/web",
    ]);
  });

  it("encloses an operating system's kernel and userland", () => {
    const scene = sceneOf([hardware("laptop"), ...system("laptop")]);
    const [os, kernel, userland] = ["os", "kernel", "userland"].map((name) => item(scene, `laptop/${name}`));
    expect(os).toMatchObject({ kind: "span", label: "", y: userland?.y, x: kernel?.x });
    expect((os?.y ?? 0) + (os?.height ?? 0)).toBe((kernel?.y ?? 0) + (kernel?.height ?? 0));
  });

  it("is empty for a world with nothing in it, and has a height all the same", () => {
    const scene = sceneOf([]);
    expect(scene).toMatchObject({ items: [], width: 900, summary: "Nothing stands here yet." });
    expect(scene.height).toBeGreaterThan(0);
  });
});

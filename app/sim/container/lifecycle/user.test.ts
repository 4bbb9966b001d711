import { describe, expect, it } from "vitest";
import { writeFile } from "../../kernel/files/change";
import { kernelView } from "../../kernel/files/view";
import { engineLab, insideOf, runIn, theContainer } from "../../testing/engine";
import { images } from "../tables";
import { environmentOf, hostnameOf } from "./environment";
import { etcFiles } from "./etc";
import { userOf } from "./user";

describe("users of a container", () => {
  const lab = engineLab(["alpine"]);
  runIn(lab, "app");
  const view = kernelView(lab.world, insideOf(lab, "app").first.ns.mnt);
  writeFile(
    lab.world,
    view,
    "/etc/passwd",
    "root:x:0:0:root:/root:/bin/sh\nnode:x:1000:1001:node:/home/node:/bin/sh\n",
  );
  writeFile(lab.world, view, "/etc/group", "root:x:0:\nstaff:x:50:\n");

  it.each([
    ["", { uid: 0, gid: 0, home: "/root" }],
    ["node", { uid: 1000, gid: 1001, home: "/home/node" }],
    ["1000", { uid: 1000, gid: 1001, home: "/home/node" }],
    ["4242", { uid: 4242, gid: 0, home: "/" }],
    ["node:staff", { uid: 1000, gid: 50, home: "/home/node" }],
    ["4242:77", { uid: 4242, gid: 77, home: "/" }],
    ["0:0", { uid: 0, gid: 0, home: "/root" }],
  ])("E17: %j", (text, user) => {
    expect(userOf(lab.world, view, text)).toEqual({ ok: true, value: user });
  });

  it("E19: names that the image does not have are refused", () => {
    expect(userOf(lab.world, view, "nosuch")).toMatchObject({
      refusal: { code: "no-user", what: "unable to find user nosuch: no matching entries in passwd file" },
    });
    expect(userOf(lab.world, view, "node:nosuch")).toMatchObject({
      refusal: { code: "no-group", what: "unable to find group nosuch: no matching entries in group file" },
    });
  });
});

describe("what a container's processes are told", () => {
  const lab = engineLab(["alpine"]);
  runIn(lab, "app");

  it("E17: the person's variables win over the image's, those over the engine's", () => {
    const made = theContainer(lab, "app");
    const container = { ...made, spec: { ...made.spec, env: { PATH: "/own", B: "2" } } };
    const image = lab.world.must(images, container.image);
    const withEnv = { ...image, config: { ...image.config, env: { PATH: "/image", A: "1", B: "1" } } };
    const hostname = container.containerId.slice(0, 12);
    expect(environmentOf(container, withEnv, "/root")).toEqual({
      PATH: "/own",
      HOSTNAME: hostname,
      A: "1",
      B: "2",
      HOME: "/root",
    });
    const home = { ...container, spec: { ...container.spec, env: { HOME: "/here" } } };
    expect(environmentOf(home, image, "/root").HOME).toBe("/here");
    expect(hostnameOf(container)).toBe(hostname);
    expect(hostnameOf({ ...container, spec: { ...container.spec, hostname: "box2" } })).toBe("box2");
  });

  it("E15: on networks that people made the embedded name server answers, on others the host's", () => {
    const container = theContainer(lab, "app");
    const { kernel } = insideOf(lab, "app");
    const servers = (network: string) =>
      etcFiles(lab.world, { ...container, spec: { ...container.spec, network } }, kernel).find(
        ({ path }) => path === "/resolv.conf",
      )?.content;
    expect(servers("mine")).toBe("nameserver 127.0.0.11\noptions ndots:0\n");
    expect(servers("bridge")).not.toContain("127.0.0.11");
  });
});

import { describe, expect, it } from "vitest";
import {
  containerNow,
  engineLab,
  engineNow,
  phasesOf,
  stateOf,
  storyOf,
  testLab,
  theContainer,
} from "../../testing/engine";
import { images } from "../tables";
import { commandLine } from "./create";
import { findContainer } from "./identify";

const box = { machine: "box" };

describe("making containers", () => {
  const lab = engineLab(["alpine", "nginx"]);

  it("E1: a created container has a record and an upper layer, and nothing runs", () => {
    lab.act({ do: "createContainer", ...box, image: "nginx", name: "web" });
    expect(theContainer(lab, "web")).toMatchObject({
      state: "created",
      process: null,
      shim: null,
      cgroup: null,
      exit: null,
      startedAt: null,
      layer: "box/container/web",
    });
    expect(phasesOf(lab, "box/container/web")).toEqual([]);
    expect(storyOf(lab, "box/container/web")).toEqual(["created"]);
  });

  it("E2: a missing image is refused", () => {
    expect(lab.refused({ do: "createContainer", ...box, image: "redis:7" })).toMatchObject({
      code: "no-image",
      what: "No such image: redis:7",
    });
  });

  it("E3: a name that is taken is refused in the daemon's words", () => {
    const { containerId } = theContainer(lab, "web");
    expect(lab.refused({ do: "createContainer", ...box, image: "alpine", name: "web" })).toEqual({
      code: "name-taken",
      what: `Conflict. The container name "/web" is already in use by container "${containerId}". You have to remove (or rename) that container to be able to reuse that name.`,
      why: "every container of an engine has a name of its own, stopped ones too",
      wayOut: "Remove or rename the container web, or choose another name",
    });
  });

  it.each(["BAD/name", "a", "-x", "ä1", ""])("E3: %s is no name", (name) => {
    expect(lab.refused({ do: "createContainer", ...box, image: "alpine", name })).toMatchObject({
      code: "bad-name",
      what: `Invalid container name (${name}), only [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed`,
    });
  });

  it("E4: without a name one is made up, and the same world makes up the same ones", () => {
    const names = () => {
      const other = engineLab();
      const made = [1, 2, 3].map(() => other.act({ do: "createContainer", ...box, image: "alpine" }));
      return made.map((container) => (container as { name: string }).name);
    };
    const first = names();
    expect(new Set(first).size).toBe(3);
    for (const name of first) expect(name).toMatch(/^[a-z]+_[a-z]+\d?$/);
    expect(names()).toEqual(first);
  });

  it("E5: an identifier is 64 hexadecimal digits, and its beginning or a leading slash will do", () => {
    const { containerId, id } = theContainer(lab, "web");
    expect(containerId).toMatch(/^[0-9a-f]{64}$/);
    for (const given of [containerId, containerId.slice(0, 12), containerId.slice(0, 5), "/web"])
      expect(containerNow(lab, given)?.id).toBe(id);
  });

  it("E5: a beginning that fits several is refused, one that fits none too", () => {
    for (let made = 0; made < 20; made++) lab.act({ do: "createContainer", ...box, image: "alpine" });
    const engine = engineNow(lab).id;
    const refusals = [..."0123456789abcdef"].map((digit) => findContainer(lab.world, engine, digit));
    expect(refusals).toContainEqual(
      expect.objectContaining({ refusal: expect.objectContaining({ code: "ambiguous-id" }) }),
    );
    expect(lab.refused({ do: "startContainer", ...box, container: "nosuch" })).toMatchObject({
      code: "no-container",
      what: "No such container: nosuch",
    });
  });

  it("E6: entry point and command come from the person, or else from the image", () => {
    const { spec, image } = theContainer(lab, "web");
    const row = lab.world.must(images, image);
    const config = { ...row.config, entrypoint: ["/entry"], cmd: ["a", "b"] };
    const line = (given: object) => commandLine({ ...spec, ...given }, { ...row, config });
    expect(line({})).toEqual(["/entry", "a", "b"]);
    expect(line({ command: ["c"] })).toEqual(["/entry", "c"]);
    expect(line({ entrypoint: ["/own"] })).toEqual(["/own"]);
    expect(line({ entrypoint: [], command: ["x"] })).toEqual(["x"]);
  });

  it("E7: a bind mount whose source must exist is refused without it", () => {
    const mounts = [{ kind: "bind", source: "/missing", target: "/x" }] as const;
    expect(
      lab.refused({ do: "createContainer", ...box, image: "alpine", mounts: [...mounts] }),
    ).toMatchObject({
      what: 'invalid mount config for type "bind": bind source path does not exist: /missing',
    });
  });
});

describe("running with a pull", () => {
  it("E8: a missing image is pulled first, then the container is made and started", () => {
    const lab = engineLab([]);
    const run = lab.begin({
      do: "runContainer",
      ...box,
      image: "alpine",
      name: "late",
      command: ["sleep", "60"],
    });
    expect(run).toEqual({ name: "late", container: null });
    expect(containerNow(lab, "late")).toBeUndefined();
    lab.pass(60_000);
    expect(stateOf(lab, "late")).toBe("running");
    const phases = phasesOf(lab, "box/container/late");
    expect(phases.map(([name]) => name).sort()).toEqual([
      "app",
      "cgroup",
      "client",
      "daemon",
      "image",
      "namespaces",
      "network",
      "process",
      "pull",
      "root file system",
    ]);
    expect(phases.find(([name]) => name === "pull")?.[1]).toBeGreaterThan(50);
  });

  it("E8: an image that no registry has is refused at once, a malformed option too", () => {
    const lab = engineLab([]);
    expect(lab.refused({ do: "runContainer", ...box, image: "nosuchimage" }).code).toBe("pull-denied");
    expect(lab.refused({ do: "runContainer", ...box, image: "alpine", ports: ["x:y"] }).code).toBe(
      "bad-port",
    );
    expect(lab.refused({ do: "runContainer", ...box, image: "alpine", name: "!" }).code).toBe("bad-name");
  });

  it("E8: a name that is taken while the image comes is told on the engine's timeline", () => {
    const lab = engineLab(["busybox"]);
    lab.begin({ do: "runContainer", ...box, image: "alpine", name: "one", command: ["sleep", "60"] });
    lab.begin({ do: "createContainer", ...box, image: "busybox", name: "one" });
    lab.pass(60_000);
    expect(stateOf(lab, "one")).toBe("created");
    expect(storyOf(lab, "box/engine")).toContain("run-failed");
  });

  it("E9: an image for another kernel is refused with what would help", () => {
    const lab = engineLab([]);
    const nano = "mcr.microsoft.com/windows/nanoserver";
    const refusal = lab.refused({ do: "runContainer", ...box, image: `${nano}:ltsc2022` });
    expect(refusal.code).toMatch(/no-matching-manifest|wrong-os|manifest-unknown/);
  });
});

describe("engines that cannot be reached", () => {
  it("E10: a machine without an engine, one that is off, none at all", () => {
    const lab = testLab();
    lab.act({ do: "addMachine", name: "box", preset: "server", os: "debian-13" });
    expect(lab.refused({ do: "runContainer", ...box, image: "alpine" })).toMatchObject({
      code: "no-engine",
      what: "docker: command not found",
    });
    lab.act({ do: "installEngine", ...box });
    expect(lab.refused({ do: "runContainer", ...box, image: "alpine" }).code).toBe("machine-off");
    expect(lab.refused({ do: "runContainer", machine: "none", image: "alpine" }).code).toBe("no-machine");
  });

  it("E10: a daemon that does not run is refused in the client's words", () => {
    const lab = engineLab();
    lab.act({ do: "stopEngine", ...box });
    expect(lab.refused({ do: "runContainer", ...box, image: "alpine" })).toEqual({
      code: "no-daemon",
      what: "Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?",
      why: "the daemon is stopped",
      wayOut: "Start the engine of box",
    });
  });
});

import { describe, expect, it } from "vitest";
import { connect } from "../../kernel/net/reach";
import { linesOf } from "../../kernel/output";
import { engineLab, insideOf, stateOf, theContainer } from "../../testing/engine";
import { catalogue } from "./catalogue";

const box = { machine: "box" };
const linux = catalogue.filter(({ os }) => os === "linux");
const nameOf = ({ repository, tags }: (typeof catalogue)[number]) => `${repository}:${tags[0]}`;
const isServer = ({ config }: (typeof catalogue)[number]) => (config.exposedPorts ?? []).length > 0;

/** Pulls an image, runs it as `docker run -d IMAGE` does, and waits a few seconds. */
function runs(image: string) {
  const lab = engineLab([image]);
  lab.act({ do: "runContainer", ...box, image, name: "it" });
  lab.pass(5_000);
  return lab;
}

describe("an image's own command, with nobody at its input", () => {
  it.each(linux.filter(isServer).map((image) => [nameOf(image), image] as const))(
    "I24: the server of %s runs and listens on the first port that its image exposes",
    (name, image) => {
      const lab = runs(name);
      expect(stateOf(lab, "it")).toBe("running");
      const { first } = insideOf(lab, "it");
      const port = Number(image.config.exposedPorts?.[0]?.split("/")[0]);
      expect(connect(lab.world, first.ns.net, "127.0.0.1", port, "tcp")).toMatchObject({
        ok: true,
        value: { process: first.id },
      });
    },
  );

  it.each(linux.filter((image) => !isServer(image)).map(nameOf))(
    "I24: what %s starts has nothing to do, and ends well",
    (name) => {
      expect(stateOf(runs(name), "it")).toBe("exited 0");
    },
  );

  it("I24: hello-world says its text", () => {
    const lab = runs("hello-world");
    const said = linesOf(lab.world, theContainer(lab, "it").output).map(({ text }) => text);
    expect(said.join(" ")).toContain("Hello from Docker!");
  });

  it.each(["alpine", "debian", "python:slim", "node:alpine"])(
    "I24: what %s starts waits where its input is kept open, or is a terminal",
    (image) => {
      const lab = engineLab([image]);
      lab.act({ do: "runContainer", ...box, image, name: "open", openStdin: true });
      lab.act({ do: "runContainer", ...box, image, name: "terminal", tty: true });
      lab.pass(5_000);
      expect([stateOf(lab, "open"), stateOf(lab, "terminal")]).toEqual(["running", "running"]);
    },
  );

  it("I24: cat ends without input and waits with it; a script does what it says either way", () => {
    const lab = engineLab();
    const run = (name: string, options: object) =>
      lab.act({ do: "runContainer", ...box, image: "alpine", name, ...options });
    run("cat", { command: ["cat"] });
    run("waiting", { command: ["cat"], openStdin: true });
    run("script", { command: ["sh", "-c", "sleep 3; exit 7"] });
    run("tail", { command: ["tail", "-f", "/dev/null"] });
    lab.pass(1_000);
    const states = () => ["cat", "waiting", "script", "tail"].map((name) => stateOf(lab, name));
    expect(states()).toEqual(["exited 0", "running", "running", "running"]);
    lab.pass(3_000);
    expect(states()).toEqual(["exited 0", "running", "exited 7", "running"]);
  });

  it("I25: a program that a build compiled serves the first port of its image, or just goes on", () => {
    const lab = engineLab([]);
    const build = (tag: string, ...more: string[]) =>
      lab.act({
        do: "buildImage",
        ...box,
        tag,
        files: [{ path: "main.go", content: "package main" }],
        dockerfile: [
          "FROM golang:alpine AS build",
          "COPY main.go .",
          "RUN go build -o /out/app .",
          "FROM scratch",
          "COPY --from=build /out/app /app",
          ...more,
          'ENTRYPOINT ["/app"]',
        ].join("\n"),
      });
    build("server", "EXPOSE 9000 9001/udp");
    build("worker");
    for (const image of ["server", "worker"]) lab.act({ do: "runContainer", ...box, image, name: image });
    lab.pass(1_000);
    const reach = (name: string) =>
      connect(lab.world, insideOf(lab, name).first.ns.net, "127.0.0.1", 9000, "tcp");
    expect(reach("server")).toMatchObject({ ok: true, value: { process: insideOf(lab, "server").first.id } });
    expect(reach("worker")).toMatchObject({ refusal: { code: "ECONNREFUSED" } });
    lab.act({ do: "stopContainer", ...box, container: "server" });
    lab.act({ do: "stopContainer", ...box, container: "worker" });
    lab.pass(1_000);
    expect([stateOf(lab, "server"), stateOf(lab, "worker")]).toEqual(["exited 0", "exited 0"]);
  });
});

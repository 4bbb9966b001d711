import { describe, expect, it } from "vitest";
import { buildOf, built, contextOf, ended } from "../../testing/builds";
import { testStore } from "../../testing/store";
import { imageBytes } from "../images/store";
import { pictureOf } from "./stage-state";
import type { BuildSpec } from "./tables";

/** Builds on a base and looks at the result. */
function result(base: string, lines: readonly string[], spec: Partial<BuildSpec> = {}) {
  const { world, engine } = testStore();
  const image = built(world, engine, [`FROM ${base}`, ...lines], spec);
  const files = pictureOf(world, image);
  const text = (path: string) => files.get(path)?.content;
  return { image, files, text, bytes: imageBytes(world, image) };
}

function error(base: string, ...lines: string[]) {
  const { world, engine } = testStore();
  const { build, steps } = ended(world, engine, buildOf([`FROM ${base}`, ...lines]));
  return [build.error.match(/exit code: \d+/)?.[0], steps.at(-1)?.output.at(-1)];
}

const DEBIAN = "debian:12-slim";
const UPDATE = "RUN apt-get update";
const INSTALL = "RUN apt-get install -y curl";

describe("settings", () => {
  it("D14: instructions without files change the configuration alone", () => {
    const { image } = result("nginx:alpine", [
      `ENV A=1 B=\${A:-0}`,
      "ENV C=$A",
      "LABEL who=$A",
      "EXPOSE 8080 53/udp 80",
      "VOLUME /data /logs",
      "USER nobody",
      "STOPSIGNAL SIGINT",
      "ENTRYPOINT sleep $A",
    ]);
    expect(image.config).toMatchObject({
      env: { A: "1", B: "0", C: "1" },
      labels: { who: "1" },
      exposedPorts: ["80/tcp", "8080/tcp", "53/udp"],
      volumes: ["/data", "/logs"],
      user: "nobody",
      stopSignal: "SIGINT",
      entrypoint: ["/bin/sh", "-c", "sleep $A"],
      cmd: [],
    });
    expect(image.layers).toHaveLength(3);
    expect(image.history.slice(-8).every(({ emptyLayer, bytes }) => emptyLayer && bytes === 0)).toBe(true);
  });

  it("D14: WORKDIR goes on from the one before and makes what is missing", () => {
    const { image, files } = result("alpine", ["WORKDIR /a", "WORKDIR b/../c", "COPY x ."], {
      context: contextOf({ x: "1" }),
    });
    expect(image.config.workdir).toBe("/a/c");
    expect(files.has("/a/c/x")).toBe(true);
  });
});

describe("hostile input", () => {
  it("D18: names that mean something to the engine's own language mean nothing in a Dockerfile", () => {
    const odd = [
      "ARG constructor",
      "ENV __proto__=x toString=$constructor",
      "RUN apk add constructor && valueOf || true",
    ];
    const { image, files } = result("alpine", odd, { context: contextOf({ "../..": "x", "": "y" }) });
    expect(Object.entries(image.config.env).slice(1)).toEqual([
      ["__proto__", "x"],
      ["toString", ""],
    ]);
    expect(files.has("/usr/bin/constructor")).toBe(true);
  });
});

describe("COPY", () => {
  const context = contextOf({
    "src/a.js": "a",
    "src/lib/b.js": "b",
    "c.txt": "c",
    "d.txt": "d",
    "skip/e.txt": "e",
    ".dockerignore": "skip",
  });

  it("D15: files, directories and patterns land where Docker puts them", () => {
    const { files } = result(
      "alpine",
      ["COPY src /app", "COPY *.txt /text/", "COPY c.txt /etc", "COPY c.txt /renamed", "COPY . /all"],
      { context },
    );
    for (const path of [
      "/app/a.js",
      "/app/lib/b.js",
      "/text/c.txt",
      "/text/d.txt",
      "/etc/c.txt",
      "/renamed",
      "/all/src/lib/b.js",
    ])
      expect(files.get(path)?.kind, path).toBe("file");
    for (const path of ["/app/src", "/all/skip", "/all/.dockerignore"])
      expect(files.has(path), path).toBe(false);
  });

  it("D15: owner and mode can be set; otherwise files are root's", () => {
    const { files } = result("alpine", ["COPY --chown=www-data:5 --chmod=700 c.txt /c", "COPY c.txt /d"], {
      context,
    });
    expect(files.get("/c")).toMatchObject({ uid: 33, gid: 5, mode: 0o700 });
    expect(files.get("/d")).toMatchObject({ uid: 0, gid: 0, mode: 0o644 });
  });

  it("D15: ADD fetches what is at an address", () => {
    const { files } = result("alpine", ["ADD https://example.org/data.bin /data/"]);
    expect(files.get("/data/data.bin")?.size).toBe(500_000);
  });
});

describe("RUN", () => {
  it("D16: small tools change files", () => {
    const { text, files } = result("alpine", [
      "ENV NAME=world",
      'RUN mkdir -p /d/e && cd /d && echo "hello $NAME" > greeting && echo more >> greeting && touch empty',
      "RUN cp -r /d /copy; mv /copy/empty /moved; ln -s /d/greeting /link; chmod 600 /d/greeting; chown -R 7:8 /copy",
      "RUN adduser -D app && false || echo recovered > /r",
      "RUN <<EOF\necho one > /h\necho two >> /h\nEOF",
      'RUN ["mkdir", "/json form"]',
    ]);
    expect(text("/d/greeting")).toBe("hello world\nmore\n");
    expect(files.get("/d/greeting")?.mode).toBe(0o600);
    expect(files.get("/copy/greeting")).toMatchObject({ uid: 7, gid: 8 });
    expect([files.has("/copy/empty"), files.has("/moved"), files.get("/link")?.target]).toEqual([
      false,
      true,
      "/d/greeting",
    ]);
    expect(text("/etc/passwd")).toContain("app:x:1000:1000::/home/app:/bin/sh");
    expect([text("/r"), text("/h")]).toEqual(["recovered\n", "one\ntwo\n"]);
    expect(files.get("/json form")?.kind).toBe("dir");
  });

  it("D16: what is not in the image cannot run in it", () => {
    expect(error("alpine", INSTALL)).toEqual(["exit code: 127", "/bin/sh: apt-get: not found"]);
    expect(error(DEBIAN, "RUN apk add curl")).toEqual(["exit code: 127", "/bin/sh: 1: apk: not found"]);
    expect(error("scratch", "RUN ls")[0]).toBe("exit code: 127");
    expect(error("alpine", "RUN exit 3")[0]).toBe("exit code: 3");
  });

  it("D17: packages need the index that apt-get update fetches", () => {
    expect(error(DEBIAN, INSTALL)).toEqual(["exit code: 100", "E: Unable to locate package curl"]);
    const { files } = result(DEBIAN, [
      `${UPDATE} && apt-get install -y curl build-essential`,
      "RUN curl -o /x http://a/b && make",
    ]);
    expect([files.has("/usr/bin/curl"), files.has("/usr/bin/gcc"), files.has("/x")]).toEqual([
      true,
      true,
      true,
    ]);
    expect(error(DEBIAN, "RUN apt-get update && apt-get install curl")[0]).toBe("exit code: 1");
  });

  it("D17: files removed in a later layer still take room; in the same step they never do", () => {
    const remove = "rm -rf /var/lib/apt/lists/*";
    const apart = result(DEBIAN, [UPDATE, INSTALL, `RUN ${remove}`]);
    const together = result(DEBIAN, [`RUN apt-get update && apt-get install -y curl && ${remove}`]);
    expect(apart.bytes - together.bytes).toBe(19_700_000);
    expect([...apart.files.keys()]).toEqual(expect.arrayContaining([...together.files.keys()]));
    expect(apart.files.has("/var/lib/apt/lists/indexes")).toBe(false);
  });

  it("D17: language packages follow their lists", () => {
    const python = contextOf({ "requirements.txt": "flask==3\n# no\ngunicorn>=2\n" });
    const pip = (flag: string) =>
      result("python:slim", ["COPY requirements.txt .", `RUN pip install ${flag} -r requirements.txt`], {
        context: python,
      });
    expect(pip("").bytes - pip("--no-cache-dir").bytes).toBe(2 * 1_300_000);
    expect(pip("").files.has("/usr/local/lib/python3.13/site-packages/flask")).toBe(true);
    expect(error("python:slim", "RUN pip install -r x")[1]).toContain("No such file or directory: 'x'");
    expect(error("node:alpine", "RUN npm ci")[0]).toBe("exit code: 254");
    const manifest = contextOf({ "package.json": '{"dependencies":{"a":"1"},"devDependencies":{"b":"1"}}' });
    const npm = result("node:alpine", ["COPY package.json /", "RUN npm install --omit=dev c"], {
      context: manifest,
    });
    expect(["a", "b", "c"].map((name) => npm.files.has(`/node_modules/${name}`))).toEqual([
      true,
      false,
      true,
    ]);
    expect(result("alpine", ["RUN apk add --no-cache python3 git"]).files.has("/usr/bin/git")).toBe(true);
  });
});

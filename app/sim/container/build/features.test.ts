import { describe, expect, it } from "vitest";
import { buildOf, contextOf, ended } from "../../testing/builds";
import { testStore } from "../../testing/store";
import { type Image, images } from "../tables";
import { buildImage } from "./build";
import type { Picture } from "./picture";
import { pictureOf } from "./stage-state";
import type { BuildSpec } from "./tables";

interface Outcome {
  readonly image: Image;
  readonly files: Picture;
  readonly shown: readonly string[];
}

/** Builds a Dockerfile and looks at all that came of it. */
function outcome(
  text: string,
  files: Readonly<Record<string, string>> = {},
  spec: Partial<BuildSpec> = {},
): Outcome {
  const { world, engine } = testStore();
  const { build, steps } = ended(world, engine, {
    ...buildOf([text], spec),
    context: contextOf(files),
  });
  if (build.image === null) throw new Error(build.error);
  const image = world.must(images, build.image);
  return {
    image,
    files: pictureOf(world, image),
    shown: steps.map(({ instruction }) => instruction),
  };
}

/** Files below a directory by path: their text, or their kind. */
function below({ files }: Outcome, dir: string): Record<string, string> {
  const inside = [...files.values()].filter(({ path }) => path === dir || path.startsWith(`${dir}/`));
  return Object.fromEntries(inside.map(({ path, kind, content }) => [path, content ?? kind]));
}

function textOf(built: Outcome, path: string): string | undefined {
  return built.files.get(path)?.content;
}

/** What the builder says of a Dockerfile that it does not begin to build. */
function refusedFor(text: string): string {
  const { world, engine } = testStore();
  const begun = buildImage(world, engine, buildOf([text]), null);
  if (begun.ok) throw new Error("it was begun");
  return begun.refusal.why;
}

/** How a build that was begun failed. */
function failureOf(text: string, files: Readonly<Record<string, string>> = {}): [string, number] {
  const { world, engine } = testStore();
  const { build } = ended(world, engine, { ...buildOf([text]), context: contextOf(files) });
  expect(build.state).toBe("failed");
  return [build.error, build.errorLine];
}

describe("ARG", () => {
  it("D3: one before the first FROM names base images, and is seen in a stage only where that repeats it", () => {
    const lines = (repeat: string) => `ARG BASE=alpine V=1\nFROM $BASE\n${repeat}\nRUN echo "[$V]" > /out`;
    expect(textOf(outcome(lines("")), "/out")).toBe("[]\n");
    expect(textOf(outcome(lines("ARG V")), "/out")).toBe("[1]\n");
    expect(textOf(outcome(lines("ARG V=2")), "/out")).toBe("[2]\n");
    expect(textOf(outcome(lines("ARG V"), {}, { args: { V: "9" } }), "/out")).toBe("[9]\n");
  });

  it("D3: it ends with its stage and is no part of the image; what ENV made of it stays", () => {
    const built = outcome('FROM alpine AS one\nARG A=1\nENV B=$A\nFROM one\nRUN echo "[$A][$B]" > /out');
    expect(textOf(built, "/out")).toBe("[][1]\n");
    expect(Object.keys(built.image.config.env)).toEqual(["PATH", "B"]);
  });

  it("D3: ENV goes before ARG, and what nobody declared is not put in", () => {
    const built = outcome(
      'FROM alpine\nENV A=env\nARG A=arg\nARG B\nRUN echo "$A $B $C" > /out',
      {},
      { args: { A: "given", B: "b", C: "c" } },
    );
    expect(textOf(built, "/out")).toBe("env b \n");
  });

  it("D3: a base image may come of a default", () => {
    expect(outcome(`FROM \${BASE:-alpine:3}\nRUN echo 1 > /out`).image.layers).toHaveLength(2);
  });
});

describe("ENV and LABEL", () => {
  it("D3: double quotes keep spaces and put variables in, single ones keep all, a backslash keeps one character", () => {
    const built = outcome(
      [
        "FROM alpine",
        "ENV KEY=value",
        `ENV A='$KEY' B="$KEY x" C=x\\ y D=\\$KEY E="\\$KEY" F=a'b c'd`,
        `LABEL who='$KEY' "a b"="c $KEY"`,
      ].join("\n"),
    );
    const { PATH: _, ...env } = built.image.config.env;
    expect(env).toEqual({
      KEY: "value",
      A: "$KEY",
      B: "value x",
      C: "x y",
      D: "$KEY",
      E: "$KEY",
      F: "ab cd",
    });
    expect(built.image.config.labels).toEqual({ who: "$KEY", "a b": "c value" });
  });

  it("D3: the old form without an equals sign takes the rest of the line", () => {
    expect(outcome("FROM alpine\nENV KEY value with spaces").image.config.env.KEY).toBe("value with spaces");
  });

  it("D3: all variables of one instruction see what was there before it", () => {
    const built = outcome("FROM alpine\nENV A=1\nENV A=2 B=$A\nENV C=$A");
    expect(built.image.config.env).toMatchObject({ A: "2", B: "1", C: "2" });
  });

  it.each([
    [`\${V:-d}`, "d", "d", "x"],
    [`\${V-d}`, "d", "", "x"],
    [`\${V:+z}`, "", "", "z"],
    [`\${V+z}`, "", "z", "z"],
    [`\${V}`, "", "", "x"],
    [`a\${V}b$V`, "ab", "ab", "axbx"],
  ])("D3: %s with V unset, empty, and x", (text, unset, empty, set) => {
    const value = (before: string) => outcome(`FROM alpine\n${before}\nENV R="${text}"`).image.config.env.R;
    expect([value(""), value("ENV V="), value("ENV V=x")]).toEqual([unset, empty, set]);
  });
});

describe("stages", () => {
  it("D11: are named in any case or numbered; files keep their modes, and owners where --chown says so", () => {
    const built = outcome(
      [
        "FROM alpine AS Build",
        "RUN echo 1 > /x && chmod 700 /x && chown nobody /x",
        "FROM busybox",
        "COPY --from=build /x /named",
        "COPY --from=0 --chown=www-data:www-data /x /owned",
        "COPY --from=0 --chmod=600 --chown=5 /x /numbers",
      ].join("\n"),
    );
    const look = (path: string) => {
      const file = built.files.get(path);
      return [file?.mode.toString(8), file?.uid, file?.gid, file?.content];
    };
    expect(look("/named")).toEqual(["700", 0, 0, "1\n"]);
    expect(look("/owned")).toEqual(["700", 33, 33, "1\n"]);
    expect(look("/numbers")).toEqual(["600", 5, 5, "1\n"]);
    expect(built.files.has("/x")).toBe(false);
  });

  it("D11: nothing of a stage is in the image but what is copied from it: no settings, no files, no history", () => {
    const built = outcome(
      [
        "FROM alpine AS build",
        "ENV SECRET=1",
        "USER nobody",
        "RUN echo 1 > /x",
        "FROM alpine",
        "COPY --from=build /x /y",
      ].join("\n"),
    );
    expect(built.image.config).toMatchObject({ user: "" });
    expect(built.image.config.env.SECRET).toBeUndefined();
    expect(below(built, "/x")).toEqual({});
    expect(built.image.history.map(({ createdBy }) => createdBy).slice(1)).toEqual([
      'CMD ["/bin/sh"]',
      "COPY --from=build /x /y # buildkit",
    ]);
  });

  it("D11: a stage that is not there is taken for an image, as Docker does", () => {
    expect(refusedFor("FROM alpine\nCOPY --from=nostage /a /b")).toBe(
      "pull access denied for nostage, repository does not exist or may require 'docker login': denied: requested access to the resource is denied",
    );
    expect(refusedFor("FROM later AS one\nFROM alpine AS later\nFROM one")).toContain(
      "pull access denied for later",
    );
  });
});

describe("COPY", () => {
  const TREE = {
    "a.txt": "1",
    "b.txt": "2",
    "d/c.txt": "3",
    "d/e/f": "4",
    "ee.md": "5",
    "g.md": "6",
    "a b": "7",
  };

  it.each<[string, Record<string, string>]>([
    ["COPY a.txt /x", { "/x": "1" }],
    ["COPY a.txt /x/", { "/x": "dir", "/x/a.txt": "1" }],
    ["COPY a.txt b.txt /x/", { "/x": "dir", "/x/a.txt": "1", "/x/b.txt": "2" }],
    ["COPY *.txt /x/", { "/x": "dir", "/x/a.txt": "1", "/x/b.txt": "2" }],
    ["COPY ?.md /x/", { "/x": "dir", "/x/g.md": "6" }],
    ["COPY [b-z].txt /x/", { "/x": "dir", "/x/b.txt": "2" }],
    ["COPY [^b].txt /x/", { "/x": "dir", "/x/a.txt": "1" }],
    ["COPY a.txt none* /x/", { "/x": "dir", "/x/a.txt": "1" }],
    ["COPY none* /x/", {}],
    ["COPY d /x", { "/x": "dir", "/x/c.txt": "3", "/x/e": "dir", "/x/e/f": "4" }],
    ["COPY d/ /x/", { "/x": "dir", "/x/c.txt": "3", "/x/e": "dir", "/x/e/f": "4" }],
    ['COPY ["a b", "/x/"]', { "/x": "dir", "/x/a b": "7" }],
    ["COPY ../a.txt /x", { "/x": "1" }],
    [
      "WORKDIR /x\nCOPY a.txt .\nCOPY b.txt sub/",
      { "/x": "dir", "/x/a.txt": "1", "/x/sub": "dir", "/x/sub/b.txt": "2" },
    ],
    ["COPY d /x\nCOPY d/e/f /x", { "/x": "dir", "/x/c.txt": "3", "/x/e": "dir", "/x/e/f": "4", "/x/f": "4" }],
    ["ENV T=/x\nCOPY a.txt $T/y", { "/x": "dir", "/x/y": "1" }],
    ["COPY <<EOF /x/y\none $PATH_NOT\ntwo\nEOF", { "/x": "dir", "/x/y": "one \ntwo\n" }],
    ["COPY <<'EOF' /x/\nkeep $HOME\nEOF", { "/x": "dir", "/x/EOF": "keep $HOME\n" }],
    ["COPY <<-END /x\n\t\tone\n\tEND", { "/x": "one\n" }],
  ])("D15: %s", (lines, files) => {
    expect(below(outcome(`FROM alpine\n${lines}`, TREE), "/x")).toEqual(files);
  });

  it("D15: what .dockerignore names is not in the context: the last line that fits decides", () => {
    const files = {
      ".dockerignore": "# no comment\n*.log\n!keep.log\nsecret\n**/tmp\n",
      "a.log": "1",
      "keep.log": "2",
      "secret/key": "3",
      "b/tmp/c": "4",
      "b/d.log": "5",
      Dockerfile: "FROM alpine",
    };
    expect(below(outcome("FROM alpine\nCOPY . /x", files), "/x")).toEqual({
      "/x": "dir",
      "/x/Dockerfile": "FROM alpine",
      "/x/b": "dir",
      "/x/b/d.log": "5",
      "/x/keep.log": "2",
    });
    expect(failureOf("FROM alpine\n\nCOPY a.log /x", files)).toEqual([
      'failed to solve: failed to compute cache key: failed to calculate checksum of ref: "/a.log": not found',
      3,
    ]);
  });

  it("D12: several sources need a directory, and a source must be there", () => {
    expect(failureOf("FROM alpine\nCOPY a b /x", { a: "1", b: "2" })).toEqual([
      "failed to solve: When using COPY with more than one source file, the destination must be a directory and end with a /",
      2,
    ]);
    expect(failureOf("FROM alpine\nRUN echo\nCOPY a nosuch /x/", { a: "1" })).toEqual([
      'failed to solve: failed to compute cache key: failed to calculate checksum of ref: "/nosuch": not found',
      3,
    ]);
    expect(failureOf("FROM alpine AS one\nFROM alpine\nCOPY --from=one /nosuch /x")[1]).toBe(3);
  });
});

describe("the text of a Dockerfile", () => {
  it("D1: the escape directive puts another character at the ends of continued lines", () => {
    const built = outcome("# escape=`\nFROM alpine\nRUN echo one `\n  two > /out\nLABEL a=1 `\n  b=2");
    expect(textOf(built, "/out")).toBe("one two\n");
    expect(built.shown[1]).toBe("RUN echo one two > /out");
    expect(built.image.config.labels).toEqual({ a: "1", b: "2" });
  });

  it("D1: case, indentation, carriage returns, comments and empty lines do not matter", () => {
    const plain = outcome("FROM alpine\nRUN echo a b > /out\nENV A=1");
    const odd = outcome(
      "# first\r\n  from alpine\r\n\r\n\trun echo a \\\r\n# within\r\n\r\nb > /out\r\nEnv A=1\r\n",
    );
    expect(textOf(odd, "/out")).toBe("a b\n");
    expect(odd.image.config).toEqual(plain.image.config);
    expect(odd.image.layers.at(-1)).toBe(plain.image.layers.at(-1));
  });

  it("D1: a here-document of RUN is a script of several lines", () => {
    const built = outcome(
      'FROM alpine\nRUN <<EOF\necho one > /out\ncd /etc\necho "$PWD" two >> /out\nEOF\nENV A=1',
    );
    expect(textOf(built, "/out")).toContain("one\n");
    expect(textOf(built, "/out")).toContain("two\n");
    expect(built.image.config.env.A).toBe("1");
  });

  it.each<[string, readonly string[], readonly string[]]>([
    ["CMD a b", ["/bin/sh", "-c", "a b"], []],
    ['CMD ["a", "b c"]', ["a", "b c"], []],
    ["CMD ['a', 'b']", ["/bin/sh", "-c", "['a', 'b']"], []],
    ['CMD ["a", 1]', ["/bin/sh", "-c", '["a", 1]'], []],
    ["CMD a\nCMD b", ["/bin/sh", "-c", "b"], []],
    ["CMD []", [], []],
    ['CMD ["x"]\nENTRYPOINT ["e"]', [], ["e"]],
    ['ENTRYPOINT ["e"]\nCMD ["x", "$A"]', ["x", "$A"], ["e"]],
    ['ENTRYPOINT ["e"]\nENTRYPOINT []', [], []],
  ])("D14: %s", (lines, cmd, entrypoint) => {
    expect(outcome(`FROM alpine\n${lines}`).image.config).toMatchObject({ cmd, entrypoint });
  });

  it("D14: EXPOSE takes protocols, ranges and variables, each port once", () => {
    const built = outcome("FROM alpine\nENV P=9000\nEXPOSE 80 7000-7002/udp $P 80/tcp");
    const ports = ["80/tcp", "7000/udp", "7001/udp", "7002/udp", "9000/tcp"];
    expect(built.image.config.exposedPorts).toEqual(ports);
    expect(outcome("FROM alpine\nEXPOSE 80 53/udp").image.history.at(-1)).toEqual({
      createdBy: "EXPOSE map[80/tcp:{} 53/udp:{}]",
      bytes: 0,
      emptyLayer: true,
    });
  });

  it("D14: VOLUME, USER, WORKDIR and STOPSIGNAL take variables", () => {
    const built = outcome(
      "FROM alpine\nENV D=/data U=nobody S=SIGINT\nVOLUME $D /logs\nUSER $U\nWORKDIR $D/in\nSTOPSIGNAL $S",
    );
    expect(built.image.config).toMatchObject({
      volumes: ["/data", "/logs"],
      user: "nobody",
      workdir: "/data/in",
      stopSignal: "SIGINT",
    });
    expect(below(built, "/data")).toEqual({ "/data": "dir", "/data/in": "dir" });
  });
});

describe("faults in a Dockerfile", () => {
  it.each<[string, string]>([
    ["FROM alpine\nCOPPY a b", "line 2: unknown instruction: COPPY (did you mean COPY?)"],
    ["FROM alpine\n\n\nEXPOES 80", "line 4: unknown instruction: EXPOES (did you mean EXPOSE?)"],
    ["FROM alpine\nCOPY --foo=1 a b", "line 2: unknown flag: --foo"],
    ["FROM alpine\nRUN --from=x ls", "line 2: unknown flag: --from"],
    ["FROM alpine\nLABEL a", "line 2: LABEL must have two arguments"],
    ["FROM alpine\nENV A=1 B", "line 2: ENV must have two arguments"],
    ["FROM alpine\nWORKDIR", "line 2: WORKDIR requires at least one argument"],
    ["FROM alpine\nRUN <<EOF\necho one", "line 2: unterminated heredoc"],
    ["FROM alpine\nCOPY <<EOF /x\none\nEOFF", "line 2: unterminated heredoc"],
    ["FROM alpine foo", "line 1: FROM requires either one or three arguments"],
    ["FROM", "line 1: FROM requires at least one argument"],
    ["ENV A=1\nFROM alpine", "line 1: no build stage in current context"],
    ["# nothing\n\n", "line 1: file with no instructions"],
  ])("D2: %j", (text, why) => {
    expect(refusedFor(text)).toBe(`dockerfile parse error on ${why}`);
  });

  it("D2: a base image that is no reference is refused in Docker's words", () => {
    expect(refusedFor("FROM Alpine")).toContain("repository name (library/Alpine) must be lowercase");
    expect(refusedFor("FROM alpine:")).toContain("invalid reference format");
    expect(refusedFor("FROM alpine:9.9")).toBe(
      "manifest for alpine:9.9 not found: manifest unknown: manifest unknown",
    );
  });
});

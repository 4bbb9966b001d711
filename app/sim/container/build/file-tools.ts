/** Small tools that RUN instructions use on files. */
import { MODE_BITS, PROGRAM_MODE } from "../../kernel/files/abi";
import { fits } from "./patterns";
import { erase, isDirectory, pathsBelow, put, realPath } from "./picture";
import type { Running, Tool } from "./running";

const OCTAL = 8;

const plain = (args: readonly string[]) => args.filter((arg) => !arg.startsWith("-"));

/** The absolute path that a tool means by an argument. */
export function pathOf(running: Running, path: string): string {
  return realPath(running.draft.now, path.startsWith("/") ? path : `${running.cwd}/${path}`);
}

function expanded(running: Running, path: string): string[] {
  if (!/[*?]/.test(path)) return [pathOf(running, path)];
  const pattern = pathOf(running, path).slice(1);
  return [...running.draft.now.keys()].filter((key) => fits(key.slice(1), pattern));
}

function complain(running: Running, line: string): number {
  running.output.push(line);
  return 1;
}

const echo: Tool = (running, args) => {
  running.output.push(
    ...args
      .filter((arg, at) => at > 0 || arg !== "-e")
      .join(" ")
      .replace(/\\n/g, "\n")
      .replace(/\n$/, "")
      .split("\n"),
  );
  return 0;
};

const cd: Tool = (running, [to = "/"]) => {
  const path = pathOf(running, to);
  if (!isDirectory(running.draft.now, path)) return complain(running, `/bin/sh: cd: can't cd to ${to}`) + 1;
  running.cwd = path;
  return 0;
};

const mkdir: Tool = (running, args) => {
  const parents = args.some((arg) => /^-\w*p/.test(arg));
  for (const arg of plain(args)) {
    const path = pathOf(running, arg);
    if (running.draft.now.has(path)) {
      if (parents) continue;
      return complain(running, `mkdir: cannot create directory '${arg}': File exists`);
    }
    put(running.draft, { path, kind: "dir" });
  }
  return 0;
};

const touch: Tool = (running, args) => {
  for (const arg of plain(args)) {
    const path = pathOf(running, arg);
    put(running.draft, running.draft.now.get(path) ?? { path, content: "" });
  }
  return 0;
};

const rm: Tool = (running, args) => {
  const force = args.some((arg) => /^-\w*f/.test(arg));
  for (const arg of plain(args)) {
    const paths = expanded(running, arg).filter((path) => running.draft.now.has(path));
    if (paths.length === 0 && !force)
      return complain(running, `rm: cannot remove '${arg}': No such file or directory`);
    for (const path of paths) erase(running.draft, path);
  }
  return 0;
};

const cp: Tool = (running, args, name) => {
  const sources = plain(args);
  const to = pathOf(running, sources.pop() ?? "");
  const { draft } = running;
  for (const source of sources) {
    const from = pathOf(running, source);
    if (!draft.now.has(from))
      return complain(running, `${name}: cannot stat '${source}': No such file or directory`);
    const target = isDirectory(draft.now, to) ? `${to}${from.slice(from.lastIndexOf("/"))}` : to;
    for (const path of pathsBelow(draft.now, from)) {
      const file = draft.now.get(path);
      if (file) put(draft, { ...file, path: `${target}${path.slice(from.length)}` });
    }
    if (name === "mv") erase(draft, from);
  }
  return 0;
};

const ln: Tool = (running, args) => {
  const [target = "", name = ""] = plain(args);
  put(running.draft, { path: pathOf(running, name), kind: "symlink", target });
  return 0;
};

function changed(
  running: Running,
  args: readonly string[],
  change: { mode: number } | { uid: number; gid: number },
): number {
  const all = args.some((arg) => /^-\w*R/.test(arg));
  for (const arg of plain(args).slice(1))
    for (const at of expanded(running, arg))
      for (const path of all ? pathsBelow(running.draft.now, at) : [at]) {
        const file = running.draft.now.get(path);
        if (file) put(running.draft, { ...file, ...change });
      }
  return 0;
}

const chmod: Tool = (running, args) => {
  const [mode = ""] = plain(args);
  const bits = /^[0-7]+$/.test(mode) ? Number.parseInt(mode, OCTAL) & MODE_BITS : PROGRAM_MODE;
  return changed(running, args, { mode: bits });
};

/** The number of a user or group: itself, or what /etc/passwd or /etc/group says; 0 if neither knows it. */
export function numberOf(
  running: Pick<Running, "draft">,
  file: "/etc/passwd" | "/etc/group",
  name: string,
): number {
  if (/^\d+$/.test(name)) return Number(name);
  const lines = running.draft.now.get(file)?.content?.split("\n") ?? [];
  return Number(lines.map((line) => line.split(":")).find(([known]) => known === name)?.[2] ?? 0);
}

const chown: Tool = (running, args) => {
  const [user = "", group = user] = (plain(args)[0] ?? "").split(":");
  return changed(running, args, {
    uid: numberOf(running, "/etc/passwd", user),
    gid: numberOf(running, "/etc/group", group),
  });
};

const FIRST_USER = 1000;

const adduser: Tool = (running, args, name) => {
  const user = plain(args).at(-1) ?? "";
  const file = name.includes("group") ? "/etc/group" : "/etc/passwd";
  const path = realPath(running.draft.now, file);
  const lines = (running.draft.now.get(path)?.content ?? "").split("\n").filter((line) => line !== "");
  const taken = lines.map((line) => Number(line.split(":")[2]));
  let id = FIRST_USER;
  while (taken.includes(id)) id++;
  lines.push(file === "/etc/group" ? `${user}:x:${id}:` : `${user}:x:${id}:${id}::/home/${user}:/bin/sh`);
  put(running.draft, { path, content: lines.map((line) => `${line}\n`).join("") });
  return 0;
};

/** Tools by name. */
export const fileTools: Readonly<Record<string, Tool>> = {
  false: () => 1,
  echo,
  cd,
  mkdir,
  touch,
  rm,
  cp,
  mv: cp,
  ln,
  chmod,
  chown,
  adduser,
  addgroup: adduser,
  useradd: adduser,
  groupadd: adduser,
};

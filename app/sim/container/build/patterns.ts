/** File patterns as in COPY and .dockerignore: `*`, `?` and `[a-c]` within a name, `**` across directories. */

const TOKENS = /\*\*\/|\*\*|\*|\[\^?[^\]]+\]|[\s\S]/g;

/** Whether a token stands for a character, as itself or as one of several. */
function stands(token: string, character: string | undefined): boolean {
  if (token === "?") return character !== "/";
  if (token.length < 2 || character === undefined) return character === token;
  if (character === "/") return false;
  const [, not, members = ""] = /^\[(\^?)([\s\S]*)\]$/.exec(token) ?? [];
  const parts = members.match(/[\s\S]-[\s\S]|[\s\S]/g) ?? [];
  const among = parts.some((part) =>
    part.length > 1 ? part.slice(0, 1) <= character && character <= part.slice(-1) : part === character,
  );
  return among !== (not === "^");
}

/** Positions in a path that can be reached after one more token of a pattern. */
function after(path: string, reached: readonly boolean[], token: string): boolean[] {
  const next = reached.map(() => false);
  let open = false;
  for (const [at, here] of reached.entries()) {
    const before = at === 0 ? "" : path[at - 1];
    if (token === "**" || token === "**/") {
      next[at] = here || (open && (token === "**" || before === "/"));
      open ||= here;
    } else if (token === "*") {
      open = here || (open && before !== "/");
      next[at] = open;
    } else next[at] = at > 0 && reached[at - 1] === true && stands(token, before);
  }
  return next;
}

/**
 * Whether a path fits a pattern; `below` also accepts everything below what fits. Both without a leading slash. Takes
 * time in proportion to both lengths, whatever the pattern.
 */
export function fits(path: string, pattern: string, below = false): boolean {
  let reached: boolean[] = Array.from({ length: path.length + 1 }, (_, at) => at === 0);
  for (const token of pattern.match(TOKENS) ?? []) reached = after(path, reached, token);
  return reached.at(-1) === true || (below && reached.some((here, at) => here && path[at] === "/"));
}

/** A path of the context with dots and slashes resolved, from the root: `../a/./b/` is `a/b`. */
export function clean(path: string): string {
  const parts: string[] = [];
  for (const part of path.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "" && part !== ".") parts.push(part);
  }
  return parts.join("/");
}

/** Which paths a .dockerignore leaves in the context: its last line that fits decides, and `!` takes back. */
export function notIgnored(ignore: string): (path: string) => boolean {
  const rules = ignore
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map((line) => ({ keep: line.startsWith("!"), pattern: clean(line.replace(/^!/, "")) }));
  return (path) => {
    const last = rules.findLast(({ pattern }) => fits(clean(path), pattern, true));
    return last === undefined || last.keep;
  };
}

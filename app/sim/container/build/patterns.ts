/** File patterns as in COPY and .dockerignore: `*` and `?` within a name, `**` across directories. */

const SPECIAL = /[.+^${}()|\\]/g;

function toExpression(pattern: string): string {
  return pattern
    .replace(SPECIAL, "\\$&")
    .replace(/\*\*\/?|\*|\?/g, (wild) =>
      wild === "?" ? "[^/]" : wild === "*" ? "[^/]*" : wild === "**" ? ".*" : "(?:.*/)?",
    );
}

/** Whether a path fits a pattern; `below` also accepts everything below what fits. Both without a leading slash. */
export function fits(path: string, pattern: string, below = false): boolean {
  return new RegExp(`^${toExpression(pattern)}${below ? "(?:/.*)?" : ""}$`).test(path);
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

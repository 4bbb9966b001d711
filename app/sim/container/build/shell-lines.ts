/** The part of the shell's grammar that RUN instructions use: commands one after another, quotes, redirections. */

/** A simple command, and when it runs. */
export interface SimpleCommand {
  /** After which outcome of the command before: any, good, bad. */
  readonly when: ";" | "&&" | "||";
  readonly words: readonly string[];
  /** File that takes its output; `null` for none. */
  readonly output: { readonly path: string; readonly append: boolean } | null;
}

const TOKEN =
  /(?:[ \t\r]|\\\n)*(?:(#[^\n]*)|(&&|\|\||[;\n|&])|(\d?>&\d|\d?>>?)|((?:\\[\s\S]|'[^']*'|"(?:\\[\s\S]|[^"\\])*"|[^\s;|&<>'"\\])+)|(.))/g;
const PIECE = /\\([\s\S])|'([^']*)'|"((?:\\[\s\S]|[^"\\])*)"|([^'"\\]+)/g;

/** Takes quotes away; `expand` puts in variables where quotes allow it. */
export function unquote(word: string, expand: (text: string) => string): string {
  return word.replace(PIECE, (_, escaped?: string, single?: string, double?: string, plain?: string) => {
    if (escaped !== undefined) return escaped === "\n" ? "" : escaped;
    if (single !== undefined) return single;
    return expand(double === undefined ? (plain ?? "") : double.replace(/\\(["\\`])/g, "$1"));
  });
}

/**
 * Splits a script into simple commands, each one when it is asked for, so that `expand` sees what the commands before it
 * set. A pipe's commands count as commands one after another; what controls the flow (`if`, `for`) is left to the reader
 * as commands of those names.
 */
export function* shellLines(script: string, expand: (text: string) => string): Generator<SimpleCommand> {
  let when: SimpleCommand["when"] = ";";
  let words: string[] = [];
  let output: SimpleCommand["output"] = null;
  let redirect = "";
  for (const [, , operator, arrow, word] of script.matchAll(TOKEN)) {
    if (operator !== undefined) {
      if (words.length > 0) yield { when, words, output };
      const next = operator === "&&" || operator === "||" ? operator : ";";
      if (words.length > 0 || next !== ";") when = next;
      words = [];
      output = null;
    } else if (arrow !== undefined) redirect = arrow.includes("&") ? "" : arrow;
    else if (word !== undefined && redirect !== "") {
      if (!redirect.startsWith("2"))
        output = { path: unquote(word, expand), append: redirect.endsWith(">>") };
      redirect = "";
    } else if (word !== undefined) words.push(unquote(word, expand));
  }
  if (words.length > 0) yield { when, words, output };
}

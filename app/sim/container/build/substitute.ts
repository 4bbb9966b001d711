/** Variables in instructions: $NAME, ${NAME}, ${NAME:-default}, ${NAME:+other}, both also without the colon. */
import { unquote } from "./shell-lines";

const VARIABLE = /\\(\$)|\$(?:(\w+)|\{(\w+)(:?[-+])?([^}]*)\})/g;

/**
 * Puts in the values of variables; unknown ones are empty, and a dollar after a backslash is one. With a colon an empty
 * value counts as none.
 */
export function substitute(text: string, variables: Readonly<Record<string, string>>): string {
  return text.replace(
    VARIABLE,
    (whole: string, dollar?: string, plain?: string, braced?: string, rule = "", other = "") => {
      if (dollar) return dollar;
      if (rule === "" && other !== "") return whole;
      const name = plain ?? braced ?? "";
      const value = Object.hasOwn(variables, name) ? variables[name] : undefined;
      const there = rule.startsWith(":") ? value !== undefined && value !== "" : value !== undefined;
      if (rule.endsWith("-")) return there ? (value ?? "") : substitute(other, variables);
      if (rule.endsWith("+")) return there ? substitute(other, variables) : "";
      return value ?? "";
    },
  );
}

/** A value of ENV, ARG or LABEL as it will be: quotes are taken away, and between single ones nothing is put in. */
export function valueFrom(raw: string, variables: Readonly<Record<string, string>>): string {
  return unquote(raw, (text) => substitute(text, variables));
}

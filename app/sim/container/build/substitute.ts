/** Variables in instructions: $NAME, ${NAME}, ${NAME:-default}, ${NAME:+other}. */

const VARIABLE = /\\(\$)|\$(?:(\w+)|\{(\w+)(?::([-+])([^}]*))?\})/g;

/** Puts in the values of variables; unknown ones are empty, and a dollar after a backslash is one. */
export function substitute(text: string, variables: Readonly<Record<string, string>>): string {
  return text.replace(
    VARIABLE,
    (_, dollar?: string, plain?: string, braced?: string, rule?: string, other = "") => {
      if (dollar) return dollar;
      const name = plain ?? braced ?? "";
      const value = Object.hasOwn(variables, name) ? (variables[name] ?? "") : "";
      if (rule === "-") return value === "" ? substitute(other, variables) : value;
      if (rule === "+") return value === "" ? "" : substitute(other, variables);
      return value;
    },
  );
}

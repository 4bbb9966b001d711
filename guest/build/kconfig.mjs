/** Kernel configurations as text: merging a fragment over a base, and checking that it stuck. */

/**
 * @param {string} text a `.config` or a fragment of one
 * @returns {Map<string, string>} option without CONFIG_ → value; "n" for options that are off
 */
export function parseConfig(text) {
  /** @type {Map<string, string>} */
  const options = new Map();
  for (const line of text.split("\n")) {
    const set = /^CONFIG_(\w+)=(.*)$/.exec(line);
    const unset = /^# CONFIG_(\w+) is not set$/.exec(line);
    if (set?.[1] !== undefined && set[2] !== undefined) options.set(set[1], set[2].trim());
    else if (unset?.[1] !== undefined) options.set(unset[1], "n");
  }
  return options;
}

/**
 * @param {string} base
 * @param {string} fragment its options win
 * @returns {string} a `.config` for `make olddefconfig` to complete
 */
export function mergeConfig(base, fragment) {
  const wanted = parseConfig(fragment);
  // Of several options of one choice, the last one read wins: ours have to come after the base's.
  const merged = [...[...parseConfig(base)].filter(([name]) => !wanted.has(name)), ...wanted];
  const lines = merged.map(([name, value]) =>
    value === "n" ? `# CONFIG_${name} is not set` : `CONFIG_${name}=${value}`,
  );
  return `${lines.join("\n")}\n`;
}

/**
 * Options that the kernel's own rules changed again, because something they depend on is missing or something
 * else selects them.
 * @param {string} fragment what was asked for
 * @param {string} result the completed `.config`
 * @returns {string[]} one line for each
 */
export function notKept(fragment, result) {
  const actual = parseConfig(result);
  return [...parseConfig(fragment)]
    .filter(([name, value]) => (actual.get(name) ?? "n") !== value)
    .map(([name, value]) => `CONFIG_${name}=${value} became ${actual.get(name) ?? "n"}`);
}

/** Words of a command line, quoted where a shell would take them for something else. */

/** Makes one word of a text for a shell. */
export type Quote = (text: string) => string;

/** For sh and its relatives. */
export const posix: Quote = (text) =>
  /^[A-Za-z0-9_%+=:,./-][A-Za-z0-9_@%+=:,./-]*$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;

/** For PowerShell. */
export const powerShell: Quote = (text) =>
  /^[A-Za-z0-9_+=:./-]+$/.test(text) ? text : `'${text.replaceAll("'", "''")}'`;

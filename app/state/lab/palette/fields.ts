/** Fields of palette entries, and what was filled in. */
import type { SystemChoice } from "../../../sim/index";
import type { PaletteField, Values } from "./entry";

const MIB = 1_048_576;
const GIB = 1_073_741_824;
const GB = 1_000_000_000;
const HUNDRED = 100;

/** A text field, e.g. for a name. */
export function textField(name: string, label: string, value: string, hint?: string): PaletteField {
  return { name, label, kind: "text", value, ...(hint === undefined ? {} : { hint }) };
}

/** A field for an amount; empty: none, or the default. */
export function numberField(
  name: string,
  label: string,
  value: string,
  more: Pick<PaletteField, "unit" | "hint"> = {},
): PaletteField {
  return { name, label, kind: "number", value, ...more };
}

/** A choice among several; the first unless another is given. */
export function selectField(
  name: string,
  label: string,
  options: readonly { readonly value: string; readonly text: string }[],
  value = options[0]?.value ?? "",
): PaletteField {
  return { name, label, kind: "select", value, options };
}

/** Yes or no: `yes`, or empty. */
export function checkField(name: string, label: string, hint?: string): PaletteField {
  return { name, label, kind: "check", value: "", ...(hint === undefined ? {} : { hint }) };
}

/** A choice among operating systems. */
export function systemField(
  systems: readonly SystemChoice[],
  value?: string,
  label = "Operating system",
): PaletteField {
  const options = systems.map((system) => ({ value: system.key, text: system.label }));
  return selectField("os", label, options, value);
}

/** What a person filled in, or the default where it was left out or emptied. */
export function textIn(values: Values, fields: readonly PaletteField[], name: string): string {
  const given = values[name]?.trim() ?? "";
  return given === "" ? (fields.find((field) => field.name === name)?.value ?? "") : given;
}

/** Whether a box was ticked. */
export function isTicked(values: Values, name: string): boolean {
  return !["", "false", "no", "off", "0"].includes(values[name]?.trim() ?? "");
}

/** A number that was filled in; `undefined` if none was. */
export function numberIn(values: Values, name: string): number | undefined {
  const given = values[name]?.trim().replace(",", ".") ?? "";
  const number = Number(given);
  return given === "" || !Number.isFinite(number) ? undefined : number;
}

/** Bytes from a number of MB as memory is counted, by 1,024. */
export function megabytesIn(values: Values, name: string): number | undefined {
  const number = numberIn(values, name);
  return number === undefined ? undefined : Math.round(number * MIB);
}

/** Bytes from a number of GB as memory is counted, by 1,024. */
export function gigabytesIn(values: Values, name: string): number | undefined {
  const number = numberIn(values, name);
  return number === undefined ? undefined : Math.round(number * GIB);
}

/** Bytes from a number of GB as disks are counted, by 1,000. */
export function diskGigabytesIn(values: Values, name: string): number | undefined {
  const number = numberIn(values, name);
  return number === undefined ? undefined : Math.round(number * GB);
}

/** Memory as a person fills it in, GB. */
export function asGigabytes(bytes: number): string {
  return String(Math.round((bytes / GIB) * HUNDRED) / HUNDRED);
}

/** Disk as a person fills it in, GB. */
export function asDiskGigabytes(bytes: number): string {
  return String(Math.round((bytes / GB) * HUNDRED) / HUNDRED);
}

/** A property if it has a value: commands have no empty ones. */
export function given<K extends string, V>(key: K, value: V | undefined): { [P in K]?: V } {
  return value === undefined ? {} : ({ [key]: value } as { [P in K]: V });
}

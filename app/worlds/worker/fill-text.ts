/** What stopped a machine from taking more, in a sentence. */
import { type CommandInput, type Happening, layersOf, type Refusal, type World } from "../../sim/index";
import type { FillReport } from "../protocol";

const NOUNS: Readonly<Record<string, readonly [one: string, many: string]>> = {
  createVm: ["virtual machine", "virtual machines"],
  runContainer: ["container", "containers"],
  createContainer: ["container", "containers"],
  installApp: ["application", "applications"],
};

function nounsOf(each: readonly CommandInput[]): readonly [string, string] {
  return each.map((command) => NOUNS[command.do]).find((nouns) => nouns !== undefined) ?? ["one", "more"];
}

const ORDINALS: Readonly<Record<string, string>> = { one: "st", two: "nd", few: "rd", other: "th" };
const ordinalRules = new Intl.PluralRules("en", { type: "ordinal" });

function ordinal(number: number): string {
  return `${grouped(number)}${ORDINALS[ordinalRules.select(number)] ?? "th"}`;
}

function grouped(number: number): string {
  return number.toLocaleString("en");
}

function counted(each: readonly CommandInput[], number: number): string {
  const [one, many] = nounsOf(each);
  return number === 1 ? `1 ${one}` : `${number === 0 ? "no" : grouped(number)} ${many}`;
}

function sentence(text: string): string {
  const begun = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?]$/.test(begun) ? begun : `${begun}.`;
}

/** What of a machine is used up, by the reason of a refusal. */
function scarce({ code, what, why }: Refusal): string {
  if (code === "no-memory" || /memory/i.test(`${what} ${why}`)) return "Memory";
  if (code === "ENOSPC" || /no space|disk/i.test(`${what} ${why}`)) return "Disk";
  return "";
}

/** The next one was refused. */
export function refusalText(
  world: World,
  each: readonly CommandInput[],
  added: number,
  refusal: Refusal,
): FillReport {
  const about = scarce(refusal);
  const where = hostLabel(world, each);
  const begin = about === "" ? "" : `${about} of ${where}: `;
  const fit = added === 1 ? "fits" : "fit";
  const text = sentence(
    `${begin}${counted(each, added)} ${fit}, the ${ordinal(added + 1)} was refused: ${refusal.what}`,
  );
  return {
    added,
    stoppedBy: "refusal",
    text: `${text} ${sentence(refusal.why)}`,
    refusal,
  };
}

/** Something broke while the next one started. */
export function failureText(
  each: readonly CommandInput[],
  added: number,
  { text, layer }: Happening,
): FillReport {
  return {
    added,
    stoppedBy: "failure",
    text: `${sentence(`${counted(each, added)} ran; with the ${ordinal(added + 1)} something broke on ${layer}`)} ${sentence(text)}`,
    refusal: null,
  };
}

const ENOUGH = {
  asked: "as many as were asked for",
  time: "as many as could be reckoned in good time",
  cancelled: "until it was cancelled",
} as const;

/** There is room for more. */
export function limitText(
  each: readonly CommandInput[],
  added: number,
  enough: keyof typeof ENOUGH,
): FillReport {
  const why = ENOUGH[enough];
  return {
    added,
    stoppedBy: enough === "cancelled" ? "cancelled" : "limit",
    text: sentence(`${counted(each, added)} were added, ${why}; nothing has refused them yet`),
    refusal: null,
  };
}

/** The machine that is filled, by its name. */
function hostLabel(world: World, each: readonly CommandInput[]): string {
  const named = each.flatMap((command) => {
    if ("host" in command && typeof command.host === "string") return [command.host];
    return "machine" in command && typeof command.machine === "string" ? [command.machine] : [];
  })[0];
  return layersOf(world).some(({ id }) => id === named) && named !== undefined ? named : "the machine";
}

/** What can be done to a layer, in groups, each with its line as a command. */
import type { LabState } from "../../../state/lab/lab-types";
import { linesOf } from "../../../state/lab/lines";
import type { LayerView } from "./layer-words";

type Offer = LabState["offers"][number];

export interface OfferGroup {
  readonly kind: Offer["kind"];
  readonly title: string;
  readonly offers: readonly Offer[];
}

const TITLES: Readonly<Record<Offer["kind"], string>> = {
  run: "Run",
  build: "Build",
  repair: "Repair",
  break: "Break",
  remove: "Remove",
};

const ORDER: readonly Offer["kind"][] = ["run", "build", "repair", "break", "remove"];

/** Groups that have anything in them; what does harm comes last. */
export function offerGroups(offers: readonly Offer[]): OfferGroup[] {
  return ORDER.map((kind) => ({
    kind,
    title: TITLES[kind],
    offers: offers.filter((offer) => offer.kind === kind),
  })).filter((group) => group.offers.length > 0);
}

/** Whether it does harm. */
export function isDangerous({ kind }: Pick<Offer, "kind">): boolean {
  return kind === "break" || kind === "remove";
}

/** The lines somebody would type for an offer. Many commands are cut after `most`, and the rest counted. */
export function offerLines(offer: Offer, layers: readonly LayerView[], most = 4): string[] {
  const lines = linesOf(offer.commands.slice(0, most), layers).map(({ prompt, line }) =>
    prompt === "" ? line : `${prompt} ${line}`,
  );
  const rest = offer.commands.length - most;
  return rest > 0 ? [...lines, `… and ${rest} more`] : lines;
}

/** What went wrong, in a person's words. */
import type { Explained, Refusal } from "./lab-types";

/** A sentence with its capital and full stop. */
export function sentence(text: string): string {
  const begun = text.charAt(0).toUpperCase() + text.slice(1);
  return begun === "" || /[.?!]$/.test(begun) ? begun : `${begun}.`;
}

/** Why something could not be opened. @param what what it was, as in "the file strata-web.json" */
export function explainRefusal(what: string, { what: cannot, why, wayOut }: Refusal): Explained {
  return {
    what: sentence(`${what} could not be opened`),
    why: sentence(`${cannot}: ${why}`),
    wayOut: sentence(wayOut ?? "correct it there and open it again, or open another world"),
    detail: "",
  };
}

/** A link whose world cannot be opened. */
export function explainLink({ what, why, wayOut }: Refusal): Explained {
  return {
    what: "The link in the address does not open a world.",
    why: sentence(`${what}: ${why}`),
    wayOut: sentence(`${wayOut ?? "ask for the link again"}, or begin with a ready scenario`),
    detail: "",
  };
}

/** The button that starts the worker of worlds again. */
export const START_AGAIN = "Start the simulation again";

/** What that button does. */
export const START_AGAIN_WAY_OUT = `${START_AGAIN}: the worlds are opened as they were last.`;

/** Nothing is there, because the opening of the first world was cancelled. */
export const OPENING_CANCELLED: Explained = {
  what: "No world is open.",
  why: "The opening of the one that was asked for was cancelled.",
  wayOut: "Open a ready scenario, or start from nothing.",
  detail: "",
};

/** A file that is neither JSON nor a world as text. */
export function explainNotJson(name: string, error: unknown): Explained {
  return {
    what: sentence(`the file ${name} could not be opened`),
    why: "It is not a scenario: scenarios are JSON.",
    wayOut: "Correct it at the place that the detail names, or choose a file that was exported here.",
    detail: messageOf(error),
  };
}

/** A file that cannot be read at all. */
export function explainUnreadable(name: string, error: unknown): Explained {
  return {
    what: sentence(`the file ${name} could not be read`),
    why: "The browser did not hand its content out.",
    wayOut: "Look whether it is still there and may be read, and choose it again.",
    detail: messageOf(error),
  };
}

/** A file that is larger than any world. */
export function explainTooLarge(name: string, characters: number, most: number): Explained {
  return {
    what: sentence(`the file ${name} could not be opened`),
    why: `It has ${grouped(characters)} characters, and worlds have at most ${grouped(most)}.`,
    wayOut: "Choose a file that was exported here.",
    detail: "",
  };
}

/** Worlds that are too large for a link. */
export function explainLongLink(characters: number, most: number): Explained {
  return {
    what: "This world is too large for a link.",
    why: `Its link would have ${grouped(characters)} characters, and many programs cut links off after ${grouped(most)}.`,
    wayOut: "Export it as a file, or save it in this browser.",
    detail: "",
  };
}

/** Storage that the browser refuses. @param what what was to be done, as in "this world could not be saved" */
export function explainStorage(what: string, error: unknown): Explained {
  return {
    what: sentence(what),
    why: "The browser does not let this page keep data, or its storage is full. The world itself is still here.",
    wayOut: "Allow the page to store data, or export the world as a file.",
    detail: messageOf(error),
  };
}

/** A save whose content is gone or damaged. */
export function explainSave(name: string, why: string): Explained {
  return {
    what: `The save “${name}” could not be opened.`,
    why: sentence(why),
    wayOut: "Remove it, or open another one. The world that was here is still here.",
    detail: "",
  };
}

/** Something that no part of the page has foreseen. */
export function explainUnforeseen(error: unknown): Explained {
  return {
    what: "The laboratory met a fault of its own.",
    why: "Something happened in it that was not foreseen.",
    wayOut:
      "Go on with what is here, or load the page again: up to the last act the worlds are in its address.",
    detail: messageOf(error),
  };
}

/** An error's own words. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function grouped(number: number): string {
  return number.toLocaleString("en");
}

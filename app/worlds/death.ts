/** The end of the worker in which worlds live, in words. */

/** Why all worlds of a page are gone, and what can be done about it. */
export class WorldsDied extends Error {
  override readonly name = "WorldsDied";
  /** What happened, a sentence. */
  readonly what: string;
  readonly why: string;
  readonly wayOut: string;
  /** Technical detail. */
  readonly detail: string;

  constructor(detail: string) {
    const { what, why, wayOut } = /memory|allocation/i.test(detail) ? OUT_OF_MEMORY : FAULT;
    super(detail === "" ? what : `${what} ${detail}`);
    this.what = what;
    this.why = why;
    this.wayOut = wayOut;
    this.detail = detail;
  }
}

const FAULT = {
  what: "The simulation has stopped.",
  why: "The part of the page that reckons worlds met a fault and was ended; the worlds in it are gone.",
  wayOut: "Open the world again: up to the last act it is in the address of this page.",
};

const OUT_OF_MEMORY = {
  what: "The simulation has run out of memory.",
  why: "The browser gave the part of the page that reckons worlds no more memory; the worlds in it are gone.",
  wayOut: "Close other tabs and open the world again, or a smaller one.",
};

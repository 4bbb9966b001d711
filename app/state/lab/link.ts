/** The link of the worlds as they are, in the state at once and in the address a moment later. */
import type { Estate } from "./estate";
import { explainLongLink } from "./explain";
import type { LabContext } from "./lab-context";
import { hashOf, LONGEST_LINK } from "./permalink";

/** Host time without a change after which the address is written, ms: browsers refuse to write it too often. */
export const WRITE_AFTER_MS = 300;

export const LINK_IS_LONG =
  "This world has become too large for a link that every program passes on: export it as a file, or save it here.";

export class Link {
  readonly #lab: LabContext;
  readonly #estate: Estate;
  #changedAt = 0;
  #waiting: (() => void) | null = null;
  #long = false;
  /** The hash that was written last. */
  #written: string | null = null;

  constructor(lab: LabContext, estate: Estate) {
    this.#lab = lab;
    this.#estate = estate;
  }

  /** The hash for the worlds as they are; `null` if there are none. */
  get hash(): string | null {
    const { standing } = this.#estate;
    return standing && hashOf(standing);
  }

  /** Whether the address says what was written last, or nothing: then nobody asks for another world. */
  get isOurs(): boolean {
    const hash = this.#lab.deps.address.read();
    return this.#written !== null && (hash === "" || hash === this.#written);
  }

  /** To be called when something in the worlds changed that a link holds. */
  changed(): void {
    this.#update();
    this.moved();
  }

  /** To be called when another moment is shown: often, so that everything waits. */
  moved(): void {
    this.#changedAt = this.#lab.deps.now();
    this.#waiting ??= this.#lab.deps.eachFrame((now) => {
      if (now - this.#changedAt >= WRITE_AFTER_MS) this.write();
    });
  }

  /** Writes the address at once. A long one too: this browser may well read it again. */
  write(): void {
    this.#waiting?.();
    this.#waiting = null;
    const hash = this.#update();
    if (hash !== null && this.#lab.deps.address.replace(hash)) this.#written = hash;
  }

  /** Writes what waits to be written: the page is about to go. */
  flush(): void {
    if (this.#waiting) this.write();
  }

  /** The link; an empty string, and why, if it is too long for one. */
  share(): string {
    this.write();
    const { link } = this.#lab.get();
    const length = this.hash?.length ?? 0;
    if (link === null && length > 0) this.#lab.fail(explainLongLink(length, LONGEST_LINK));
    return link ?? "";
  }

  #update(): string | null {
    const { hash } = this;
    if (hash === null) return null;
    const long = hash.length > LONGEST_LINK;
    if (long && !this.#long) this.#lab.say(LINK_IS_LONG);
    this.#long = long;
    this.#lab.set({ link: long ? null : this.#lab.deps.address.link(hash) });
    return hash;
  }
}

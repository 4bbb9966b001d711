/** Long work in the worker: what it is, how far it is, and whether a person has had enough of it. */
import type { LabContext } from "./lab-context";
import type { Progress } from "./lab-types";

export class Effort {
  readonly #lab: LabContext;
  #cancelled = false;

  constructor(lab: LabContext) {
    this.#lab = lab;
  }

  /** Something that may take long begins. @param busy what it is, in the person's words */
  begin(busy: string): void {
    this.#cancelled = false;
    this.#lab.set({ busy, progress: null });
  }

  /** Says how far it is; tells whether to go on. From the first such word on it can be cancelled. */
  goesOn(progress: Progress): boolean {
    if (!this.#cancelled) this.#lab.set({ progress });
    return !this.#cancelled;
  }

  /** Whether a person has had enough of what began last. */
  get cancelled(): boolean {
    return this.#cancelled;
  }

  /** A person has had enough: what is under way stops at its next step. */
  cancel(): void {
    if (this.#lab.get().progress === null) return;
    this.#cancelled = true;
    this.#lab.set({ progress: null });
  }

  /** Nothing is under way any more. */
  end(): void {
    if (this.#lab.get().busy !== null) this.#lab.set({ busy: null, progress: null });
  }
}

/** Work in the worker, one piece after the other: what is asked for first is done first. */

export class Turns {
  #last: Promise<void> = Promise.resolve();
  #waiting = 0;
  readonly #failed: (error: unknown) => void;

  /** @param failed hears of work that rejected; what comes after it goes on */
  constructor(failed: (error: unknown) => void) {
    this.#failed = failed;
  }

  /** Nothing is under way or waits. */
  get idle(): boolean {
    return this.#waiting === 0;
  }

  /** Does `work` when everything before it is done. Resolves when it is over, well or not. */
  take(work: () => Promise<void>): Promise<void> {
    this.#waiting++;
    this.#last = this.#last
      .then(work)
      .catch(this.#failed)
      .finally(() => {
        this.#waiting--;
      });
    return this.#last;
  }
}

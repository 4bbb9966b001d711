/** The one kind of error that the image build throws on purpose: its message is for a person to read. */

/** Exit statuses of `npm run images`. */
export const exitStatus = Object.freeze({
  failed: 1,
  /** This machine cannot build the images; the app runs without the real guest. */
  unavailable: 3,
  interrupted: 130,
});

export class ImagesError extends Error {
  /**
   * @param {string} message what went wrong, in one line
   * @param {{ status?: number, details?: string[], advice?: string, cause?: unknown }} [more]
   *   `details`: the last lines of the log; `advice`: what to do about it
   */
  constructor(message, more = {}) {
    super(message, { cause: more.cause });
    this.name = "ImagesError";
    this.status = more.status ?? exitStatus.failed;
    this.details = more.details ?? [];
    this.advice = more.advice ?? "";
  }
}

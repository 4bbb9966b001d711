/** What builds wait for. */
import { defineEvent } from "../../core/events";

/** A pull of an image that a build stands on has ended. */
export const basePulled = defineEvent<{ readonly build: number; readonly reference: string }>(
  "build.basePulled",
);

/** All steps of a build have had their time. */
export const stepsDone = defineEvent<{ readonly build: number }>("build.stepsDone");

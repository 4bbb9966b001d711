/** Kinds of events in the life of containers. */
import { defineEvent } from "../../core/events";

interface OfRun {
  readonly container: number;
  readonly generation: number;
}

/** A stage of a start has had its time. */
export const stageDue = defineEvent<OfRun & { readonly stage: number }>("container.stage");
/** A container's first process has ended. */
export const firstProcessEnded = defineEvent<OfRun>("container.ended");
/** A process that was added to a container has ended. */
export const addedProcessEnded = defineEvent<{ readonly exec: number }>("container.exec-ended");
/** The time of grace after a stop signal is over. */
export const graceOver = defineEvent<OfRun>("container.grace-over");
/** The wait before a restart by policy is over. */
export const restartDue = defineEvent<OfRun>("container.restart");
/** A container that is to move has ended where it was. */
export const readyToMove = defineEvent<OfRun>("container.ready-to-move");
/** All of a moving container has come over the network. */
export const movedOver = defineEvent<OfRun>("container.moved-over");
/** The image of a container that is to be run was pulled, or could not be. */
export const imagePulled = defineEvent<{
  readonly engine: number;
  readonly begunAt: number;
  readonly reference: string;
  readonly name: string;
  readonly options: unknown;
}>("container.image-pulled");

/** Events: what will happen later. Plain data, so that a world can be copied, compared and replayed. */

/** A kind of event with the type of its data. */
export interface EventKind<P> {
  readonly kind: string;
  /** Only for the compiler: the type of the data. */
  readonly payload?: P;
}

/** An event on its way. */
export interface Event {
  /** Virtual milliseconds. */
  readonly at: number;
  /** Order among events of the same time: the order in which they were asked for. */
  readonly seq: number;
  readonly kind: string;
  readonly payload: unknown;
  /** Number of the command that led to it; 0 for none. */
  readonly cause: number;
}

/** Something to be told when a thing is done: a kind of event and its data, itself plain data. */
export interface Call {
  readonly kind: string;
  readonly payload: unknown;
}

/** Names a kind of event. Names are unique: `room.whatHappened`. */
export function defineEvent<P>(kind: string): EventKind<P> {
  return { kind };
}

/** A call to be made later. */
export function call<P>(kind: EventKind<P>, payload: P): Call {
  return { kind: kind.kind, payload };
}

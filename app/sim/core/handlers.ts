/** Who does what when an event is due. */
import type { EventKind } from "./events";
import type { World } from "./world";

/** What happens on an event of one kind, given the event's data. */
export type Handler = (world: World, payload: unknown) => void;

/** What to do on each kind of event. */
export type Handlers = Readonly<Record<string, Handler>>;

/** An entry for a table of handlers, typed by its kind. */
export function handler<P>(kind: EventKind<P>, handle: (world: World, payload: P) => void): Handlers {
  return { [kind.kind]: handle as Handler };
}

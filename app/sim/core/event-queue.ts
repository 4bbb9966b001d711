/** Events on their way: a heap by time, and the events of the instant at work in the order in which they were asked for. */
import FlatQueue from "flatqueue";
import type { Event } from "./events";

export class EventQueue {
  /** Ordered by time alone: events of equal times come out in any order, and are put into theirs in `#instant`. */
  #later = new FlatQueue<Event>();
  /** Events of one time in the order of their numbers; those before `#next` have been taken. */
  #instant: Event[] = [];
  #next = 0;

  /** Time of the first event, ms; `undefined` if there is none. */
  get at(): number | undefined {
    return this.#next < this.#instant.length ? this.#instant[this.#next]?.at : this.#later.peekValue();
  }

  /** Puts an event in its place. Its number is higher than that of every event that was put in before. */
  push(event: Event): void {
    if (this.#next < this.#instant.length && event.at === this.#instant[0]?.at) this.#instant.push(event);
    else this.#later.push(event, event.at);
  }

  /**
   * Takes the first event if it is due by `to` (virtual ms): the earliest, and of several of the same time the one that was
   * put in first.
   */
  pop(to: number): Event | undefined {
    if (this.#next === this.#instant.length) return this.#start(to);
    const event = this.#instant[this.#next] as Event;
    if (event.at > to) return undefined;
    this.#next++;
    return event;
  }

  /** A queue of its own with the same events. */
  clone(): EventQueue {
    const copy = new EventQueue();
    const { ids, values, length } = this.#later;
    copy.#later.ids = ids.slice(0, length);
    copy.#later.values = values.slice(0, length);
    copy.#later.length = length;
    copy.#instant = this.#instant.slice(this.#next);
    return copy;
  }

  /** All events in their order. */
  inOrder(): Event[] {
    const { ids, length } = this.#later;
    const waiting = [...this.#instant.slice(this.#next), ...ids.slice(0, length)];
    return waiting.sort((a, b) => a.at - b.at || a.seq - b.seq);
  }

  /** Takes the first event of the next time out of the heap; if there are more of that time, they become the instant. */
  #start(to: number): Event | undefined {
    const at = this.#later.peekValue();
    if (at === undefined || at > to) return undefined;
    const event = this.#later.pop() as Event;
    if (this.#later.peekValue() !== at) return event;
    const instant = [event];
    while (this.#later.peekValue() === at) instant.push(this.#later.pop() as Event);
    this.#instant = instant.sort((a, b) => a.seq - b.seq);
    this.#next = 1;
    return instant[0];
  }
}

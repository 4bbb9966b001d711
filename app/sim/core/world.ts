/**
 * A world: its time, its tables of rows, the events to come, and its own chance. All of it is plain data; the same
 * beginning and the same commands give deeply equal worlds.
 */
import { xoroshiro128plus, xoroshiro128plusFromState } from "pure-rand/generator/xoroshiro128plus";
import { EventQueue } from "./event-queue";
import type { Call, Event, EventKind } from "./events";
import { MAX_EVENTS_PER_ADVANCE, MAX_EVENTS_PER_INSTANT } from "./limits";
import type { Result } from "./result";
import { Rows } from "./rows";
import type { Key, Row, Table } from "./table";

/** Values that a 32-bit number can have. */
const UINT32_VALUES = 2 ** 32;

/** A world as plain data: for comparison, inspection and tests. */
export interface WorldData {
  readonly now: number;
  readonly nextId: number;
  readonly random: readonly number[];
  readonly tables: Readonly<Record<string, readonly Row[]>>;
  readonly events: readonly Omit<Event, "seq">[];
}

export class World {
  /** Virtual milliseconds. */
  #now: number;
  #nextId = 1;
  #nextSeq = 1;
  #cause = 0;
  #random: ReturnType<typeof xoroshiro128plus>;
  readonly #tables = new Map<string, Rows<Row>>();
  /** The table that was used last: most are used several times in a row. */
  #lastName = "";
  #lastRows: Rows<Row> | undefined;
  #queue = new EventQueue();
  /** While a command is tried: how to take back what it did. */
  #undo: (() => void)[] | undefined;
  /** While a command is tried: events that are on their way only if it succeeds. */
  #pending: Event[] | undefined;
  #written = 0;

  /** An empty world at virtual time `now` (ms) whose chance comes from `seed` (a 32-bit integer). */
  constructor(seed = 0, now = 0) {
    this.#random = xoroshiro128plus(seed);
    this.#now = now;
  }

  /** Virtual milliseconds. */
  get now(): number {
    return this.#now;
  }

  /** Number of the command whose consequences are happening; 0 for none. */
  get cause(): number {
    return this.#cause;
  }

  /** Rows written since the world began or was copied: how much a copy differs from it at most. */
  get written(): number {
    return this.#written;
  }

  // ── rows

  /** The row with this number, if there is one. */
  get<R extends Row>(table: Table<R>, id: number): R | undefined {
    return this.#rows(table).get(id);
  }

  /** The row with this number. Throws if there is none: a programmer's error. */
  must<R extends Row>(table: Table<R>, id: number): R {
    const row = this.#rows(table).get(id);
    if (row === undefined) throw new Error(`no ${table.name} ${id}`);
    return row;
  }

  /** The rows of an index's key, in the order of their numbers. */
  find<R extends Row, I extends string>(table: Table<R, I>, index: I, key: Key): R[] {
    return this.#rows(table).find(index, key);
  }

  /** The first row of an index's key, by number. */
  first<R extends Row, I extends string>(table: Table<R, I>, index: I, key: Key): R | undefined {
    return this.#rows(table).first(index, key);
  }

  /** The row of an order's key that comes first in that order, by number among equals. */
  lowestBy<R extends Row, O extends string>(table: Table<R, string, O>, order: O, key: Key): R | undefined {
    return this.#rows(table).ordered(order, key, Number.POSITIVE_INFINITY, 1)[0];
  }

  /** The row of an order's key that comes last in that order, the newest among equals. */
  highestBy<R extends Row, O extends string>(table: Table<R, string, O>, order: O, key: Key): R | undefined {
    return this.#rows(table).last(order, key);
  }

  /** The rows of an order's key whose order is `limit` at most, lowest first. */
  upTo<R extends Row, O extends string>(table: Table<R, string, O>, order: O, key: Key, limit: number): R[] {
    return this.#rows(table).ordered(order, key, limit, Number.POSITIVE_INFINITY);
  }

  /** All rows, in the order of their numbers. Rows may be changed while one walks: it walks over what was there at first. */
  all<R extends Row>(table: Table<R>): R[] {
    return this.#rows(table).all();
  }

  /** The row with the lowest number: the oldest. */
  lowest<R extends Row>(table: Table<R>): R | undefined {
    return this.#rows(table).lowest();
  }

  /** Number of rows. */
  count<R extends Row>(table: Table<R>): number {
    return this.#rows(table).size;
  }

  /** Adds a row under a new number and returns it. */
  insert<R extends Row>(table: Table<R>, fields: Omit<R, "id">): R {
    const row = { ...fields, id: this.#nextId++ } as unknown as R;
    this.#put(table, row.id, row);
    return row;
  }

  /** Puts a changed row in the old one's place and returns it. Throws if there is none. */
  update<R extends Row>(table: Table<R>, id: number, change: Partial<Omit<R, "id">>): R {
    const row = { ...this.must(table, id), ...change };
    this.#put(table, id, row);
    return row;
  }

  /** Removes a row. Removing none is no error. */
  remove<R extends Row>(table: Table<R>, id: number): void {
    this.#put(table, id, undefined);
  }

  #rows<R extends Row>(table: Table<R>): Rows<R> {
    if (this.#lastName === table.name) return this.#lastRows as unknown as Rows<R>;
    let rows = this.#tables.get(table.name);
    if (rows === undefined) {
      rows = new Rows(table as unknown as Table<Row>);
      this.#tables.set(table.name, rows);
    }
    this.#lastName = table.name;
    this.#lastRows = rows;
    return rows as unknown as Rows<R>;
  }

  #put<R extends Row>(table: Table<R>, id: number, row: R | undefined): void {
    const rows = this.#rows(table);
    const before = rows.put(id, row);
    this.#written++;
    this.#undo?.push(() => rows.put(id, before));
  }

  // ── time

  /** Lets something happen `delay` ms from now (0: within this instant, after what is already on its way). */
  after<P>(delay: number, kind: EventKind<P>, payload: P): void {
    this.#push(delay, kind.kind, payload);
  }

  /** Makes a call `delay` ms from now. */
  callAfter(delay: number, what: Call): void {
    this.#push(delay, what.kind, what.payload);
  }

  #push(delay: number, kind: string, payload: unknown): void {
    if (!(delay >= 0)) throw new Error(`${kind} in ${delay} ms`);
    const event = { at: this.#now + delay, seq: this.#nextSeq++, kind, payload, cause: this.#cause };
    if (this.#pending === undefined) this.#queue.push(event);
    else this.#pending.push(event);
  }

  /** Time of the next event, ms; `undefined` if nothing is on its way. */
  get nextAt(): number | undefined {
    return this.#queue.at;
  }

  /**
   * Lets everything happen that is due up to and including virtual time `to` (ms), which is then the time.
   * Throws when limits are passed: things that answer each other for ever are a programmer's error.
   */
  advance(handlers: Readonly<Record<string, (world: World, payload: unknown) => void>>, to: number): void {
    let total = 0;
    let instant = 0;
    for (let event = this.#queue.pop(to); event !== undefined; event = this.#queue.pop(to)) {
      if (event.at !== this.#now) instant = 0;
      if (++instant > MAX_EVENTS_PER_INSTANT || ++total > MAX_EVENTS_PER_ADVANCE)
        throw new Error(`too many events at ${event.at} ms, the last of kind ${event.kind}`);
      this.#now = event.at;
      this.#cause = event.cause;
      const handle = handlers[event.kind];
      if (handle === undefined) throw new Error(`nobody handles ${event.kind}`);
      handle(this, event.payload);
    }
    this.#cause = 0;
    if (to > this.#now) this.#now = to;
  }

  // ── chance

  /** A number from 0 (included) to 1 (excluded), from the world's own chance. */
  random(): number {
    const unsigned = this.#random.next() >>> 0;
    return unsigned / UINT32_VALUES;
  }

  // ── copies and attempts

  /**
   * Tries to change the world on behalf of command number `cause`. If the answer is a refusal, everything it did is
   * taken back: rows, events, numbers and chance.
   */
  attempt<T>(cause: number, change: (world: World) => Result<T>): Result<T> {
    if (this.#undo !== undefined) throw new Error("an attempt within an attempt");
    const before = { nextId: this.#nextId, nextSeq: this.#nextSeq, written: this.#written };
    const events: Event[] = [];
    const random = this.#random.getState();
    this.#undo = [];
    this.#cause = cause;
    this.#pending = events;
    let done = false;
    try {
      const result = change(this);
      done = result.ok;
      if (done) for (const event of events) this.#queue.push(event);
      return result;
    } finally {
      if (!done) {
        for (const takeBack of this.#undo.reverse()) takeBack();
        this.#nextId = before.nextId;
        this.#nextSeq = before.nextSeq;
        this.#written = before.written;
        this.#random = xoroshiro128plusFromState(random);
      }
      this.#pending = undefined;
      this.#undo = undefined;
      this.#cause = 0;
    }
  }

  /** A world of its own that is equal to this one. Cheap: what both hold is shared until either changes it. */
  clone(): World {
    const copy = new World(0, this.#now);
    copy.#nextId = this.#nextId;
    copy.#nextSeq = this.#nextSeq;
    copy.#random = xoroshiro128plusFromState(this.#random.getState());
    for (const [name, rows] of this.#tables) copy.#tables.set(name, rows.clone());
    copy.#queue = this.#queue.clone();
    return copy;
  }

  /** Everything as plain data, in an order that depends on the content alone. */
  toJSON(): WorldData {
    const filled = [...this.#tables].filter(([, rows]) => rows.size > 0);
    filled.sort(([a], [b]) => (a < b ? -1 : 1));
    return {
      now: this.#now,
      nextId: this.#nextId,
      random: this.#random.getState(),
      tables: Object.fromEntries(filled.map(([name, rows]) => [name, rows.all()])),
      events: this.#queue.inOrder().map(({ seq: _, ...event }) => event),
    };
  }
}

/** When the changes of a world are said: in batches, and never what a person has just done. Pure. */

/** What there is at a moment. */
export interface Moment<Layers> {
  readonly layers: Layers;
  /** Changes with the world or the moment that is looked at: what then differs did not happen. */
  readonly scene: string | number;
  /** Changes with each act of a person: what it changes at once, the person knows already. */
  readonly act: string | number;
}

/** What was heard and is not said yet. */
export interface Batch<Layers> {
  /** The layers that the person knows of. */
  readonly known: Layers;
  readonly latest: Moment<Layers>;
  /** Stretches that ended with an act, from and to. */
  readonly before: readonly (readonly [Layers, Layers])[];
}

/** A batch in which nothing has happened. */
export function begun<Layers>(moment: Moment<Layers>): Batch<Layers> {
  return { known: moment.layers, latest: moment, before: [] };
}

/** The batch with one more moment. */
export function heard<Layers>(batch: Batch<Layers>, moment: Moment<Layers>): Batch<Layers> {
  const { known, latest, before } = batch;
  if (moment.scene !== latest.scene) return begun(moment);
  if (moment.act === latest.act) return { ...batch, latest: moment };
  return { known: moment.layers, latest: moment, before: [...before, [known, latest.layers]] };
}

/** What is to be said of a batch, and the batch that follows. @param changes says what changed from one to the other */
export function said<Layers>(
  { known, latest, before }: Batch<Layers>,
  changes: (from: Layers, to: Layers) => string,
): { text: string; rest: Batch<Layers> } {
  const texts = [...before, [known, latest.layers] as const]
    .filter(([from, to]) => from !== to)
    .map(([from, to]) => changes(from, to));
  return { text: texts.filter(Boolean).join(" "), rest: begun(latest) };
}

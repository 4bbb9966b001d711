/** Collects chunks of output and hands them on joined, once per turn of a scheduler. */

export interface FrameBatch {
  add(bytes: Uint8Array): void;
  /** Drops what is pending and schedules nothing more. */
  dispose(): void;
}

/** Asks for one call later; the answer cancels it. */
export type Schedule = (callback: () => void) => () => void;

/** Makes a batch; `flush` gets everything added since the last turn, in order. */
export function createFrameBatch(schedule: Schedule, flush: (bytes: Uint8Array) => void): FrameBatch {
  let chunks: Uint8Array[] = [];
  let cancel: (() => void) | null = null;
  let disposed = false;

  const turn = () => {
    cancel = null;
    const joined = join(chunks);
    chunks = [];
    flush(joined);
  };

  return {
    add(bytes) {
      if (disposed || bytes.length === 0) return;
      chunks.push(bytes);
      cancel ??= schedule(turn);
    },
    dispose() {
      disposed = true;
      cancel?.();
      chunks = [];
    },
  };
}

function join(chunks: readonly Uint8Array[]): Uint8Array {
  const [only] = chunks;
  if (chunks.length === 1 && only) return only;
  const joined = new Uint8Array(chunks.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const chunk of chunks) {
    joined.set(chunk, at);
    at += chunk.length;
  }
  return joined;
}

/** Schedules by animation frame; by timer while the page is hidden and frames stand still. */
export function nextFrame(callback: () => void): () => void {
  if (document.hidden) {
    const timer = setTimeout(callback, 100);
    return () => clearTimeout(timer);
  }
  const frame = requestAnimationFrame(callback);
  return () => cancelAnimationFrame(frame);
}

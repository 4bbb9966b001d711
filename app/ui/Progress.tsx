import "./cards.css";

export interface ProgressProps {
  /** Accessible name, such as `Download of the guest`. */
  name: string;
  done: number;
  /** The same unit as `done`; null while it is not known. */
  total: number | null;
}

/** A bar for work whose extent is known; the numbers stand in words beside it. */
export function Progress({ name, done, total }: ProgressProps) {
  return total === null ? (
    <progress className="progress" aria-label={name} />
  ) : (
    <progress className="progress" aria-label={name} value={done} max={Math.max(total, 1)} />
  );
}

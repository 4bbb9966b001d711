import { Button } from "./Button";
import "./cards.css";

export interface ErrorCardProps {
  /** What happened, why, and what a person can do: a sentence each. */
  what: string;
  why: string;
  wayOut: string;
  /** Technical detail, shown on demand; may be empty. */
  detail: string;
  retryLabel: string;
  onRetry(): void;
}

/** An error with its way out. */
export function ErrorCard({ what, why, wayOut, detail, retryLabel, onRetry }: ErrorCardProps) {
  return (
    <div className="card card-failed">
      <svg className="card-icon" viewBox="0 0 16 16" aria-hidden="true">
        <path d="M3 3l10 10M13 3L3 13" />
      </svg>
      <div className="card-text">
        <p>
          <strong>{what}</strong> {why} {wayOut}
        </p>
        {detail && (
          <details>
            <summary>Technical detail</summary>
            <pre>{detail}</pre>
          </details>
        )}
      </div>
      <Button onPress={onRetry}>{retryLabel}</Button>
    </div>
  );
}

/** Where the time of a layer's last start went. */
import { formatTime } from "../../../../ui/format";
import { OriginMark } from "../../../../ui/OriginMark";
import type { PhaseSegment } from "../phase-bar";
import { Swatch } from "../Swatch";

/** A proportional bar, and under it every phase with its time and origin. */
export function LastStart({ segments }: { segments: readonly PhaseSegment[] }) {
  return (
    <>
      <div className="phase-bar" aria-hidden="true">
        {segments.map(({ role, ms, startedAt, name, current }) => (
          <span
            key={`${name} ${startedAt}`}
            className={`phase-part phase-${role}`}
            data-current={current || undefined}
            style={{ flexGrow: Math.max(ms, 0.01) }}
          />
        ))}
      </div>
      <ol className="phase-list" aria-label="Phases of the last start">
        {segments.map(({ role, ms, startedAt, name, current, origin, how }) => (
          <li key={`${name} ${startedAt}`} className="phase" aria-current={current ? "step" : undefined}>
            <Swatch role={role} />
            <span className="phase-name">{name}</span>
            <span className="phase-time number">
              {formatTime(ms)}
              {current && " so far"}
            </span>
            <OriginMark origin={origin} how={how} of={name} opens="end" />
          </li>
        ))}
      </ol>
    </>
  );
}

import { type PointerEvent, useMemo, useRef, useState } from "react";
import { formatMoment, formatTime } from "../../ui/format";
import { useLab, useLabActions } from "./context";
import { type Sign, signNear, signsOf } from "./timeline-marks";
import { timelineSpan } from "./timeline-span";
import { useWidth } from "./use-width";

/** Px that one sign needs, and from how far away it is found. */
const SIGN_WIDTH = 5;
const REACH = 8;

/** All the time that there is: its happenings as signs, and the moment shown, to be moved. */
export function Timeline() {
  const left = useLab((state) => state.left);
  const right = useLab((state) => state.right);
  const slot = useLab((state) => state.slot);
  const { look } = useLabActions();
  const track = useRef<HTMLDivElement>(null);
  const width = useWidth(track);
  const [near, setNear] = useState<Sign | null>(null);

  const view = (slot === "right" ? right : left) ?? left;
  const at = view?.head.at ?? 0;
  const now = Math.max(left?.head.now ?? 0, right?.head.now ?? 0);
  const end = timelineSpan(now, Math.max(left?.head.endAt ?? 0, right?.head.endAt ?? 0));
  const marks = view?.marks;
  const signs = useMemo(
    () => signsOf(marks ?? [], end, Math.max(1, Math.floor(width / SIGN_WIDTH))),
    [marks, end, width],
  );

  const onPointerMove = (event: PointerEvent<HTMLDivElement>) => {
    const box = track.current?.getBoundingClientRect();
    if (box && box.width > 0)
      setNear(signNear(signs, (event.clientX - box.left) / box.width, REACH / box.width));
  };

  return (
    <div className="timeline">
      <div className="timeline-track" onPointerMove={onPointerMove} onPointerLeave={() => setNear(null)}>
        <div className="timeline-inset" ref={track}>
          <span className="timeline-past" style={{ width: percent(now / end) }} />
          {signs.map((sign) => (
            <SignMark key={`${sign.kind} ${sign.at}`} sign={sign} />
          ))}
          <span className="timeline-at" style={{ left: percent(at / end) }} />
          {near && <SignTip sign={near} />}
        </div>
        <input
          type="range"
          aria-label="Timeline"
          aria-valuetext={`${formatTime(at)} of ${formatTime(end)}`}
          min={0}
          max={end}
          step="any"
          value={at}
          disabled={view === null}
          onChange={(event) => look(Number(event.target.value))}
        />
      </div>
      <output className="timeline-clock number" aria-label="Clock" aria-live="off">
        {formatMoment(at)}
      </output>
    </div>
  );
}

function SignMark({ sign }: { sign: Sign }) {
  return (
    <svg
      className="sign"
      data-kind={sign.kind}
      style={{ left: percent(sign.place) }}
      viewBox="0 0 9 30"
      aria-hidden="true"
    >
      {sign.kind === "failure" && <path d="M4.5 9v20M1 1.5l7 7M8 1.5l-7 7" />}
      {sign.kind === "up" && <path d="M4.5 11v18" />}
      {sign.kind === "other" && <path d="M4.5 21v8" />}
    </svg>
  );
}

function SignTip({ sign }: { sign: Sign }) {
  const more = sign.count - sign.texts.length;
  return (
    <div
      className="sign-tip"
      data-side={sign.place > 0.5 ? "left" : "right"}
      style={{ left: percent(sign.place) }}
    >
      <strong className="number">{formatTime(sign.at)}</strong>
      {[...new Set(sign.texts)].map((text) => (
        <span key={text}>{text}</span>
      ))}
      {more > 0 && <span className="sign-tip-more">and {more.toLocaleString("en-US")} more</span>}
    </div>
  );
}

const percent = (part: number) => `${part * 100}%`;

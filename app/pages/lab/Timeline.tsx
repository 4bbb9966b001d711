import { type PointerEvent, useMemo, useRef, useState } from "react";
import type { Slot, WorldView } from "../../state/lab/lab-types";
import { formatMoment, formatTime } from "../../ui/format";
import { OriginMark } from "../../ui/OriginMark";
import { useLab, useLabActions } from "./context";
import { comingSigns, type Sign, signNear, signsOf } from "./timeline-marks";
import { timelineSpan } from "./timeline-span";
import { useWidth } from "./use-width";

/** Px that one sign needs, and from how far away it is found. */
const SIGN_WIDTH = 5;
const REACH = 8;

const NO_MARKS: WorldView["marks"] = [];
const NOTHING_COMING: WorldView["head"]["coming"] = [];
const CLOCK = "virtual time: it passes by the model's durations, not by this computer's clock.";
const WHOSE: Readonly<Record<Slot, string>> = { left: "Left world", right: "Right world" };

/** A sign, and whose it is. */
interface SlotSign extends Sign {
  readonly slot: Slot;
}

/**
 * All the time that there is: its happenings as signs, and the moment shown, to be moved. Of two worlds the left one's
 * signs stand on the line, the right one's hang from it.
 */
export function Timeline() {
  const left = useLab((state) => state.left);
  const right = useLab((state) => state.right);
  const slot = useLab((state) => state.slot);
  const { look } = useLabActions();
  const track = useRef<HTMLDivElement>(null);
  const width = useWidth(track);
  const [near, setNear] = useState<SlotSign | null>(null);

  const view = (slot === "right" ? right : left) ?? left;
  const at = view?.head.at ?? 0;
  const now = Math.max(left?.head.now ?? 0, right?.head.now ?? 0);
  const end = timelineSpan(now, Math.max(left?.head.endAt ?? 0, right?.head.endAt ?? 0));
  const two = right !== null;
  const slots = Math.max(1, Math.floor(width / SIGN_WIDTH));
  const onLine = useSigns("left", left, end, slots);
  const below = useSigns("right", right, end, slots);
  const signs = useMemo(
    () =>
      [...onLine, ...below].map((sign) => (
        <SignMark key={`${sign.slot} ${sign.kind} ${sign.at}`} sign={sign} />
      )),
    [onLine, below],
  );

  const onPointerMove = (event: PointerEvent<HTMLDivElement>) => {
    const box = track.current?.getBoundingClientRect();
    if (!box || box.width === 0) return;
    const row = two && event.clientY > box.top + box.height / 2 ? below : onLine;
    setNear(signNear(row, (event.clientX - box.left) / box.width, REACH / box.width));
  };

  return (
    <div className="timeline" data-worlds={two ? 2 : 1}>
      <div className="timeline-track" onPointerMove={onPointerMove} onPointerLeave={() => setNear(null)}>
        <div className="timeline-inset" ref={track}>
          <span className="timeline-past" style={{ width: percent(now / end) }} />
          {signs}
          <span className="timeline-at" style={{ left: percent(at / end) }} />
          {near && <SignTip sign={near} whose={two ? WHOSE[near.slot] : null} />}
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
      <span className="timeline-clock">
        <output className="number" aria-label="Clock" aria-live="off">
          {formatMoment(at)}
        </output>
        <OriginMark origin="modelled" how={CLOCK} of="Clock" opens="end" />
      </span>
    </div>
  );
}

/** The signs of one world: what it still has in store, and what has happened. */
function useSigns(slot: Slot, view: WorldView | null, end: number, slots: number) {
  const marks = view?.marks ?? NO_MARKS;
  // Each view brings a list of its own: an empty one is always the same, so that the signs are not made anew.
  const coming = view?.head.coming.length ? view.head.coming : NOTHING_COMING;
  return useMemo(
    () =>
      [...comingSigns(coming, end), ...signsOf(marks, end, slots)].map(
        (sign): SlotSign => ({ ...sign, slot }),
      ),
    [slot, marks, coming, end, slots],
  );
}

function SignMark({ sign }: { sign: SlotSign }) {
  return (
    <svg
      className="sign"
      data-kind={sign.kind}
      data-slot={sign.slot}
      style={{ left: percent(sign.place) }}
      viewBox="0 0 9 30"
      aria-hidden="true"
    >
      {sign.kind === "failure" && <path d="M4.5 9v20M1 1.5l7 7M8 1.5l-7 7" />}
      {sign.kind === "up" && <path d="M4.5 11v18" />}
      {sign.kind === "other" && <path d="M4.5 21v8" />}
      {sign.kind === "coming" && <circle cx="4.5" cy="24" r="3.5" />}
    </svg>
  );
}

function SignTip({ sign, whose }: { sign: Sign; whose: string | null }) {
  const more = sign.count - sign.texts.length;
  return (
    <div
      className="sign-tip"
      data-side={sign.place > 0.5 ? "left" : "right"}
      style={{ left: percent(sign.place) }}
    >
      <strong className="number">
        {formatTime(sign.at)}
        {whose && ` · ${whose}`}
      </strong>
      {[...new Set(sign.texts)].map((text) => (
        <span key={text}>{text}</span>
      ))}
      {more > 0 && <span className="sign-tip-more">and {more.toLocaleString("en-US")} more</span>}
    </div>
  );
}

const percent = (part: number) => `${part * 100}%`;

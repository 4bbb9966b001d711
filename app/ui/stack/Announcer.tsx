import { useEffect, useRef, useState } from "react";
import { changesBetween } from "../../diagram/layout/changes";
import type { WorldView } from "../../state/lab/lab-types";
import { type Batch, begun, heard, type Moment, said } from "./announcing";

type Layers = WorldView["layers"];

export interface AnnouncerProps extends Moment<Layers> {
  /** Whose changes these are, where there are several worlds: `Second stack`. */
  whose?: string | undefined;
}

/** Long enough to gather what happens together, short enough to be about what is seen. */
const BATCH_MS = 1_000;

/** Says to screen readers what happens in a world: politely, at most once a second. */
export function Announcer({ layers, scene, act, whose }: AnnouncerProps) {
  const batch = useRef<Batch<Layers> | null>(null);
  const timer = useRef(0);
  const [sentence, setSentence] = useState("");

  useEffect(() => {
    const moment = { layers, scene, act };
    const before = batch.current;
    batch.current = before ? heard(before, moment) : begun(moment);
    if (!before || before.latest.layers === layers) return;
    timer.current ||= window.setTimeout(() => {
      timer.current = 0;
      if (!batch.current) return;
      const { text, rest } = said(batch.current, changesBetween);
      batch.current = rest;
      if (text !== "") setSentence(whose === undefined ? text : `${whose}: ${text}`);
    }, BATCH_MS);
  }, [layers, scene, act, whose]);

  useEffect(
    () => () => {
      clearTimeout(timer.current);
      timer.current = 0;
    },
    [],
  );

  return (
    <div className="unseen" aria-live="polite">
      {sentence}
    </div>
  );
}

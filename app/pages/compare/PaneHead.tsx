import type { ReactNode } from "react";
import type { DownloadProgress } from "../../state/compare-types";
import { OriginMark } from "../../ui/OriginMark";
import { Progress } from "../../ui/Progress";
import { Clock } from "./Clock";
import type { ClockReading } from "./clock-model";

export interface PaneHeadProps {
  title: string;
  words: string;
  clockName: string;
  reading: ClockReading;
  /** How the clock's time is measured. */
  how: string;
  /** Which of several the clock shows, or nothing. */
  clockNote: string;
  download: DownloadProgress | null;
  /** The buttons. */
  children: ReactNode;
}

/** A pane's title, buttons, clock and status line. */
export function PaneHead(props: PaneHeadProps) {
  const { title, words, clockName, reading, how, clockNote, download, children } = props;
  return (
    <div className="pane-head-box">
      <div className="pane-head">
        <h2>{title}</h2>
        <div className="pane-buttons">{children}</div>
        <div className="pane-clock">
          {clockNote && <span className="pane-clock-note">{clockNote}</span>}
          <Clock name={clockName} reading={reading} />
          <span className="pane-clock-origin">
            {reading.mode === "stopped" && <OriginMark origin="measured" how={how} opens="end" />}
          </span>
        </div>
        <p className="pane-words number">{words}</p>
        {download && (
          <div className="pane-progress">
            <Progress
              name={`Download for ${title.toLowerCase()}`}
              done={download.loadedBytes}
              total={download.totalBytes > 0 ? download.totalBytes : null}
            />
          </div>
        )}
      </div>
    </div>
  );
}

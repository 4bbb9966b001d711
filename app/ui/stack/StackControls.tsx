import type { ZoomControls } from "./use-zoom";
import { LEAST_ZOOM, MOST_ZOOM } from "./zoom";

export interface StackControlsProps {
  /** Accessible name of the picture that they zoom. */
  of: string;
  zoom: number;
  controls: ZoomControls;
}

/** Zoom of a picture, beside it: closer, farther, all of it. */
export function StackControls({ of, zoom, controls }: StackControlsProps) {
  return (
    <div className="stack-controls" role="toolbar" aria-label={`Zoom of ${of}`}>
      <ZoomButton name="Zoom in" unavailable={zoom >= MOST_ZOOM} onPress={controls.closer}>
        +
      </ZoomButton>
      <ZoomButton name="Zoom out" unavailable={zoom <= LEAST_ZOOM} onPress={controls.farther}>
        −
      </ZoomButton>
      <ZoomButton name="Fit: show the whole picture" onPress={controls.fit}>
        Fit
      </ZoomButton>
      <span className="stack-zoom number" aria-live="off">
        {Math.round(zoom * 100)} %
      </span>
    </div>
  );
}

interface ZoomButtonProps {
  name: string;
  children: string;
  unavailable?: boolean;
  onPress(): void;
}

function ZoomButton({ name, children, unavailable = false, onPress }: ZoomButtonProps) {
  return (
    <button
      type="button"
      className="button stack-control"
      aria-label={name}
      title={name}
      aria-disabled={unavailable}
      onClick={() => {
        if (!unavailable) onPress();
      }}
    >
      {children}
    </button>
  );
}

/** Where a list that belongs to a control is shown: beside it, inside the window, above it if there is more room. */
import {
  autoUpdate,
  flip,
  type OpenChangeReason,
  offset,
  type Placement,
  shift,
  size,
  useFloating,
} from "@floating-ui/react";

/** To the control, px. */
const GAP = 4;
/** To the window's edge, px. */
const EDGE = 8;
/** Lists are not higher than this, px. */
const HIGHEST = 512;

/** It follows its control while it is open, and scrolls where it would be too high. */
export function useFloatingBox(
  open: boolean,
  onOpenChange: (open: boolean, event?: Event, reason?: OpenChangeReason) => void,
  placement: Placement,
) {
  return useFloating({
    open,
    onOpenChange,
    placement,
    strategy: "fixed",
    transform: false,
    middleware: [
      offset(GAP),
      flip({ padding: EDGE }),
      shift({ padding: EDGE }),
      size({
        padding: EDGE,
        apply({ availableHeight, elements: { floating } }) {
          floating.style.maxHeight = `${Math.min(HIGHEST, availableHeight)}px`;
        },
      }),
    ],
    whileElementsMounted: autoUpdate,
  });
}

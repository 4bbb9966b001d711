/** How the page's panels begin, and where their sizes are remembered. */

/** Widths and heights below which side panels begin folded, in the page's own rem. */
const ROOMY_WIDTH = 68;
const LEAST_WIDTH = 56;
const ROOMY_HEIGHT = 50;

export interface Beginning {
  /** Sizes of roomy and of tight windows are remembered apart. */
  readonly id: string;
  readonly paletteClosed: boolean;
  readonly inspectorClosed: boolean;
  readonly drawerClosed: boolean;
}

/** How the panels begin in a window of this size (px), where a rem is this many px. */
export function beginning(width: number, height: number, rem: number): Beginning {
  const narrow = width < ROOMY_WIDTH * rem;
  const small = width < LEAST_WIDTH * rem;
  const low = height < ROOMY_HEIGHT * rem;
  return {
    id: `strata.lab.${small ? "small" : narrow ? "narrow" : "wide"}-${low ? "low" : "high"}`,
    paletteClosed: narrow,
    inspectorClosed: small,
    drawerClosed: low,
  };
}

type LayoutStorage = Pick<Storage, "getItem" | "setItem">;

/** The browser's storage, or none where it is damaged, full or forbidden: sizes then last for this visit only. */
export const layoutStorage: LayoutStorage = {
  getItem(key) {
    try {
      const text = localStorage.getItem(key);
      return text !== null && isLayout(JSON.parse(text)) ? text : null;
    } catch {
      return null;
    }
  },
  setItem(key, value) {
    try {
      localStorage.setItem(key, value);
    } catch {
      // Nothing to be done, and nothing lost but a size.
    }
  },
};

/** Whether this is a share for each panel; whatever else is stored would break the panels. */
function isLayout(stored: unknown): boolean {
  if (typeof stored !== "object" || stored === null || Array.isArray(stored)) return false;
  return Object.values(stored).every((share) => typeof share === "number" && share >= 0);
}

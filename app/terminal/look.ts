/** How a terminal looks: colours from the design tokens, type that grows with the page's. */

export interface TerminalLook {
  theme: Record<string, string>;
  fontFamily: string;
  fontSize: number;
}

/** Sixteen colours that read at 4.5:1 on the terminals' ground, but for black, the ground's own. */
const ANSI = {
  black: "#0f1720",
  red: "#ff8a80",
  green: "#7fd6a4",
  yellow: "#f2c464",
  blue: "#7db8f0",
  magenta: "#c9a8ee",
  cyan: "#6fd0d8",
  white: "#dbe4ee",
  brightBlack: "#8fa1b3",
  brightRed: "#ffaca5",
  brightGreen: "#a3e6c0",
  brightYellow: "#ffd98a",
  brightBlue: "#a8d1ff",
  brightMagenta: "#dcc6f7",
  brightCyan: "#9be4ea",
  brightWhite: "#ffffff",
};

const SMALLEST = 14;

/** Reads the look that holds now for an element. */
export function readLook(element: HTMLElement): TerminalLook {
  const style = getComputedStyle(element);
  const token = (name: string) => style.getPropertyValue(name).trim();
  const root = Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;
  return {
    theme: {
      ...ANSI,
      background: token("--terminal-page"),
      foreground: token("--terminal-text"),
      cursor: token("--terminal-text"),
      cursorAccent: token("--terminal-page"),
      selectionBackground: token("--terminal-selection"),
      scrollbarSliderBackground: "#5b6b7c80",
      scrollbarSliderHoverBackground: "#7c8c9db0",
      scrollbarSliderActiveBackground: "#9fb0c1d0",
    },
    fontFamily: token("--font-mono"),
    fontSize: Math.max(SMALLEST, Math.round((root / 16) * SMALLEST)),
  };
}

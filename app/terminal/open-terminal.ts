/** The way to a terminal: loads what it takes when it is first asked for. */
import type { TerminalOptions, TerminalSession } from "./terminal-session";

/** Loads xterm.js when first called, and opens a terminal. */
export async function openTerminal(options: TerminalOptions): Promise<TerminalSession> {
  const { createXtermSession } = await import("./xterm-session");
  return createXtermSession(options);
}

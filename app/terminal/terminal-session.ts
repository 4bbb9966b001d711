/** A terminal as the rest of the app knows it; xterm.js stays behind this interface. */

export interface TerminalSession {
  /** Shows bytes as the guest printed them; many calls within a frame become one. */
  write(bytes: Uint8Array): void;
  /** Shows what was printed earlier; questions to the terminal in it are not answered again. */
  replay(bytes: Uint8Array): void;
  focus(): void;
  /** Fits columns and rows to the element again; needed after it was hidden. */
  fit(): void;
  dispose(): void;
}

export interface TerminalOptions {
  /** An empty element with a size of its own; the terminal fills it. */
  element: HTMLElement;
  /** Accessible name of the text box. */
  inputName: string;
  /** Id of the text that explains how to leave the terminal with the keyboard. */
  hintId: string;
  onInput(text: string): void;
  onResize(columns: number, rows: number): void;
}

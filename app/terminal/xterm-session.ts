/** The only file that knows xterm.js. Loaded when a first terminal opens. */
import "@xterm/xterm/css/xterm.css";
import { FitAddon } from "@xterm/addon-fit";
import { WebLinksAddon } from "@xterm/addon-web-links";
import { Terminal } from "@xterm/xterm";
import { createFrameBatch, nextFrame } from "./frame-batch";
import { createKeyJudge } from "./keys";
import { readLook } from "./look";
import { sheetDocument, withSheets } from "./sheet-document";
import type { TerminalOptions, TerminalSession } from "./terminal-session";

const SCROLLBACK_LINES = 5_000;
const FIT_DELAY_MS = 80;

/** Opens a terminal in an element, once its type face is there to be measured. */
export async function createXtermSession(options: TerminalOptions): Promise<TerminalSession> {
  const { element } = options;
  const look = readLook(element);
  await loadFace(look.fontFamily, look.fontSize);

  const terminal = new Terminal({
    ...look,
    scrollback: SCROLLBACK_LINES,
    screenReaderMode: true,
    cursorBlink: !matchMedia("(prefers-reduced-motion: reduce)").matches,
    lineHeight: 1.2,
    minimumContrastRatio: 4.5,
    documentOverride: sheetDocument(element.ownerDocument),
  });
  const fitting = new FitAddon();
  terminal.loadAddon(fitting);
  terminal.loadAddon(new WebLinksAddon());
  withSheets(element.ownerDocument, () => terminal.open(element));
  nameInput(terminal, options);
  obeyKeys(terminal);

  let quiet = 0;
  const batch = createFrameBatch(nextFrame, (bytes) => terminal.write(bytes));
  const fitNow = () => {
    if (element.clientWidth > 0 && element.clientHeight > 0) fitting.fit();
  };

  terminal.onData((text) => {
    if (quiet === 0) options.onInput(text);
  });
  terminal.onResize(({ cols, rows }) => options.onResize(cols, rows));
  const stopWatching = watch(element, fitNow, () => {
    Object.assign(terminal.options, readLook(element));
    fitNow();
  });
  fitNow();
  options.onResize(terminal.cols, terminal.rows);

  return {
    write: (bytes) => batch.add(bytes),
    replay(bytes) {
      quiet += 1;
      terminal.write(bytes, () => {
        quiet -= 1;
      });
    },
    focus: () => terminal.focus(),
    fit() {
      const { viewportY, baseY } = terminal.buffer.active;
      fitNow();
      // While hidden, a terminal loses sight of its last line.
      if (viewportY === baseY) terminal.scrollToBottom();
    },
    dispose() {
      stopWatching();
      batch.dispose();
      terminal.dispose();
    },
  };
}

/** A face that does not load leaves the next one in the list, which is no reason to fail. */
async function loadFace(family: string, size: number): Promise<void> {
  await Promise.allSettled([
    document.fonts.load(`${size}px ${family}`),
    document.fonts.load(`bold ${size}px ${family}`),
  ]);
}

function nameInput(terminal: Terminal, { inputName, hintId }: TerminalOptions): void {
  terminal.textarea?.setAttribute("aria-label", inputName);
  terminal.textarea?.setAttribute("aria-describedby", hintId);
}

function obeyKeys(terminal: Terminal): void {
  const judge = createKeyJudge(() => terminal.hasSelection());
  terminal.attachCustomKeyEventHandler((event) => {
    const verdict = judge(event);
    if (verdict === "copy") {
      event.preventDefault();
      void copySelection(terminal);
    }
    return verdict === "guest";
  });
}

async function copySelection(terminal: Terminal): Promise<void> {
  if (!terminal.hasSelection()) return;
  try {
    await navigator.clipboard.writeText(terminal.getSelection());
    terminal.clearSelection();
  } catch {
    // Without permission the selection stays, and the browser's own copy command still works.
  }
}

/** Follows the element's size and the page's scheme until told to stop. */
function watch(element: HTMLElement, onSize: () => void, onLook: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const sizes = new ResizeObserver(() => {
    clearTimeout(timer);
    timer = setTimeout(onSize, FIT_DELAY_MS);
  });
  sizes.observe(element);
  const looks = new MutationObserver(onLook);
  looks.observe(document.documentElement, { attributeFilter: ["data-scheme"] });
  return () => {
    clearTimeout(timer);
    sizes.disconnect();
    looks.disconnect();
  };
}

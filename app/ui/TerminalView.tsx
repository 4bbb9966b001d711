import { type ReactNode, useEffect, useRef, useState } from "react";
import { openTerminal } from "../terminal/open-terminal";
import type { TerminalSession } from "../terminal/terminal-session";

/** Where a terminal's bytes come from and its keys go. */
export interface TerminalChannel {
  /** Hears output from its beginning: what was printed so far arrives during the call. */
  listen(listener: (bytes: Uint8Array) => void): () => void;
  type(text: string): void;
  resize(columns: number, rows: number): void;
}

export interface TerminalViewProps {
  /** A terminal is opened per channel: hand in the same object as long as it is the same. */
  channel: TerminalChannel;
  inputName: string;
  hintId: string;
  /** A hidden terminal opens when it is first shown; once open, it goes on listening while hidden. */
  hidden: boolean;
  /** Lies over the terminal until it has something to show, if its class is `terminal-empty`. */
  children?: ReactNode;
  panelId?: string;
}

/** One terminal. Its bytes go straight to it and never through React. */
export function TerminalView(props: TerminalViewProps) {
  const { channel, inputName, hintId, hidden, children, panelId } = props;
  const place = useRef<HTMLDivElement>(null);
  const session = useRef<TerminalSession | null>(null);
  const [wanted, setWanted] = useState(!hidden);
  if (!hidden && !wanted) setWanted(true);

  useEffect(() => {
    const element = place.current;
    if (!element || !wanted) return;
    return connect(element, channel, inputName, hintId, (opened) => {
      session.current = opened;
    });
  }, [channel, inputName, hintId, wanted]);

  useEffect(() => {
    if (!hidden) session.current?.fit();
  }, [hidden]);

  return (
    <div className="terminal-panel" hidden={hidden} id={panelId} role={panelId && "tabpanel"}>
      <div className="terminal-place" ref={place} />
      {children}
    </div>
  );
}

/**
 * Opens a terminal when its machine first prints something, and connects it: a page at which nobody has asked for a
 * machine loads no terminal. The answer takes everything down again.
 */
function connect(
  element: HTMLElement,
  channel: TerminalChannel,
  inputName: string,
  hintId: string,
  onSession: (session: TerminalSession | null) => void,
): () => void {
  let closed = false;
  let opening = false;
  let close = () => {};
  const open = async () => {
    const session = await openTerminal({
      element,
      inputName,
      hintId,
      onInput: (text) => channel.type(text),
      onResize: (columns, rows) => channel.resize(columns, rows),
    });
    if (closed) {
      session.dispose();
      return;
    }
    wait();
    onSession(session);
    let replaying = true;
    const silence = channel.listen((bytes) => {
      element.setAttribute("data-heard", "");
      if (replaying) session.replay(bytes);
      else session.write(bytes);
    });
    replaying = false;
    close = () => {
      silence();
      session.dispose();
      onSession(null);
    };
  };
  const wait = channel.listen(() => {
    if (opening || closed) return;
    opening = true;
    void open();
  });
  return () => {
    closed = true;
    wait();
    close();
  };
}

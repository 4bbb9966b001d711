import { type ReactNode, useMemo } from "react";
import { type TerminalChannel, TerminalView } from "../../ui/TerminalView";
import { useCompareActions } from "./context";

export interface StoreTerminalProps {
  /** A machine's id, or `host`. */
  terminal: string;
  inputName: string;
  hintId: string;
  hidden?: boolean;
  panelId?: string;
  children?: ReactNode;
}

/** A terminal of one of the store's guests. */
export function StoreTerminal({ terminal, hidden = false, ...rest }: StoreTerminalProps) {
  const actions = useCompareActions();
  const channel = useMemo<TerminalChannel>(
    () => ({
      listen: (listener) => actions.listen(terminal, listener),
      type: (text) => actions.type(terminal, text),
      resize: (columns, rows) => actions.resize(terminal, columns, rows),
    }),
    [actions, terminal],
  );
  return <TerminalView channel={channel} hidden={hidden} {...rest} />;
}

import { type ReactNode, useId, useState } from "react";
import { Panel, usePanelRef } from "react-resizable-panels";
import "./panels.css";

/** Room for the button that brings a panel back. */
const COLLAPSED = "2.75rem";

export interface CollapsiblePanelProps {
  /** Also under this name its size is remembered. */
  id: string;
  title: string;
  /** At which edge of the page it is. */
  edge: "left" | "right" | "bottom";
  /** CSS sizes in rem. */
  size: string;
  least: string;
  most: string;
  /** It begins closed, where nothing else is remembered. */
  closed: boolean;
  children: ReactNode;
}

/** A panel that can be resized, and folded to a strip with its name. */
export function CollapsiblePanel({
  id,
  title,
  edge,
  size,
  least,
  most,
  closed,
  children,
}: CollapsiblePanelProps) {
  const panel = usePanelRef();
  const body = useId();
  const [folded, setFolded] = useState(closed);
  const toggle = () => {
    if (panel.current?.isCollapsed()) panel.current.expand();
    else panel.current?.collapse();
  };
  return (
    <Panel
      id={id}
      panelRef={panel}
      collapsible
      collapsedSize={COLLAPSED}
      defaultSize={closed ? COLLAPSED : size}
      minSize={least}
      maxSize={most}
      groupResizeBehavior="preserve-pixel-size"
      onResize={() => setFolded(panel.current?.isCollapsed() ?? false)}
    >
      <section className="lab-panel" data-edge={edge} data-folded={folded} aria-label={title}>
        <h2 className="lab-panel-head">
          <button type="button" aria-expanded={!folded} aria-controls={body} onClick={toggle}>
            <span>{title}</span>
            <svg viewBox="0 0 16 16" aria-hidden="true">
              <path d="M5 3l5 5-5 5" />
            </svg>
          </button>
        </h2>
        <div className="lab-panel-body" id={body} hidden={folded}>
          {children}
        </div>
      </section>
    </Panel>
  );
}

/** A button that opens a short list of things to do. */
import {
  FloatingFocusManager,
  useClick,
  useDismiss,
  useInteractions,
  useListNavigation,
  useRole,
  useTypeahead,
} from "@floating-ui/react";
import { type ReactNode, useId, useRef, useState } from "react";
import { useFloatingBox } from "./use-floating-box";
import "./controls.css";
import "./menu.css";

export interface MenuItem {
  id: string;
  label: string;
  /** What comes of it, a few words. */
  hint?: string;
  /** Heading that it stands under; items of one group follow each other. */
  group?: string;
}

export interface MenuProps {
  /** The button's text. */
  label: string;
  items: readonly MenuItem[];
  onChoose(id: string): void;
}

/** Menu button with the keys that menus have: arrows, Home, End, first letters, Escape. */
export function Menu({ label, items, onChoose }: MenuProps) {
  const [open, setOpen] = useState(false);
  const [at, setAt] = useState<number | null>(null);
  const elements = useRef<(HTMLElement | null)[]>([]);
  const labels = useRef<string[]>([]);
  labels.current = items.map((item) => item.label);
  const { refs, floatingStyles, context } = useFloatingBox(open, setOpen, "bottom-end");
  const { getReferenceProps, getFloatingProps, getItemProps } = useInteractions([
    useClick(context),
    useDismiss(context),
    useRole(context, { role: "menu" }),
    useListNavigation(context, {
      listRef: elements,
      activeIndex: at,
      onNavigate: setAt,
      loop: true,
      focusItemOnOpen: true,
    }),
    useTypeahead(context, { listRef: labels, activeIndex: at, onMatch: open ? setAt : () => {} }),
  ]);
  const itemButton = (item: MenuItem) => {
    const index = items.indexOf(item);
    return (
      <button
        key={item.id}
        ref={(element) => {
          elements.current[index] = element;
        }}
        type="button"
        role="menuitem"
        className="menu-item"
        tabIndex={index === at ? 0 : -1}
        {...getItemProps({
          onClick: () => {
            setOpen(false);
            onChoose(item.id);
          },
        })}
      >
        {item.label}
        {item.hint && <span className="menu-hint">{item.hint}</span>}
      </button>
    );
  };
  return (
    <>
      <button ref={refs.setReference} type="button" className="button menu-button" {...getReferenceProps()}>
        {label}
      </button>
      {open && (
        <FloatingFocusManager context={context} modal={false} initialFocus={-1}>
          <div ref={refs.setFloating} className="menu-list" style={floatingStyles} {...getFloatingProps()}>
            {groupsOf(items).map((group) =>
              group.title === undefined ? (
                group.items.map(itemButton)
              ) : (
                <MenuGroup key={group.title} title={group.title}>
                  {group.items.map(itemButton)}
                </MenuGroup>
              ),
            )}
          </div>
        </FloatingFocusManager>
      )}
    </>
  );
}

function MenuGroup({ title, children }: { title: string; children: ReactNode }) {
  const id = useId();
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for fields, these are menu items
    <div role="group" aria-labelledby={id}>
      <div className="menu-group" id={id}>
        {title}
      </div>
      {children}
    </div>
  );
}

/** Items that stand under the same heading, in their order. */
function groupsOf(items: readonly MenuItem[]): { title: string | undefined; items: MenuItem[] }[] {
  const groups: { title: string | undefined; items: MenuItem[] }[] = [];
  for (const item of items) {
    const last = groups.at(-1);
    if (last && last.title === item.group) last.items.push(item);
    else groups.push({ title: item.group, items: [item] });
  }
  return groups;
}

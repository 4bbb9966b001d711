import {
  type KeyboardEvent,
  type MouseEvent,
  useId,
  useImperativeHandle,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import type { DrawState } from "../../diagram/draw/draw-state";
import type { Flash } from "../../diagram/draw/scene-picture";
import { layerOf } from "../../diagram/layout/frame-id";
import type { Picture, SizeMode } from "../../diagram/layout/plan";
import type { SceneItem } from "../../diagram/layout/scene";
import { OriginMark, type OriginMarkProps } from "../OriginMark";
import { itemAtPoint } from "./places";
import { StackControls } from "./StackControls";
import { headroomOver, sceneInRoom } from "./scene-in-room";
import { showItem } from "./scroll";
import { usePan } from "./use-pan";
import { useRoom } from "./use-room";
import { prefersCalm, useScenePicture } from "./use-scene-picture";
import { useSeen } from "./use-seen";
import { useTip } from "./use-tip";
import { useTree } from "./use-tree";
import { type Sight, useZoom } from "./use-zoom";
import { outwardZoom, type Zoom } from "./zoom";
import "../../diagram/draw/diagram.css";
import "../controls.css";
import "./stack-view.css";

/** What a page can ask of a picture directly. */
export interface StackHandle {
  readonly svg: SVGSVGElement | null;
  /** The item at a point of the window, if any. */
  itemAt(clientX: number, clientY: number): string | null;
  /** Scrolls to a layer. */
  reveal(id: string): void;
  /** Scrolls to a layer and gives it the focus. */
  focus(id: string): void;
}

export interface StackViewProps
  extends Partial<Pick<DrawState, "revealed" | "told" | "found" | "differences" | "drop">> {
  /** Accessible name of the tree. */
  name: string;
  picture: Picture;
  size?: SizeMode;
  /** Where the amounts come from that heights mean. */
  origin?: Pick<OriginMarkProps, "origin" | "how">;
  selected?: string | null;
  /** A person chose a layer, or none; the frame of a virtual machine counts as its virtual hardware. */
  onSelect?(id: string | null): void;
  /** A person chose again what was selected: Enter, or a double click. */
  onOpen?(id: string): void;
  flashes?: readonly Flash[];
  /** Fills its pane, with zoom controls and panning; otherwise as high as the picture. */
  fills?: boolean;
  handle?: React.Ref<StackHandle>;
}

/** Stacks of layers as a picture, which is also a tree that arrow keys walk. */
export function StackView(props: StackViewProps) {
  const { name, picture, size = "plain", selected = null, fills = false, onSelect, onOpen } = props;
  const view = useRef<HTMLDivElement>(null);
  const tip = useRef<HTMLDivElement>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLDivElement>(null);
  const svg = useRef<SVGSVGElement>(null);
  const prefix = useId().replace(/[^\w-]/g, "");
  const room = useRoom(scroller, fills);
  const [zoom, setZoom] = useState<Zoom>("readable");
  const inward = typeof zoom === "number" ? Math.max(1, zoom) : 1;
  const scene = useMemo(
    () => room && sceneInRoom(picture, room, size, inward),
    [picture, room, size, inward],
  );
  const outward = scene && room && outwardZoom(zoom, scene, room);
  const sight = useMemo<Sight | null>(
    () => scene && { scene, scale: outward ?? 1, zoom: inward * (outward ?? 1) },
    [scene, outward, inward],
  );
  const scale = sight?.scale ?? 1;
  const shownBy = (id: string) => scene?.standIns.get(id) ?? id;
  // A machine's frame and its virtual hardware are the same layer: the one that was pointed at is marked.
  const [pointed, setPointed] = useState<string | null>(null);
  const isPointed = pointed !== null && selected !== null && layerOf(pointed) === selected;
  const chosen = selected === null ? null : shownBy(isPointed ? pointed : selected);

  const reveal = (wanted: string, behavior: ScrollBehavior = "instant") => {
    const id = shownBy(wanted);
    const item = scene?.items.find((candidate) => candidate.id === id);
    if (!item || !scroller.current || !canvas.current) return;
    showItem({ scroller: scroller.current, canvas: canvas.current, scale }, item, behavior);
  };
  const tree = useTree(svg, scene?.items, chosen, reveal);
  const pan = usePan(scroller);
  const zooming = useZoom({ scroller, canvas }, sight, setZoom, fills);
  const { revealed, told, found, differences, drop, flashes } = props;
  const drawing = useScenePicture(svg, {
    scene,
    picture,
    prefix,
    unit: room?.unit ?? 1,
    headroom: room && scene && room.height > 0 ? headroomOver(scene, room, scale) : undefined,
    selected: chosen,
    current: tree.current,
    expanded: tree.expanded,
    revealed,
    told,
    found,
    differences,
    drop,
    flashes,
  });

  useSeen({ scroller, canvas }, drawing, sight);

  const itemAt = (clientX: number, clientY: number) => {
    if (!scene || !canvas.current) return null;
    const { left, top } = canvas.current.getBoundingClientRect();
    return itemAtPoint(scene, (clientX - left) / scale, (clientY - top) / scale);
  };
  const items = useMemo(() => new Map(scene?.items.map((item) => [item.id, item])), [scene]);
  const shownAt = (x: number, y: number): SceneItem | undefined => items.get(itemAt(x, y) ?? "");
  useTip({ view, scroller, tip }, shownAt);
  const latest = useRef({ itemAt, reveal, focus: tree.go });
  useLayoutEffect(() => {
    latest.current = { itemAt, reveal, focus: (id) => tree.go(shownBy(id)) };
  });
  useImperativeHandle(
    props.handle,
    () => ({
      get svg() {
        return svg.current;
      },
      itemAt: (x, y) => latest.current.itemAt(x, y),
      reveal: (id) => latest.current.reveal(id, prefersCalm() ? "instant" : "smooth"),
      focus: (id) => latest.current.focus(id),
    }),
    [],
  );

  const select = (id: string | null) => {
    setPointed(id);
    onSelect?.(id === null ? null : layerOf(id));
  };
  const choose = (event: MouseEvent) => {
    if (pan.wasDrag()) return;
    const id = itemOf(event.target) ?? itemAt(event.clientX, event.clientY);
    if (id !== null) tree.go(id);
    select(id);
  };
  const onTreeKey = (event: KeyboardEvent) => {
    const { key } = event;
    if (tree.current !== null && (key === "Enter" || (key === " " && !tree.continues(key)))) {
      if (key === "Enter" && chosen === tree.current) onOpen?.(layerOf(tree.current));
      else select(tree.current);
    } else if (key === "Escape" && chosen !== null) select(null);
    else if (zoomed(event) || !tree.take(event)) return;
    event.preventDefault();
    event.stopPropagation();
  };
  /** Signs zoom, unless they are part of a name that is being typed. */
  const zoomed = ({ key, ctrlKey, metaKey, altKey }: KeyboardEvent) =>
    fills &&
    ["+", "=", "-", "−", "0"].includes(key) &&
    !ctrlKey &&
    !metaKey &&
    !altKey &&
    !tree.continues(key);
  const onKeyDown = (event: KeyboardEvent) => {
    if (!zoomed(event)) return;
    event.preventDefault();
    if (event.key === "0") zooming.fit();
    else if (event.key === "+" || event.key === "=") zooming.closer();
    else zooming.farther();
  };

  const classes = [
    "stack-view",
    ...(fills ? ["stack-fills"] : []),
    ...(onSelect ? ["stack-chooses"] : []),
    ...(flashes ? ["stack-flashes"] : []),
  ];
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys of the tree and the toolbar within.
    <div className={classes.join(" ")} ref={view} onKeyDown={onKeyDown}>
      <div className="stack-parts">
        {/* biome-ignore lint/a11y/useKeyWithClickEvents lint/a11y/noStaticElementInteractions: the tree takes keys; the background is for the mouse. */}
        <div
          className="stack-scroll"
          ref={scroller}
          onClick={choose}
          onDoubleClick={(event) => {
            const id = itemOf(event.target) ?? itemAt(event.clientX, event.clientY);
            if (id !== null) onOpen?.(layerOf(id));
          }}
          onPointerDown={pan.onPointerDown}
          onPointerMove={pan.onPointerMove}
          onPointerUp={pan.onPointerUp}
          onPointerCancel={pan.onPointerUp}
        >
          <div
            className="stack-canvas"
            ref={canvas}
            style={scene ? { width: scene.width * scale, height: scene.height * scale } : undefined}
          >
            <svg
              ref={svg}
              className="stack-svg"
              // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: ARIA in HTML allows any role here.
              role="tree"
              aria-label={name}
              aria-describedby={`${prefix}-summary`}
              style={scale === 1 ? undefined : { transform: `scale(${scale})` }}
              onKeyDown={onTreeKey}
              onFocus={({ target }) => {
                const id = itemOf(target);
                if (id !== null) tree.onFocused(id);
              }}
            />
          </div>
        </div>
        {scene?.scale && (
          <p className="stack-scale number">
            {scene.scale} {props.origin && <OriginMark {...props.origin} of="What heights mean" />}
          </p>
        )}
        {fills && sight && <StackControls of={name} zoom={sight.zoom} controls={zooming} />}
      </div>
      <p className="unseen" id={`${prefix}-summary`}>
        {picture.summary}
      </p>
      <div className="stack-tip" ref={tip} aria-hidden="true" />
    </div>
  );
}

/** The item that an event hit itself, as assistive technology does; a pointer hits what is drawn in it. */
function itemOf(target: EventTarget): string | null {
  if (!(target instanceof SVGElement) || target.getAttribute("role") !== "treeitem") return null;
  return target.dataset.id ?? null;
}

/** Hands scenes to the drawing: React renders nothing inside of the picture. */
import { type RefObject, useEffect, useLayoutEffect, useRef } from "react";
import type { DrawState } from "../../diagram/draw/draw-state";
import { createScenePicture, type Flash, type ScenePicture } from "../../diagram/draw/scene-picture";
import type { Picture } from "../../diagram/layout/plan";
import type { Scene } from "../../diagram/layout/scene";

const MOTION_MS = 200;
const NONE: ReadonlySet<string> = new Set();

/** What is to be seen; what is left out is not there. */
export interface Shown {
  readonly scene: Scene | null;
  /** What the scene was laid out from: things glide when it changed, and jump when only the room did. */
  readonly picture: Picture;
  readonly prefix: string;
  readonly unit: number;
  /** As in the drawing's state. */
  readonly headroom: number | undefined;
  readonly selected: string | null;
  readonly current: string | null;
  readonly expanded: ReadonlySet<string>;
  readonly revealed?: DrawState["revealed"] | undefined;
  readonly told?: DrawState["told"] | undefined;
  readonly found?: DrawState["found"] | undefined;
  readonly differences?: DrawState["differences"] | undefined;
  readonly drop?: DrawState["drop"] | undefined;
  readonly flashes?: readonly Flash[] | undefined;
}

/** Keeps an SVG element showing a scene, for as long as it is there. Answers with what draws it. */
export function useScenePicture(
  svg: RefObject<SVGSVGElement | null>,
  shown: Shown,
): RefObject<ScenePicture | null> {
  const drawing = useRef<ScenePicture | null>(null);
  const last = useRef<Picture | null>(null);
  const { scene, picture, prefix, unit, headroom, selected, current, expanded, flashes } = shown;
  const { revealed = null, told = NONE, found = null, differences = null, drop = null } = shown;

  useLayoutEffect(() => {
    if (!svg.current) return;
    const made = createScenePicture(svg.current);
    drawing.current = made;
    return () => {
      made.dispose();
      drawing.current = null;
    };
  }, [svg]);

  useLayoutEffect(() => {
    if (!scene) return;
    const moves = last.current !== null && last.current !== picture && !prefersCalm();
    last.current = picture;
    drawing.current?.update(scene, {
      prefix,
      unit,
      headroom,
      motionMs: moves ? MOTION_MS : 0,
      selected,
      current,
      expanded,
      revealed,
      told,
      found,
      differences,
      drop,
    });
  }, [
    scene,
    picture,
    prefix,
    unit,
    headroom,
    selected,
    current,
    expanded,
    revealed,
    told,
    found,
    differences,
    drop,
  ]);

  useEffect(() => {
    if (flashes && flashes.length > 0) drawing.current?.flash(flashes);
  }, [flashes]);

  return drawing;
}

/** Whether things should jump instead of glide. */
export function prefersCalm(): boolean {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}

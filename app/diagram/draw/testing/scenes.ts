/** Small scenes for tests. */
import type { Scene, SceneItem } from "../../layout/scene";
import type { DrawState } from "../draw-state";

/** An item: a band, unless something else is said. */
export function item(id: string, rest: Partial<SceneItem> = {}): SceneItem {
  return {
    id,
    kind: "band",
    role: "app",
    look: "done",
    x: 0,
    y: 0,
    width: 100,
    height: 30,
    label: id,
    note: "",
    labelX: 12,
    labelY: 15,
    centred: false,
    noteX: 88,
    noteY: 15,
    marked: false,
    compromised: false,
    trueHeight: null,
    spoken: `${id}, running`,
    level: 1,
    parent: null,
    position: 1,
    siblings: 1,
    children: 0,
    ...rest,
  };
}

/** A scene of these items. */
export function sceneOf(items: readonly SceneItem[], rest: Partial<Scene> = {}): Scene {
  return { width: 300, height: 200, items, scale: null, summary: "", standIns: new Map(), ...rest };
}

/** Nothing is selected, told, found, dragged or open. */
export function stateWith(rest: Partial<DrawState> = {}): DrawState {
  return {
    prefix: "p",
    unit: 1,
    motionMs: 0,
    selected: null,
    current: null,
    revealed: null,
    told: new Set(),
    found: null,
    differences: null,
    drop: null,
    expanded: new Set(),
    ...rest,
  };
}

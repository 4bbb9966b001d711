import { describe, expect, it } from "vitest";
import { gatheringsAround, moveFor, survivorOf, type TreeItem, typedItem, visibleItems } from "./tree";

const item = (id: string, parent: string | null, over: Partial<TreeItem> = {}): TreeItem => ({
  id,
  kind: "band",
  parent,
  children: 0,
  label: id,
  spoken: `${id}, running`,
  ...over,
});

/** Hardware, kernel, engine with web, api and a gathering of two. */
const ITEMS: readonly TreeItem[] = [
  item("server", null, { children: 1 }),
  item("kernel", "server", { children: 2 }),
  item("engine", "kernel", { children: 3 }),
  item("web", "engine", { kind: "frame" }),
  item("api", "engine", { kind: "frame" }),
  item("many", "engine", { kind: "gathering", children: 2 }),
  item("c1", "many", { kind: "cell" }),
  item("c2", "many", { kind: "cell" }),
  item("userland", "kernel"),
];
const CLOSED: ReadonlySet<string> = new Set();
const OPEN: ReadonlySet<string> = new Set(["many"]);
const ids = (items: readonly TreeItem[]) => items.map(({ id }) => id);
const press = (key: string, current: string, expanded = CLOSED) =>
  moveFor(key, visibleItems(ITEMS, expanded), current, expanded);

describe("what can be walked to", () => {
  it("leaves out the cells of a closed gathering", () => {
    expect(ids(visibleItems(ITEMS, CLOSED))).not.toContain("c1");
    expect(ids(visibleItems(ITEMS, CLOSED))).toContain("userland");
    expect(ids(visibleItems(ITEMS, OPEN))).toEqual(ids(ITEMS));
  });
});

describe("arrow keys", () => {
  it("go through the tree from the bottom up, past what is closed", () => {
    expect(press("ArrowDown", "server")).toEqual({ do: "go", id: "kernel" });
    expect(press("ArrowDown", "many")).toEqual({ do: "go", id: "userland" });
    expect(press("ArrowDown", "many", OPEN)).toEqual({ do: "go", id: "c1" });
    expect(press("ArrowUp", "userland", OPEN)).toEqual({ do: "go", id: "c2" });
  });

  it("stop at both ends, where Home and End lead", () => {
    expect(press("ArrowUp", "server")).toBeNull();
    expect(press("ArrowDown", "userland")).toBeNull();
    expect(press("Home", "web")).toEqual({ do: "go", id: "server" });
    expect(press("End", "web")).toEqual({ do: "go", id: "userland" });
  });

  it("go right to the first thing above, and left to what it stands on", () => {
    expect(press("ArrowRight", "kernel")).toEqual({ do: "go", id: "engine" });
    expect(press("ArrowRight", "web")).toBeNull();
    expect(press("ArrowLeft", "api")).toEqual({ do: "go", id: "engine" });
    expect(press("ArrowLeft", "server")).toBeNull();
  });

  it("open a gathering before they enter it, and close it before they leave it", () => {
    expect(press("ArrowRight", "many")).toEqual({ do: "open", id: "many" });
    expect(press("ArrowRight", "many", OPEN)).toEqual({ do: "go", id: "c1" });
    expect(press("ArrowLeft", "c2", OPEN)).toEqual({ do: "go", id: "many" });
    expect(press("ArrowLeft", "many", OPEN)).toEqual({ do: "close", id: "many" });
    expect(press("ArrowLeft", "many")).toEqual({ do: "go", id: "engine" });
  });

  it("leave other keys, and items that are not there, alone", () => {
    expect(press("Tab", "web")).toBeNull();
    expect(press("ArrowDown", "gone")).toBeNull();
  });
});

describe("typing a name", () => {
  const typed = (text: string, current: string) => typedItem(ITEMS, current, text);

  it("goes to the next name that begins so, around the end", () => {
    expect(typed("e", "server")).toBe("engine");
    expect(typed("s", "web")).toBe("server");
    expect(typed("WEB", "server")).toBe("web");
  });

  it("goes on with the same letter, and narrows down with others", () => {
    expect(typed("c", "server")).toBe("c1");
    expect(typed("cc", "c1")).toBe("c2");
    expect(typed("c2", "c1")).toBe("c2");
    expect(typed("en", "engine")).toBe("engine");
  });

  it("stays where nothing begins so", () => {
    expect(typed("x", "server")).toBeNull();
  });
});

describe("the focus when the picture changes", () => {
  const without = (...gone: string[]) => ITEMS.filter(({ id }) => !gone.includes(id));

  it("stays on what is still there", () => {
    expect(survivorOf(ITEMS, without("api"), "web")).toBe("web");
  });

  it("falls to what the lost item stood on", () => {
    expect(survivorOf(ITEMS, without("web"), "web")).toBe("engine");
    expect(survivorOf(ITEMS, without("web", "engine"), "web")).toBe("kernel");
  });

  it("falls to a gathering that was closed over it", () => {
    expect(survivorOf(ITEMS, visibleItems(ITEMS, CLOSED), "c2")).toBe("many");
  });

  it("begins at the ground when nothing of it is left, and nowhere in an empty picture", () => {
    expect(survivorOf(ITEMS, [item("other", null)], "web")).toBe("other");
    expect(survivorOf(ITEMS, [item("other", null)], null)).toBe("other");
    expect(survivorOf(ITEMS, [], "web")).toBeNull();
  });
});

it("knows which gatherings hide an item", () => {
  expect(gatheringsAround(ITEMS, "c2")).toEqual(["many"]);
  expect(gatheringsAround(ITEMS, "web")).toEqual([]);
});

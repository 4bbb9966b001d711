import { describe, expect, it } from "vitest";
import { createKeyJudge, type KeyPress } from "./keys";

const press = (key: string, held: Partial<KeyPress> = {}): KeyPress => ({
  type: "keydown",
  key,
  ctrlKey: false,
  shiftKey: false,
  altKey: false,
  metaKey: false,
  ...held,
});

describe("terminal keys", () => {
  it("go to the guest, Tab and Escape too", () => {
    const judge = createKeyJudge(() => false);
    expect(["a", "Tab", "Enter", "F6", "Escape"].map((key) => judge(press(key)))).toEqual(
      Array(5).fill("guest"),
    );
  });

  it("let Tab leave after Escape, backwards with Shift", () => {
    const judge = createKeyJudge(() => false);
    judge(press("Escape"));
    judge(press("Shift"));
    expect(judge(press("Tab", { shiftKey: true }))).toBe("browser");
    judge(press("Escape"));
    expect(judge(press("Tab"))).toBe("browser");
  });

  it("need Escape directly before Tab", () => {
    const judge = createKeyJudge(() => false);
    judge(press("Escape"));
    judge(press("x"));
    expect(judge(press("Tab"))).toBe("guest");
  });

  it("interrupt with Ctrl+C unless something is selected", () => {
    expect(createKeyJudge(() => false)(press("c", { ctrlKey: true }))).toBe("guest");
    expect(createKeyJudge(() => true)(press("c", { ctrlKey: true }))).toBe("copy");
    expect(createKeyJudge(() => false)(press("C", { ctrlKey: true, shiftKey: true }))).toBe("copy");
  });

  it("paste with Ctrl+V and Ctrl+Shift+V", () => {
    const judge = createKeyJudge(() => false);
    expect(judge(press("v", { ctrlKey: true }))).toBe("browser");
    expect(judge(press("V", { ctrlKey: true, shiftKey: true }))).toBe("browser");
  });
});

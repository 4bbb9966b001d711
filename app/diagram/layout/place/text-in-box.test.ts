import { describe, expect, it } from "vitest";
import { TWO_LINES, textInBox } from "./text-in-box";

const KERNEL = { role: "kernel", look: "done", labels: ["kernel · Linux 6.8", "kernel"] } as const;
const AMOUNT = { notes: ["86 MB · shared by 3 containers", "86 MB"], amount: "86 MB" };
const NOTES = { notes: ["shared by 3 containers"], amount: null };
const text = (width: number, height = 22, remarks: typeof AMOUNT | typeof NOTES = AMOUNT, barred = false) =>
  textInBox(KERNEL, remarks, { width, height, barred }, 1);

describe("a band's words", () => {
  it("are the fullest name that leaves room for a remark", () => {
    expect(text(600)).toMatchObject({ label: "kernel · Linux 6.8", note: "86 MB · shared by 3 containers" });
    expect(text(150, 22, NOTES)).toMatchObject({ label: "kernel · Linux 6.8", note: "" });
  });

  it("are a name and an amount, where heights mean amounts and three letters of the name are left", () => {
    for (let width = 96; width < 600; width += 1) expect(text(width).note, `${width} px`).toContain("86 MB");
    expect(text(120)).toMatchObject({ label: "kernel", centred: false });
    expect(text(98).label).toBe("ker…");
    expect(text(90)).toMatchObject({ label: "kernel", note: "" });
  });

  it("of hardware stand above the line that it stands on", () => {
    const hardware = textInBox({ ...KERNEL, role: "hardware" }, NOTES, { ...BARRED, barred: false }, 1);
    expect(hardware.labelY).toBe(9);
  });

  it("have the amount below the name in bands that are high enough for that", () => {
    const { label, note, labelX, labelY, noteX, noteY } = text(92, TWO_LINES);
    expect({ label, note }).toEqual({ label: "kernel", note: "86 MB" });
    expect(noteX).toBe(labelX);
    expect(noteY - labelY).toBe(18);
    expect(text(60, TWO_LINES)).toMatchObject({ label: "kernel", note: "86 MB", centred: true });
  });

  it("are a whole name rather than an amount in the narrowest", () => {
    expect(text(70)).toMatchObject({ label: "kernel", note: "", centred: true });
  });

  it("stand clear of the bar that says a true height", () => {
    expect(text(92, 22, AMOUNT, true).labelX).toBeGreaterThanOrEqual(9);
    const app = textInBox({ role: "app", look: "done", labels: ["crm"] }, AMOUNT, BARRED, 1);
    expect(app.labelX).toBe(13);
  });
});

const BARRED = { width: 110, height: 22, barred: true };

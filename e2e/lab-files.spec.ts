import { readFile } from "node:fs/promises";
import { expect, type Page, test } from "@playwright/test";
import { LabPage } from "./pages/lab-page";

test.use({ actionTimeout: 15_000 });

/** Opens three containers that run, and pauses one of them: a world that no scenario has. */
async function openOwnWorld(page: Page): Promise<{ lab: LabPage; world: string[] }> {
  const lab = new LabPage(page);
  await lab.open("three-apps-containers");
  await lab.settle();
  await lab.layer(/^web, container/).click();
  await lab.button("Pause it").click();
  await expect(lab.layer(/^web, container, paused/)).toBeVisible();
  return { lab, world: await lab.spoken() };
}

test("a world is saved under a name, opened after a reload, and removed", async ({ page }) => {
  const { lab, world } = await openOwnWorld(page);
  const dialog = await lab.openSaves();
  await dialog.getByRole("textbox", { name: "Name" }).fill("Lecture one");
  await dialog.getByRole("button", { name: "Save", exact: true }).click();
  await expect(dialog.getByRole("list")).toContainText("Lecture one");
  await dialog.getByRole("button", { name: "Close" }).click();

  await lab.openEmpty();
  await expect.poll(() => page.url()).toMatch(/#w=/);
  await page.reload();
  await expect(lab.emptyWorld).toBeVisible();
  await (await lab.openSaves()).getByRole("button", { name: "Open Lecture one" }).click();
  await expect.poll(() => lab.spoken()).toEqual(world);

  await (await lab.openSaves()).getByRole("button", { name: "Remove Lecture one" }).click();
  await dialog.getByRole("button", { name: "Close" }).click();
  await expect(page.getByText("Removed “Lecture one”.")).toBeVisible();
  await page.reload();
  await expect(lab.stack).toBeVisible();
  await expect(await lab.openSaves()).not.toContainText("Lecture one");
});

test("a world goes into a file, and comes out of it the same in a clean browser", async ({
  page,
  browser,
}) => {
  const { lab, world } = await openOwnWorld(page);
  const dialog = await lab.openSaves();
  const file = await lab.downloaded(() => dialog.getByRole("button", { name: "Save as a file" }).click());
  expect(file.name).toBe("strata-three-apps-containers.json");

  const clean = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const elsewhere = new LabPage(await clean.newPage());
  await elsewhere.open();
  await elsewhere.openFile(file.path);
  await expect.poll(() => elsewhere.spoken()).toEqual(world);
  await clean.close();
});

for (const [what, name, text, told] of [
  ["no scenario at all", "notes.txt", "buy milk", /notes\.txt could not be opened.*JSON/s],
  ["cut off", "half.json", '{"version":1,"log":[', /half\.json could not be opened.*JSON/s],
  [
    "a scenario with a fault",
    "own.json",
    JSON.stringify({ version: 1, log: [{ at: 0, command: { do: "powerOn" } }] }),
    /own\.json could not be opened.*\/log\/0\/command\/machine/s,
  ],
  [
    "a scenario that asks for the impossible",
    "odd.json",
    JSON.stringify({ version: 1, setup: [{ do: "powerOn", machine: "nobody" }] }),
    /odd\.json could not be opened.*\/setup\/0.*nobody/s,
  ],
] as const)
  test(`a file that is ${what} is explained, and nothing is lost`, async ({ page }) => {
    const { lab, world } = await openOwnWorld(page);
    await lab.openFile({ name, mimeType: "application/json", buffer: Buffer.from(text) });
    await expect(page.getByRole("alert")).toContainText(told);
    expect(await lab.spoken()).toEqual(world);
    await lab.button("Go on with what is here").click();
    await expect(page.getByRole("alert")).toHaveCount(0);
    await lab.button("Undo").click();
    await expect(lab.layer(/^web, container, running/)).toBeVisible();
  });

test("the picture as SVG needs nothing but itself; as PNG it has twice its size", async ({ page }) => {
  const { lab } = await openOwnWorld(page);
  const svg = await lab.exported("Picture as SVG");
  expect(svg.name).toBe("strata-three-apps-containers.svg");
  const text = await readFile(svg.path, "utf8");
  const read = await page.evaluate((source) => {
    const root = new DOMParser().parseFromString(source, "image/svg+xml").documentElement;
    const values = [...root.querySelectorAll("*")].flatMap((element) => [...element.attributes]);
    return {
      root: root.localName,
      width: Number(root.getAttribute("width")),
      height: Number(root.getAttribute("height")),
      title: root.querySelector(":scope > title")?.textContent ?? "",
      description: root.querySelector(":scope > desc")?.textContent ?? "",
      texts: [...root.querySelectorAll("text")].map((element) => element.textContent ?? ""),
      fills: values.filter(({ name }) => name === "fill").map(({ value }) => value),
      links: values.filter(({ name }) => /(^|:)(href|src)$/.test(name)).map(({ value }) => value),
      classes: values.filter(({ name }) => name === "class" || name === "style").length,
    };
  }, text);
  expect(read.root).toBe("svg");
  expect(read.title).toBe("Three applications in three containers");
  expect(read.description).toMatch(/web.*paused/s);
  expect(read.texts.join(" ")).toMatch(/web.*/);
  expect(read.fills.length).toBeGreaterThan(10);
  for (const fill of read.fills)
    expect(fill).toMatch(/^(none|#[0-9a-f]{6}|rgba?\([^)]*\)|url\(["']?#[^)]*\))$/);
  for (const link of read.links) expect(link).toMatch(/^#/);
  expect(read.classes).toBe(0);
  const elsewhere = [
    ...text.matchAll(/url\(\s*["']?(?!#|data:)[^)]*\)|@import|var\(|(?<!xmlns(?::\w+)?=")https?:/g),
  ];
  expect(elsewhere.map(([found]) => found)).toEqual([]);

  const png = await readFile((await lab.exported("Picture as PNG")).path);
  expect(png.subarray(1, 4).toString("latin1")).toBe("PNG");
  expect(png.readUInt32BE(16)).toBe(Math.round(read.width * 2));
  expect(png.readUInt32BE(20)).toBe(Math.round(read.height * 2));
});

test("where the clipboard is forbidden, the link is shown and selected", async ({ page, browser }) => {
  await page.addInitScript(() => Object.defineProperty(navigator, "clipboard", { value: undefined }));
  const { lab, world } = await openOwnWorld(page);
  await lab.button("Share").click();
  const dialog = page.getByRole("dialog", { name: "A link to this world" });
  const field = dialog.getByRole("textbox");
  await expect(field).toBeFocused();
  const selected = await page.evaluate(() => {
    const { activeElement: field } = document;
    if (!(field instanceof HTMLTextAreaElement)) return "";
    return field.value.slice(field.selectionStart, field.selectionEnd);
  });
  expect(selected).toBe(await field.inputValue());

  const clean = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const elsewhere = new LabPage(await clean.newPage());
  await elsewhere.page.goto(selected);
  await expect.poll(() => elsewhere.spoken()).toEqual(world);
  await clean.close();
});

for (const rubbish of ["{", "null", '{"palette":"wide"}'])
  test(`storage that holds ${rubbish} everywhere does not break the page`, async ({ page }) => {
    const lab = new LabPage(page);
    await lab.open();
    await page.getByRole("button", { name: "Palette" }).click();
    await expect.poll(() => page.evaluate(() => localStorage.length)).toBeGreaterThan(0);
    await page.evaluate(async (text) => {
      for (const key of Object.keys(localStorage)) localStorage.setItem(key, text);
      localStorage.setItem("strata.settings", text);
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        const opening = indexedDB.open("strata-worlds");
        opening.onsuccess = () => resolve(opening.result);
        opening.onerror = () => reject(opening.error);
      });
      const writing = database.transaction("worlds", "readwrite");
      writing.objectStore("worlds").put(text, "Broken");
      writing.objectStore("worlds").put({ savedAt: 1, title: "x", hash: `w=${text}` }, "Broken too");
      await new Promise((resolve) => writing.addEventListener("complete", resolve));
      database.close();
    }, rubbish);
    await page.reload();
    await expect(lab.stack).toBeVisible();
    const world = await lab.spoken();
    for (const name of ["Broken", "Broken too"]) {
      await (await lab.openSaves()).getByRole("button", { name: `Open ${name}`, exact: true }).click();
      await expect(page.getByRole("alert")).toContainText(`The save “${name}” could not be opened.`);
      expect(await lab.spoken()).toEqual(world);
      await lab.button("Go on with what is here").click();
    }
  });

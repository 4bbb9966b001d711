import { expect, type FileChooser, type Locator, type Page } from "@playwright/test";

/** The most that one has to press Tab to get to anything on the page. */
const MANY_TABS = 150;

/** The laboratory as a person uses it: by names, not by markup. */
export class LabPage {
  readonly page: Page;
  readonly stack: Locator;
  readonly timeline: Locator;
  readonly scenario: Locator;
  /** What is shown where nothing stands. */
  readonly emptyWorld: Locator;

  constructor(page: Page) {
    this.page = page;
    this.stack = page.getByRole("tree", { name: "Stack", exact: true });
    this.timeline = page.getByRole("slider", { name: "Timeline", exact: true });
    this.scenario = page.getByRole("combobox", { name: "Scenario", exact: true });
    this.emptyWorld = page.getByRole("region", { name: "Nothing stands here yet" });
  }

  /** Opens the laboratory, with a ready scenario if one is named, and waits for its stack. */
  async open(scenario?: string): Promise<void> {
    await this.page.goto("/lab");
    await expect(this.stack).toBeVisible();
    if (scenario !== undefined) await this.choose(scenario);
  }

  /** Opens a world in which nothing stands. */
  async openEmpty(): Promise<void> {
    await this.open("nothing");
    await expect(this.emptyWorld).toBeVisible();
  }

  async choose(scenario: string): Promise<void> {
    await this.scenario.selectOption(scenario);
    await this.isOpened(scenario);
  }

  /** A ready scenario is chosen, and its world is there. */
  async isOpened(scenario: string): Promise<void> {
    await expect(this.scenario).toHaveValue(scenario);
    await expect(this.scenario.locator('xpath=ancestor::*[@aria-busy="true"]')).toHaveCount(0);
  }

  button(name: string): Locator {
    return this.page.getByRole("button", { name, exact: true });
  }

  layer(name: string | RegExp): Locator {
    return this.stack.getByRole("treeitem", { name });
  }

  /** Lets time pass until nothing is starting any more. */
  async settle(): Promise<void> {
    await this.button("Until all is up").click();
    await this.isUp();
  }

  /** Nothing is starting any more. */
  async isUp(): Promise<void> {
    await expect(this.layer(/, (starting|restarting)/)).toHaveCount(0);
  }

  /** Brings out the tools that a small window keeps behind a button. */
  async showTools(): Promise<void> {
    const more = this.button("More");
    if ((await more.count()) > 0 && (await more.getAttribute("aria-pressed")) !== "true") await more.click();
  }

  /** Opens every part of the inspection of the selected layer. */
  async openInspection(): Promise<void> {
    const heads = this.page.getByRole("tabpanel", { name: "Layer" }).locator("details:not([open]) > summary");
    await expect(this.page.getByRole("heading", { name: "If it fails" })).toBeVisible();
    for (let left = await heads.count(); left > 0; left--) await heads.first().click();
    await expect(heads).toHaveCount(0);
  }

  /** Nothing makes the page scroll sideways, and what can be pressed is at least 40 px high. */
  async fits(): Promise<void> {
    expect(
      await this.page.evaluate(() => document.documentElement.scrollWidth - innerWidth),
    ).toBeLessThanOrEqual(0);
    const small = await this.page.evaluate(() =>
      [
        ...document.querySelectorAll<HTMLElement>(
          "button, select, summary, input, textarea, a[href], [role=tab]",
        ),
      ]
        .filter((control) => control.checkVisibility({ visibilityProperty: true }))
        .map((control) => {
          // A small mark may have a larger target around it, and a select has its caption in its label.
          const around = Number.parseFloat(getComputedStyle(control, "::before").height) || 0;
          const { height } = (control.closest("label.select") ?? control).getBoundingClientRect();
          const name = control.getAttribute("aria-label") ?? control.textContent;
          return { height: Math.round(Math.max(height, around)), name: `${control.localName} ${name}` };
        })
        .filter(({ height }) => height > 0 && height < 40),
    );
    expect(small).toEqual([]);
  }

  /** Opens the dialog of saves and files. */
  async openSaves(): Promise<Locator> {
    await this.button("Save and open").click();
    const dialog = this.page.getByRole("dialog", { name: "Save and open" });
    await expect(dialog).toBeVisible();
    return dialog;
  }

  /** Opens a world from a file, by the browser's own chooser. */
  async openFile(file: Parameters<FileChooser["setFiles"]>[0]): Promise<void> {
    const dialog = await this.openSaves();
    const chooser = this.page.waitForEvent("filechooser");
    await dialog.getByRole("button", { name: "Open a file…" }).click();
    await (await chooser).setFiles(file);
    await expect(dialog).toBeHidden();
  }

  /** The file that comes of doing something. */
  async downloaded(doing: () => Promise<void>): Promise<{ name: string; path: string }> {
    const download = this.page.waitForEvent("download");
    await doing();
    const file = await download;
    return { name: file.suggestedFilename(), path: await file.path() };
  }

  /** What an entry of the export menu writes. */
  async exported(entry: string): Promise<{ name: string; path: string }> {
    await this.button("Export").click();
    return this.downloaded(() => this.page.getByRole("menuitem", { name: entry }).click());
  }

  /** What the tree says, item by item. */
  async spoken(tree = this.stack): Promise<string[]> {
    return tree
      .getByRole("treeitem")
      .evaluateAll((items) => items.map((item) => item.getAttribute("aria-label") ?? ""));
  }

  /** Presses Tab until this has the focus, as a person without a mouse does. */
  async tabTo(target: Locator): Promise<void> {
    for (let presses = 0; presses < MANY_TABS; presses++) {
      if (await target.evaluate((element) => element === document.activeElement)) return;
      await this.page.keyboard.press("Tab");
    }
    await expect(target).toBeFocused();
  }

  /** Reaches a control by Tab and presses Enter on it. */
  async pressByKeyboard(target: Locator): Promise<void> {
    await this.tabTo(target);
    await this.page.keyboard.press("Enter");
  }

  /** Walks the tree by arrow keys to the first item whose words match, and selects it. */
  async walkTo(words: RegExp): Promise<void> {
    const current = this.stack.locator('[role="treeitem"][tabindex="0"]');
    await this.tabTo(current);
    await this.page.keyboard.press("Home");
    for (let steps = 0; steps < MANY_TABS; steps++) {
      const focused = this.page.locator(":focus");
      if (words.test((await focused.getAttribute("aria-label")) ?? "")) {
        await this.page.keyboard.press("Enter");
        return;
      }
      await this.page.keyboard.press("ArrowDown");
    }
    throw new Error(`no layer ${words} in the tree`);
  }
}

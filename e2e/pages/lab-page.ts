import { expect, type Locator, type Page } from "@playwright/test";

/** The most that one has to press Tab to get to anything on the page. */
const MANY_TABS = 150;

/** The laboratory as a person uses it: by names, not by markup. */
export class LabPage {
  readonly page: Page;
  readonly stack: Locator;
  readonly timeline: Locator;
  readonly scenario: Locator;

  constructor(page: Page) {
    this.page = page;
    this.stack = page.getByRole("tree", { name: "Stack", exact: true });
    this.timeline = page.getByRole("slider", { name: "Timeline", exact: true });
    this.scenario = page.getByRole("combobox", { name: "Scenario", exact: true });
  }

  /** Opens the laboratory, with a ready scenario if one is named, and waits for its stack. */
  async open(scenario?: string): Promise<void> {
    await this.page.goto("/lab");
    await expect(this.stack).toBeVisible();
    if (scenario !== undefined) await this.choose(scenario);
  }

  async choose(scenario: string): Promise<void> {
    await this.scenario.selectOption(scenario);
    await expect(this.scenario).toHaveValue(scenario);
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
    await expect(this.layer(/, starting/)).toHaveCount(0);
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

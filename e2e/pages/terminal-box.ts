import { expect, type Locator, type Page } from "@playwright/test";

/** A terminal of the page: types where a person would, reads what a person would see. */
export class TerminalBox {
  readonly group: Locator;
  readonly #page: Page;

  constructor(page: Page, name: string) {
    this.#page = page;
    this.group = page.getByRole("group", { name, exact: true });
  }

  /** What the screen shows, a line per row, without trailing blanks. */
  async text(): Promise<string> {
    const rows = await this.group.locator(".xterm-rows > div").allInnerTexts();
    return rows
      .map((row) => row.replaceAll("\u00a0", " ").trimEnd())
      .join("\n")
      .trimEnd();
  }

  async focus(): Promise<void> {
    await this.group.getByRole("textbox").focus();
  }

  /** Types and presses Enter. */
  async enter(line: string): Promise<void> {
    await this.focus();
    await this.#page.keyboard.type(line);
    await this.#page.keyboard.press("Enter");
  }

  async press(key: string): Promise<void> {
    await this.focus();
    await this.#page.keyboard.press(key);
  }

  /** Waits until the screen matches. */
  async shows(pattern: RegExp, timeout = 30_000): Promise<void> {
    await expect.poll(() => this.text(), { timeout }).toMatch(pattern);
  }

  /** Enters a command and answers what it printed, up to the next prompt. */
  async run(command: string, timeout = 30_000): Promise<string> {
    const mark = `end-${Math.random().toString(36).slice(2, 8)}`;
    await this.enter("clear");
    await this.shows(/^[\w.-]+:\S* #$/);
    // The mark is split, so that the echoed line does not contain it.
    await this.enter(`${command}; echo ${mark.slice(0, 4)}''${mark.slice(4)} $?`);
    await this.shows(new RegExp(`${mark} \\d+`), timeout);
    const text = await this.text();
    const start = text.indexOf("\n", text.indexOf("''")) + 1;
    return text.slice(start, text.indexOf(mark)).trim();
  }
}

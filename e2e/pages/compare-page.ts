import { expect, type Locator, type Page } from "@playwright/test";
import { TerminalBox } from "./terminal-box";

/** The comparison page as a person uses it: by names, not by markup. */
export class ComparePage {
  readonly page: Page;
  readonly vm: Locator;
  readonly container: Locator;
  readonly vmStack: Locator;
  readonly containerStack: Locator;
  readonly vmTerminal: TerminalBox;
  readonly containerTerminal: TerminalBox;
  readonly vmTime: Locator;
  readonly containerTime: Locator;

  constructor(page: Page) {
    this.page = page;
    this.vm = page.getByRole("region", { name: "Virtual machine", exact: true });
    this.container = page.getByRole("region", { name: "Container", exact: true });
    this.vmStack = page.getByRole("tree", { name: "Virtual machine stack" });
    this.containerStack = page.getByRole("tree", { name: "Container stack" });
    this.vmTerminal = new TerminalBox(page, "Virtual machine terminal");
    this.containerTerminal = new TerminalBox(page, "Container terminal");
    this.vmTime = page.getByRole("status", { name: "Virtual machine time to prompt" });
    this.containerTime = page.getByRole("status", { name: "Container time to prompt" });
  }

  async open(): Promise<void> {
    await this.page.goto("/");
    await expect(this.page.getByRole("heading", { level: 1 })).toBeVisible();
  }

  button(name: string): Locator {
    return this.page.getByRole("button", { name, exact: true });
  }

  async chooseProfile(profile: "general" | "pc" | "microvm"): Promise<void> {
    await this.page.getByLabel("Boot profile").selectOption(profile);
  }

  /** Waits until the host guest of the right pane is up. */
  async hostReady(): Promise<void> {
    await expect(this.button("Run container")).toBeEnabled({ timeout: 60_000 });
    await expect(this.container).not.toContainText(/host (not ready|failed)/);
  }

  /** Opens the page and waits for the host's prompt in the right pane. Answers its terminal. */
  async openAtHostPrompt(): Promise<TerminalBox> {
    await this.open();
    await this.hostReady();
    await this.containerTerminal.shows(/host:~ #$/);
    return this.containerTerminal;
  }

  /** Powers on with a profile and waits for the prompt. Answers the milliseconds shown. */
  async bootVm(profile: "general" | "pc" | "microvm" = "microvm"): Promise<number> {
    await this.chooseProfile(profile);
    await this.button("Power on").click();
    return this.milliseconds(this.vmTime);
  }

  /** Runs a container in a host that is up, and waits for its prompt. Answers the milliseconds shown. */
  async runContainer(): Promise<number> {
    await this.hostReady();
    await this.button("Run container").click();
    return this.milliseconds(this.containerTime);
  }

  /** The final figure of a clock: text such as `1,234 ms`. While it ticks, it says something else. */
  async milliseconds(clock: Locator): Promise<number> {
    await expect(clock).toHaveText(/^[\d,]+ ms$/, { timeout: 90_000 });
    return Number(((await clock.textContent()) ?? "").replace(/[^\d]/g, ""));
  }
}

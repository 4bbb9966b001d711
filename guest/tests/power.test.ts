import { expect, it } from "vitest";
import { LiveGuest } from "./live-guest";

it.each([
  ["poweroff", /reboot: (Power down|System halted)/],
  ["reboot", /reboot: Restarting system/],
])("%s ends the machine", async (command, lastWords) => {
  const guest = await LiveGuest.start();
  try {
    guest.type(`${command}\r`);
    await guest.until(() => lastWords.test(guest.console));
    expect(guest.console).toMatch(lastWords);
  } finally {
    await guest.end();
  }
});

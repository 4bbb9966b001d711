import { describe, expect, it } from "vitest";
import { promptIn } from "./prompt";

describe("promptIn", () => {
  it.each([
    ["vm1:~ # ", "vm1"],
    ["host:/etc # ", "host"],
    ["0a1b2c3d4e5f:/ # ", "0a1b2c3d4e5f"],
    ["host:~ # \x1b[6n", "host"],
    ["^C\rhost:~ # ", "host"],
    ["0a1b2c3d4e5f:/ # \x1b[6nhost:~ # ", "host"],
    ["host:~ # \x1b[6n\rhost:~ # \x1b[J", "host"],
  ])("finds the hostname in %j", (line, hostname) => {
    expect(promptIn(line)).toBe(hostname);
  });

  it.each(["", "login: ", "# ", "vm1:~ # ls", "[    0.1] pci 0000:00 # x", "vm1:~ $ "])(
    "sees no prompt in %j",
    (line) => {
      expect(promptIn(line)).toBeNull();
    },
  );
});

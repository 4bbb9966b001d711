import { describe, expect, it } from "vitest";
import type { CommandInput, Refusal } from "../index";
import { type Acting, acting, container, dockerHost, guests, PATIENCE_MS } from "../testing/claims";

const GIB = 1024 ** 3;
const MOST = 400;

/** Does one thing after the other until one is refused; how many were done, and the refusal. */
function fill(
  lab: Acting,
  most: number,
  next: (index: number) => CommandInput[],
): { count: number; refusal?: Refusal } {
  for (let count = 0; count < most; count++) {
    for (const command of next(count)) {
      const refusal = lab.tries(command);
      if (refusal) return { count, refusal };
    }
    lab.settle();
  }
  return { count: most };
}

describe("how much fits on one machine", { timeout: PATIENCE_MS }, () => {
  it.each([8, 16, 32])(
    "claim 6: on a laptop with %i GiB fit more than ten times as many containers as virtual machines",
    (gibibytes) => {
      const memoryBytes = gibibytes * GIB;
      const lab = acting(...dockerHost("laptop", ["nginx"], { memoryBytes }), ...guests("laptop", []));
      const vms = fill(lab, MOST, (index) => [
        { do: "createVm", host: "laptop", name: `vm${index}`, os: "alpine-3.22", profile: "microvm" },
        { do: "powerOn", machine: `vm${index}` },
      ]);
      expect(vms.count).toBeGreaterThan(1);
      expect(vms.refusal).toMatchObject({
        code: "no-memory",
        why: expect.stringMatching(/takes .* of memory, and .* is free/),
      });
      expect(vms.refusal?.why).toContain("vm0 has");
      expect(vms.refusal?.wayOut).toContain("Stop a virtual machine");

      const other = acting(...dockerHost("laptop", ["nginx"], { memoryBytes }));
      const boxes = fill(other, 10 * vms.count + 1, (index) => [
        container("laptop", `c${index}`, { image: "nginx", command: [] }),
      ]);
      expect(boxes).toEqual({ count: 10 * vms.count + 1 });
      other.wait(10_000);
      expect(other.layers("container").filter(({ state }) => state === "running")).toHaveLength(
        10 * vms.count + 1,
      );
    },
  );

  it("claim 6: containers have bounds too: what takes too much memory is killed, and it says so", () => {
    const lab = acting(...dockerHost("laptop", ["polinux/stress"], { memoryBytes: 4 * GIB }));
    for (let index = 0; index < 8; index++)
      lab.act(
        container("laptop", `c${index}`, {
          image: "polinux/stress",
          command: ["stress", "--vm", "1", "--vm-bytes", "1G"],
        }),
      );
    lab.wait(60_000);
    const states = lab.layers("container").map(({ state }) => state);
    expect(states.filter((state) => state === "running").length).toBeGreaterThanOrEqual(2);
    expect(states.filter((state) => state === "exited").length).toBeGreaterThanOrEqual(4);
  });
});

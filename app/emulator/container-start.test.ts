import { describe, expect, it } from "vitest";
import { ContainerStart } from "./container-start";

const event = (name: string, data: Record<string, unknown>) => ({ name, data });

describe("ContainerStart", () => {
  it("takes distances between phases from the guest's clock, tied to the host's by the promptest event", () => {
    const heard: [string, number][] = [];
    const start = new ContainerStart("c1", 1_000, (phase, atMs) => heard.push([phase, atMs]));
    // Stamped when the runtime began, sent when it knew the container's name.
    start.heard(event("phase", { container: "c1", phase: "image", us: 500_000 }), 1_018);
    start.heard(event("phase", { container: "c1", phase: "namespaces", us: 506_000 }), 1_018);
    start.heard(event("phase", { container: "c1", phase: "exec", us: 530_000 }), 1_043);
    start.heard(event("running", { container: "c1", pid: 77, us: 535_500 }), 1_049);
    expect(heard).toEqual([
      ["client", 0],
      ["image", 18],
      ["namespaces", 18],
      ["exec", 43],
      ["prompt", 49],
    ]);
    expect(start.finish(1_060)).toEqual({
      name: "c1",
      promptMs: 60,
      phases: [
        { phase: "client", startMs: 0, durationMs: 12 },
        { phase: "image", startMs: 12, durationMs: 6 },
        { phase: "namespaces", startMs: 18, durationMs: 24 },
        { phase: "exec", startMs: 42, durationMs: 5.5 },
        { phase: "prompt", startMs: 47.5, durationMs: 12.5 },
      ],
    });
  });

  it("hears only its own container and only phases that it knows", () => {
    const heard: string[] = [];
    const start = new ContainerStart("c1", 0, (phase) => heard.push(phase));
    start.heard(event("phase", { container: "c2", phase: "image", us: 1 }), 1);
    start.heard(event("phase", { container: "c1", phase: "lunch", us: 2 }), 2);
    start.heard(event("phase", { container: "c1", phase: "image" }), 3);
    start.heard(event("exit", { container: "c1", us: 4 }), 4);
    expect(heard).toEqual(["client"]);
    expect(start.finish(9)).toEqual({ name: "c1", promptMs: 9, phases: [] });
  });
});

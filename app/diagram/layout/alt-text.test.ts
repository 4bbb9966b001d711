import { describe, expect, it } from "vitest";
import { altTextOf } from "./alt-text";
import { containerHost, hardware } from "./testing/worlds";

describe("altTextOf", () => {
  it("gives title, summary, and every tower from the bottom up", () => {
    expect(altTextOf("One container", [...containerHost(1), hardware("spare", "Server", "off")])).toBe(
      "One container. Two machines. Laptop: Debian 13 on it, one kernel, a Docker Engine with 1 container, all running. " +
        "Spare: nothing on it yet, 1 machine off. " +
        "From the bottom up: laptop, hardware: Laptop, running, 8 processors, 16 GB of memory; " +
        "Debian 13, host operating system of laptop, running; " +
        "kernel of laptop, Linux 6.12.48, running, shared with 1 container; " +
        "userland of laptop, Debian 13: tools, running; Docker Engine on laptop, engine, running, 1 container; " +
        "web-1, container, running, ready in 50 ms, image nginx:latest; " +
        "nginx:latest, binaries and libraries of web-1, running; nginx, app in web-1, running. " +
        "From the bottom up: spare, hardware: Server, off, 8 processors, 16 GB of memory.",
    );
  });

  it("counts containers where there are many", () => {
    const layers = containerHost(1_000).map((layer) =>
      layer.id === "laptop/container/web-7" ? { ...layer, state: "exited" as const } : layer,
    );
    const text = altTextOf("Many", layers);
    expect(text).toContain("1,000 containers on laptop: Docker Engine, 999 running and 1 exited");
    expect(text.length).toBeLessThan(1_000);
  });
});

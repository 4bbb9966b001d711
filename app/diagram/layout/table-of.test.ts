import { describe, expect, it } from "vitest";
import { tableOf } from "./table-of";
import { containerHost, hypervisor, virtualMachine } from "./testing/worlds";

const layers = [...containerHost(1), hypervisor("laptop"), ...virtualMachine("laptop", "vm1")];

describe("tableOf", () => {
  it("has a row for every layer, each after what it stands on or is part of", () => {
    const rows = tableOf(layers);
    expect(rows.map(({ id }) => id).sort()).toEqual(layers.map(({ id }) => id).sort());
    const place = new Map(rows.map(({ id }, index) => [id, index]));
    for (const { id, on, within } of layers) {
      if (on !== null) expect(place.get(id)).toBeGreaterThan(place.get(on) ?? Number.NaN);
      if (within !== null) expect(place.get(id)).toBeGreaterThan(place.get(within) ?? Number.NaN);
    }
  });

  it("says name, kind, state and what a layer stands on, one level above it", () => {
    const told = tableOf(layers).map(
      ({ level, name, what, standsOn }) => `${level} ${name} | ${what} | ${standsOn}`,
    );
    expect(told).toEqual([
      "1 laptop | hardware | null",
      "2 laptop: Debian 13 | host operating system | laptop",
      "3 laptop: Linux 6.12.48 | kernel | laptop",
      "3 laptop: Debian 13 | userland | laptop: Linux 6.12.48",
      "3 laptop: Docker Engine | engine | laptop: Debian 13",
      "4 nginx:latest | image | laptop: Docker Engine",
      "4 web-1 | container | laptop: Docker Engine",
      "5 web-1: libraries | binaries and libraries | web-1",
      "6 web-1: nginx | app | web-1: libraries",
      "3 laptop: KVM | hypervisor | laptop: Debian 13",
      "4 vm1 | virtual machine | laptop: KVM",
      "5 vm1: Debian 13 | guest operating system | vm1",
      "6 vm1: Linux 6.12.48 | kernel | vm1",
      "6 vm1: Debian 13 | userland | vm1: Linux 6.12.48",
      "6 web: libraries | binaries and libraries | vm1: Debian 13",
      "7 vm1: web | app | web: libraries",
    ]);
  });

  it("says the phase of a start, and what was broken into", () => {
    const starting = layers.map((layer) =>
      layer.id === "vm1"
        ? { ...layer, state: "starting" as const, phase: "firmware", compromised: true }
        : layer,
    );
    expect(tableOf(starting).find(({ id }) => id === "vm1")?.state).toBe("starting: firmware, broken into");
    const [row] = tableOf(starting).filter(({ id }) => id === "laptop/container/web-1");
    expect(row).toMatchObject({ state: "running", readyMs: 50, memoryBytes: 0 });
  });
});

import { describe, expect, it } from "vitest";
import { type AddressWindow, browserAddress } from "./address";

/** A window at an address. */
function page(pathname = "/lab", hash = "") {
  const listeners = new Set<() => void>();
  const location = { origin: "https://strata.test", pathname, hash };
  return {
    location,
    listeners,
    window: {
      location,
      history: {
        state: { kept: true },
        replaceState(state: unknown, _: string, url: string) {
          if (url.length > 100) throw new DOMException("too long", "SecurityError");
          expect(state).toEqual({ kept: true });
          location.hash = url;
        },
      },
      addEventListener: (_: string, listener: () => void) => listeners.add(listener),
      removeEventListener: (_: string, listener: () => void) => listeners.delete(listener),
    } as unknown as AddressWindow,
  };
}

describe("the browser's address", () => {
  it("is read and written by its hash", () => {
    const { window, location } = page("/lab", "#s=os-two-layers");
    const address = browserAddress(window);
    expect(address.read()).toBe("s=os-two-layers");
    expect(address.replace("s=x")).toBe(true);
    expect(location.hash).toBe("#s=x");
    expect(address.link("s=y")).toBe("https://strata.test/lab#s=y");
  });

  it("that the browser refuses stays", () => {
    const { window, location } = page();
    expect(browserAddress(window).replace("x".repeat(200))).toBe(false);
    expect(location.hash).toBe("");
  });

  it("of another page is neither written nor heard of", () => {
    const { window, location, listeners } = page();
    const address = browserAddress(window);
    let heard = 0;
    const stop = address.onChange(() => heard++);
    for (const listener of listeners) listener();
    location.pathname = "/compare";
    for (const listener of listeners) listener();
    expect(address.replace("s=x")).toBe(false);
    expect(heard).toBe(1);
    stop();
    expect(listeners.size).toBe(0);
  });
});

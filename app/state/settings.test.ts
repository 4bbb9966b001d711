import { describe, expect, it } from "vitest";
import { createSettingsStore, type SettingsStorage } from "./settings";

function storageWith(content: string | null): SettingsStorage & { content: string | null } {
  return {
    content,
    getItem() {
      return this.content;
    },
    setItem(_key, value) {
      this.content = value;
    },
  };
}

describe("settings", () => {
  it("follow the system when nothing is stored", () => {
    expect(createSettingsStore(storageWith(null)).getState()).toEqual({ scheme: "system" });
  });

  it("remember a choice", () => {
    const storage = storageWith(null);
    createSettingsStore(storage).actions.chooseScheme("projector");
    expect(createSettingsStore(storage).getState()).toEqual({ scheme: "projector" });
  });

  it.each(["{", "7", "[]", '"dark"', '{"scheme":"plaid"}', '{"scheme":null}'])(
    "fall back to defaults on corrupt storage: %s",
    (content) => {
      expect(createSettingsStore(storageWith(content)).getState()).toEqual({ scheme: "system" });
    },
  );

  it("work without storage", () => {
    const store = createSettingsStore(null);
    store.actions.chooseScheme("dark");
    expect(store.getState().scheme).toBe("dark");
  });

  it("survive storage that throws", () => {
    const broken: SettingsStorage = {
      getItem() {
        throw new Error("forbidden");
      },
      setItem() {
        throw new Error("full");
      },
    };
    const store = createSettingsStore(broken);
    store.actions.chooseScheme("light");
    expect(store.getState().scheme).toBe("light");
  });
});

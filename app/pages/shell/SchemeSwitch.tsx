import { useLayoutEffect } from "react";
import { useStore } from "zustand";
import type { Scheme, SettingsStore } from "../../state/settings";
import { Select } from "../../ui/Select";

const CHOICES: readonly { value: Scheme; text: string }[] = [
  { value: "system", text: "System" },
  { value: "light", text: "Light" },
  { value: "dark", text: "Dark" },
  { value: "projector", text: "Projector" },
];

/** Chooses the colour scheme, and puts it into force. */
export function SchemeSwitch({ settings }: { settings: SettingsStore }) {
  const scheme = useStore(settings, (state) => state.scheme);
  useLayoutEffect(() => {
    document.documentElement.setAttribute("data-scheme", scheme);
  }, [scheme]);
  return (
    <Select
      name="Colour scheme"
      caption="Scheme"
      value={scheme}
      options={CHOICES}
      onChoose={settings.actions.chooseScheme}
    />
  );
}

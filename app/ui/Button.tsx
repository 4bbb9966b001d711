import type { ReactNode } from "react";
import "./controls.css";

export interface ButtonProps {
  children: ReactNode;
  onPress(): void;
  /** `primary`: the one thing to do here. `danger`: it breaks or removes something; say so by word and icon too. */
  kind?: "primary" | "plain" | "onDark" | "danger";
  /** Shown but without effect; it keeps the keyboard's place, unlike a disabled button. */
  unavailable?: boolean;
  pressed?: boolean;
  /** Id of an element that says more about it. */
  describedBy?: string | undefined;
  /** Accessible name, where the text alone does not tell it from others; it begins with the text. */
  name?: string;
}

/** A push button of at least 40 px. */
export function Button({
  children,
  onPress,
  kind = "plain",
  unavailable = false,
  pressed,
  describedBy,
  name,
}: ButtonProps) {
  return (
    <button
      type="button"
      className={`button button-${kind}`}
      aria-disabled={unavailable}
      aria-pressed={pressed}
      aria-describedby={describedBy}
      aria-label={name}
      onClick={() => {
        if (!unavailable) onPress();
      }}
    >
      {children}
    </button>
  );
}

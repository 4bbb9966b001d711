import type { ReactNode } from "react";
import "./controls.css";

export interface ButtonProps {
  children: ReactNode;
  onPress(): void;
  /** `primary`: the one thing to do here. */
  kind?: "primary" | "plain" | "onDark";
  /** Shown but without effect; it keeps the keyboard's place, unlike a disabled button. */
  unavailable?: boolean;
  pressed?: boolean;
}

/** A push button of at least 40 px. */
export function Button({ children, onPress, kind = "plain", unavailable = false, pressed }: ButtonProps) {
  return (
    <button
      type="button"
      className={`button button-${kind}`}
      aria-disabled={unavailable}
      aria-pressed={pressed}
      onClick={() => {
        if (!unavailable) onPress();
      }}
    >
      {children}
    </button>
  );
}

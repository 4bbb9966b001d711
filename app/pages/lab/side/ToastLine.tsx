/** A short message with a way back where there is one. It comes by itself and goes by itself, but not under a pointer. */
import { useEffect, useState } from "react";
import { Button } from "../../../ui/Button";
import { useLab, useLabActions } from "../context";
import { toastMs } from "./toast-time";
import "./toast.css";

/** Takes no focus; read aloud politely. The pointer on it, or the focus in it, holds it. */
export function ToastLine() {
  const toast = useLab((state) => state.toast);
  const actions = useLabActions();
  const [pointed, setPointed] = useState(false);
  const [focused, setFocused] = useState(false);
  const held = toast !== null && (pointed || focused);
  const dismiss = () => {
    setPointed(false);
    setFocused(false);
    actions.dismiss("toast");
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: another message begins its time anew
  useEffect(() => {
    if (!toast || held) return;
    const timer = setTimeout(() => actions.dismiss("toast"), toastMs(toast.text));
    return () => clearTimeout(timer);
  }, [toast?.id, held, actions]);
  return (
    <div className="toast-place">
      {/* biome-ignore lint/a11y/noStaticElementInteractions: it only waits while it is pointed at */}
      <div
        className="toast"
        data-shown={toast !== null || undefined}
        onPointerEnter={() => setPointed(true)}
        onPointerLeave={() => setPointed(false)}
        onFocus={() => setFocused(true)}
        onBlur={() => setFocused(false)}
      >
        <span role="status" className="toast-text">
          {toast?.text}
        </span>
        {toast?.undo && (
          <Button
            kind="onDark"
            name="Undo: take this back"
            onPress={() => {
              setPointed(false);
              setFocused(false);
              actions.undoToast();
            }}
          >
            Undo
          </Button>
        )}
        {toast && (
          <button type="button" className="toast-close" aria-label="Dismiss the message" onClick={dismiss}>
            <svg viewBox="0 0 16 16" aria-hidden="true">
              <path d="M3.5 3.5l9 9M12.5 3.5l-9 9" />
            </svg>
          </button>
        )}
      </div>
    </div>
  );
}

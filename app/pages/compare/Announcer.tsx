import { useEffect, useState } from "react";
import { announce } from "./announcements";
import { useCompareStore } from "./context";

/** Says ends and failures to screen readers, once each. */
export function Announcer() {
  const store = useCompareStore();
  const [sentence, setSentence] = useState("");
  useEffect(
    () =>
      store.subscribe((now, before) => {
        const sentences = announce(before, now);
        if (sentences.length > 0) setSentence(sentences.join(" "));
      }),
    [store],
  );
  return (
    <div className="unseen" aria-live="polite">
      {sentence}
    </div>
  );
}

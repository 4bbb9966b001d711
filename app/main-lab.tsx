/** The composition root of the laboratory, loaded when somebody first goes there. */
import { useEffect } from "react";
import { LabProvider } from "./pages/lab/context";
import { LabPage } from "./pages/lab/LabPage";
import { browserAddress } from "./state/lab/address";
import { browserSaves } from "./state/lab/browser-saves";
import { createLabStore } from "./state/lab/lab";
import { createWorlds } from "./worlds/client";

const lab = createLabStore({
  worlds: createWorlds,
  storage: browserSaves,
  now: () => performance.now(),
  today: () => Date.now(),
  eachFrame,
  nextFrame,
  address: browserAddress(window),
});
lab.actions.begin();
addEventListener("pagehide", () => lab.actions.leave());

/** The laboratory. Its worlds outlive the page: who leaves and comes back finds them as they were, at rest. */
export default function Laboratory() {
  useEffect(() => {
    showLink();
    return () => lab.actions.pause();
  }, []);
  return (
    <LabProvider value={lab}>
      <LabPage />
    </LabProvider>
  );
}

/** Who comes back by a link without a world in it finds the address of the world that is here. */
function showLink(): void {
  const { link } = lab.getState();
  if (link !== null && location.hash === "") history.replaceState(history.state, "", link);
}

/** Calls back before each picture of the screen until the returned function is called. */
function eachFrame(tick: (now: number) => void): () => void {
  let frame = requestAnimationFrame(function turn(now) {
    frame = requestAnimationFrame(turn);
    tick(now);
  });
  return () => cancelAnimationFrame(frame);
}

/** Longest wait for a picture, ms: a page that nobody sees draws none. */
const UNSEEN_MS = 100;

/** Resolves at the beginning of the screen's next picture. */
function nextFrame(): Promise<void> {
  return new Promise((begin) => {
    const unseen = setTimeout(begin, UNSEEN_MS);
    requestAnimationFrame(() => {
      clearTimeout(unseen);
      begin();
    });
  });
}

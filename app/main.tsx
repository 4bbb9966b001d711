/** The composition root: the only file that wires everything together. */
import { createRoot } from "react-dom/client";
import { GuestClient } from "./emulator/client";
import { ImageStore } from "./emulator/images";
import { browserSnapshots } from "./emulator/snapshots";
import { App } from "./pages/App";
import { createCompareStore } from "./state/compare";
import { browserStorage, createSettingsStore } from "./state/settings";
import { whenIdle } from "./state/when-idle";

const images = `${import.meta.env.BASE_URL}images/`;

const compare = createCompareStore({
  images: new ImageStore(images),
  newGuest: () => new GuestClient(),
  snapshots: browserSnapshots,
  imagesProgressUrl: `${images}progress.json`,
  whenIdle,
  now: () => performance.now(),
});
const settings = createSettingsStore(browserStorage());

const root = document.getElementById("root");
if (!root) throw new Error("index.html has no element with the id root");
createRoot(root).render(
  <App compare={compare} settings={settings} loadLaboratory={() => import("./main-lab")} />,
);
compare.begin();

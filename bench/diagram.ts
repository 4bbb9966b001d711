/** The diagram: drawing and redrawing a thousand containers, against writing as many bare SVG elements. */
import { chromium } from "@playwright/test";
import { build } from "vite";
import { type LayerView, Simulation, settle, viewsOf } from "../app/sim";
import { CHROMIUM } from "../playwright.config";
import type { DiagramTimes, Look } from "./diagram-page";
import { bigHost, runs } from "./engine-worlds";
import { type Ratio, ratio } from "./ratio";

const CONTAINERS = 1_000;
/** So close that every container has a frame of its own. */
const CLOSE = 100;
/** A redraw after one change may take so many times as long as writing everything bare. */
const AT_MOST = 2;

/** All ratios of the diagram. Values and baselines are ms. Scrubbing, which needs the whole page, is timed elsewhere. */
export async function diagramRatios(): Promise<Ratio[]> {
  const layers = manyContainers();
  const running = layers.find(({ kind, label }) => kind === "container" && label === "c500");
  if (!running) throw new Error("the world has no container c500");
  const changed: LayerView = { ...running, state: "paused" };
  const looks: [name: string, look: Look][] = [
    ["as a texture", { layers, changed, zoom: 1 }],
    ["each in its frame", { layers, changed, zoom: CLOSE }],
  ];
  return timesOf(looks.map(([, look]) => look)).then((all) =>
    all.flatMap(({ nodes, bare, first, change }, index) => {
      const what = `${CONTAINERS} containers ${looks[index]?.[0]}, ${nodes} elements`;
      return [
        ratio(`first drawing of ${what} / bare elements`, first, bare, AT_MOST),
        ratio(`redraw after one change of ${what} / bare elements`, change, bare, AT_MOST),
      ];
    }),
  );
}

function manyContainers(): LayerView[] {
  const started = Simulation.start(bigHost());
  if (!started.ok) throw new Error(`${started.refusal.what}: ${started.refusal.why}`);
  const simulation = started.value;
  for (const command of runs(CONTAINERS)) simulation.dispatch(command);
  settle(simulation.world);
  return viewsOf(simulation.world);
}

async function timesOf(looks: readonly Look[]): Promise<DiagramTimes[]> {
  const { script, style } = await bundled();
  const browser = await chromium.launch(CHROMIUM);
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    await page.addStyleTag({ content: style });
    await page.addScriptTag({ content: script });
    const times: DiagramTimes[] = [];
    for (const look of looks) times.push(await page.evaluate(`timeDiagram(${JSON.stringify(look)})`));
    return times;
  } finally {
    await browser.close();
  }
}

/** The page's part as it would be in the production build. */
async function bundled(): Promise<{ script: string; style: string }> {
  const entry = new URL("./diagram-page.ts", import.meta.url).pathname;
  const built = await build({
    configFile: false,
    logLevel: "warn",
    build: { write: false, target: "es2022", lib: { entry, formats: ["es"], cssFileName: "page" } },
  });
  const files = [built].flat().flatMap((one) => ("output" in one ? one.output : []));
  const script = files.find((file) => file.type === "chunk")?.code;
  const style = files.find((file) => file.type === "asset" && file.fileName.endsWith(".css"));
  if (script === undefined || style?.type !== "asset") throw new Error("the page's part was not bundled");
  return { script, style: String(style.source) };
}

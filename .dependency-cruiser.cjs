/** The import table of ARCHITECTURE.md, enforced. Type imports count like any other. */

/**
 * A room and what it may import. Paths are regular expressions from the project's root.
 * @param {string} name
 * @param {string} from
 * @param {string[]} to
 * @param {string} route what to do instead
 * @param {string} [but] files of the room that have a rule of their own
 */
function room(name, from, to, route, but) {
  return {
    name,
    comment: route,
    severity: "error",
    from: { path: from, pathNot: ["\\.test\\.tsx?$", ...(but ? [but] : [])] },
    to: { pathNot: [from, ...to], dependencyTypesNot: ["core"] },
  };
}

const css = "\\.css$";
const react = "node_modules/(react|react-dom|scheduler|@types/react|@types/react-dom)/";
const zustand = "node_modules/zustand/";
const d3 = "node_modules/(d3-[a-z]+|@types/d3-[a-z]+)/";
const v86 = "(^v86$|node_modules/v86/)";
const xterm = "node_modules/@xterm/";
const sim = "^app/sim/index\\.ts$";
/** What the engine may use from outside: small libraries without a host. */
const pure =
  "node_modules/(zod|sorted-btree|flatqueue|pure-rand|fflate|@scure/base|@noble/hashes|dockerfile-ast)/";

module.exports = {
  forbidden: [
    {
      name: "no-cycles",
      comment: "Move what both sides need into a file that neither of them is.",
      severity: "error",
      from: {},
      to: { circular: true },
    },
    {
      name: "no-missing",
      comment: "The import leads nowhere: the file or package does not exist.",
      severity: "error",
      from: {},
      to: { couldNotResolve: true },
    },
    room("sim-core", "^app/sim/core/", [pure], "sim/core stands alone: hand in what it needs."),
    room("sim-costs", "^app/sim/costs/", ["^app/sim/core/"], "Costs are data: import only sim/core."),
    room(
      "sim-kernel",
      "^app/sim/kernel/",
      ["^app/sim/(core|costs)/", pure],
      "A kernel knows no machines and no containers: they hold it, and speak to it by its functions.",
    ),
    room(
      "sim-machine",
      "^app/sim/machine/",
      ["^app/sim/(core|costs|kernel)/", pure],
      "A machine knows no containers: sim/container may import machine, never the other way round.",
    ),
    room(
      "sim-container",
      "^app/sim/container/",
      ["^app/sim/(core|costs|kernel|machine)/", pure],
      "Containers import core, kernel, costs and machine; scenarios put worlds together.",
    ),
    room("sim", "^app/sim/", [pure], "The engine imports nothing outside app/sim: hand it in as data."),
    room("shell", "^app/shell/", [sim], "The shell reaches the world by sim's index."),
    room(
      "diagram-layout",
      "^app/diagram/layout/",
      [sim, "node_modules/(@types/)?d3-(scale|array)/"],
      "Layout is pure: world in, boxes out. Drawing belongs in diagram/draw.",
    ),
    room(
      "diagram-draw",
      "^app/diagram/draw/",
      ["^app/diagram/layout/", d3],
      "Drawing takes boxes from diagram/layout and uses d3; it asks nobody else.",
    ),
    room(
      "emulator",
      "^app/emulator/",
      ["node_modules/(zod|idb-keyval|@noble/hashes)/"],
      "The emulator's client, protocol and parsers stand alone; v86 belongs in emulator/worker/machine.ts.",
      "^app/emulator/worker/",
    ),
    room(
      "emulator-worker",
      "^app/emulator/worker/",
      ["^app/emulator/[^/]+\\.ts$", v86],
      "The worker imports the emulator's own files and v86.",
    ),
    room(
      "worlds",
      "^app/worlds/",
      [sim],
      "The client of worlds sends data: of the engine it knows types alone.",
      "^app/worlds/(worker|testing)/",
    ),
    {
      name: "worlds-types-only",
      comment:
        "The engine runs in the worker of worlds: on the page it would be loaded twice. Import its types.",
      severity: "error",
      from: { path: "^app/worlds/[^/]+\\.ts$", pathNot: "\\.test\\.ts$" },
      to: { path: "^app/sim/", dependencyTypesNot: ["type-only"] },
    },
    room(
      "worlds-worker",
      "^app/worlds/worker/",
      ["^app/worlds/(protocol|messages)\\.ts$", sim],
      "The worker of worlds speaks the protocol and runs sim's index, nothing else.",
    ),
    {
      name: "v86-in-one-place",
      comment: "Only emulator/worker/machine.ts speaks to v86: use its Machine.",
      severity: "error",
      from: { pathNot: "^app/emulator/worker/machine\\.ts$" },
      to: { path: v86 },
    },
    {
      name: "worker-by-message",
      comment: "The page reaches the worker by emulator/client; the command-line faces use worker/guest.",
      severity: "error",
      from: { path: "^app/", pathNot: "^app/emulator/(worker/|client\\.ts$)" },
      to: { path: "^app/emulator/worker/" },
    },
    {
      name: "worlds-by-message",
      comment: "The page reaches its worlds by worlds/client.",
      severity: "error",
      from: { path: "^app/", pathNot: "(^app/worlds/(worker/|client\\.ts$)|/testing/|\\.test\\.ts$)" },
      to: { path: "^app/worlds/worker/" },
    },
    {
      name: "testing-for-tests",
      comment: "What supports tests is for tests: the page does without.",
      severity: "error",
      from: { path: "^app/", pathNot: "(/testing/|\\.test\\.tsx?$)" },
      to: { path: "^app/.+/testing/" },
    },
    room(
      "terminal",
      "^app/terminal/",
      [xterm, css],
      "The terminal adapter knows xterm.js and nothing of the app.",
    ),
    {
      name: "xterm-in-one-place",
      comment: "Only app/terminal speaks to xterm.js: use its TerminalSession.",
      severity: "error",
      from: { pathNot: "^app/terminal/" },
      to: { path: xterm },
    },
    room(
      "state",
      "^app/state/",
      [
        sim,
        "^app/(shell|lessons)/",
        "^app/emulator/[^/]+\\.ts$",
        "^app/worlds/(client|protocol)\\.ts$",
        zustand,
        "node_modules/(zod|idb-keyval)/",
      ],
      "Stores use sim, shell, lessons, and the clients of the emulator and of worlds; they never draw.",
      "/testing/",
    ),
    room(
      "lessons",
      "^app/lessons/",
      [sim, "^app/shell/", "^app/emulator/protocol\\.ts$", "node_modules/zod/"],
      "Lessons are data over sim's index, the headless shell and the emulator's protocol.",
    ),
    room(
      "pages-and-ui",
      "^app/(pages|ui)/",
      [
        "^app/(pages|ui|state|diagram|terminal|lessons)/",
        "^app/(emulator|worlds)/protocol\\.ts$",
        react,
        "node_modules/(@floating-ui/(react|react-dom)|react-resizable-panels)/",
        zustand,
        "node_modules/wouter/",
        "node_modules/@fontsource-variable/",
        css,
      ],
      "Pages read stores and draw; what they need of sim or of a guest comes through app/state.",
    ),
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "types", "default"] },
  },
};

import { at, engineHost, runApp, scenario, show, THREE_APPS } from "../parts";

const each = (suffix: string) => THREE_APPS.map(({ app }) => `laptop/container/${app}${suffix}`);

export const threeAppsContainers = scenario({
  name: "three-apps-containers",
  title: "Three applications in three containers",
  about:
    "One operating system, one kernel, one engine: each application brings its own binaries and libraries, and no guest operating system at all.",
  setup: engineHost("laptop"),
  log: at(0, ...THREE_APPS.map((app) => runApp("laptop", app))),
  story: [
    show("Infrastructure: the same as for virtual machines.", "laptop"),
    show("The host operating system. Its kernel is the only one in this picture.", "laptop/os"),
    show("The engine: a service of the host that starts containers.", "laptop/engine"),
    show("The containers: processes of the host's kernel that see only what they should.", ...each("")),
    show("Binaries and libraries come with the image.", ...each("/libs")),
    show("And the applications.", ...each("/app")),
  ],
});

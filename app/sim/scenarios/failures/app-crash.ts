import { at, engineHost, runApp, scenario, THREE_APPS } from "../parts";

const [web, cache] = THREE_APPS;

export const appCrash = scenario({
  name: "app-crash",
  title: "One application crashes",
  about:
    "Two containers; the application in one of them dies of a fault. Its neighbour does not notice, and the engine starts it again.",
  setup: engineHost("laptop", "ubuntu-24.04", "laptop", [web.image, cache.image]),
  log: [
    ...at(0, runApp("laptop", web, "on-failure:3"), runApp("laptop", cache)),
    ...at(5_000, { do: "killContainer", machine: "laptop", container: web.app, signal: "SIGSEGV" }),
  ],
});

import { at, engineHost, runApp, scenario, THREE_APPS } from "../parts";

const [, cache] = THREE_APPS;

export const appCrash = scenario({
  name: "app-crash",
  title: "One application crashes",
  about:
    "Two containers; the application in one of them has a fault and ends with an error every five seconds. The engine starts it again, three times at most. Its neighbour does not notice.",
  setup: engineHost("laptop", "ubuntu-24.04", "laptop", [cache.image, "alpine"]),
  log: at(0, runApp("laptop", cache), {
    do: "runContainer",
    machine: "laptop",
    image: "alpine",
    name: "faulty",
    command: ["sh", "-c", "sleep 5; exit 3"],
    restart: "on-failure:3",
  }),
  lasts: 25_000,
});

import { at, engineHost, runApp, scenario, THREE_APPS } from "../parts";

const [web] = THREE_APPS;

export const outOfMemoryHost = scenario({
  name: "out-of-memory-host",
  title: "A container without a limit uses up the host",
  about:
    "The same leak without a limit: it grows until the host has no memory left and the host's kernel itself must choose whom to kill. It takes the biggest process, whosever that is.",
  setup: engineHost("laptop", "ubuntu-24.04", "laptop", [web.image, "alpine"]),
  log: at(0, runApp("laptop", web), {
    do: "runContainer",
    machine: "laptop",
    image: "alpine",
    name: "leak",
    command: ["tail", "/dev/zero"],
  }),
  lasts: 180_000,
});

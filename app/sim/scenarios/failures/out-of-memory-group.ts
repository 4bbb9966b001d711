import { at, engineHost, runApp, scenario, THREE_APPS } from "../parts";

const [web] = THREE_APPS;
const LIMIT = 64 * 1024 * 1024;

export const outOfMemoryGroup = scenario({
  name: "out-of-memory-group",
  title: "A container uses up its own memory limit",
  about:
    "A leaking program in a container with a limit of 64 MiB: the kernel kills inside its control group, long before the host is short of anything.",
  setup: engineHost("laptop", "ubuntu-24.04", "laptop", [web.image, "alpine"]),
  log: at(0, runApp("laptop", web), {
    do: "runContainer",
    machine: "laptop",
    image: "alpine",
    name: "leak",
    command: ["tail", "/dev/zero"],
    memory: LIMIT,
  }),
  lasts: 2_000,
});

import { at, engineHost, runApp, scenario, THREE_APPS } from "../parts";

const [web] = THREE_APPS;
const setup = engineHost("laptop", "ubuntu-24.04", "laptop", [web.image, "alpine"]);
const bomb = {
  do: "runContainer" as const,
  machine: "laptop",
  image: "alpine",
  name: "bomb",
  command: ["sh", "-c", ":(){ :|:& };:"],
};

export const forkBomb = scenario({
  name: "fork-bomb",
  title: "A fork bomb without a limit",
  about:
    "A program that does nothing but start itself again. Without a limit it takes all process numbers of the host's kernel: nobody there can start anything any more.",
  setup,
  log: at(0, runApp("laptop", web), bomb),
  lasts: 5_000,
});

export const forkBombLimited = scenario({
  name: "fork-bomb-limited",
  title: "A fork bomb with a limit",
  about:
    "The same program in a container that may hold 100 processes: the limit stops it, and the host stays calm.",
  setup,
  log: at(0, runApp("laptop", web), { ...bomb, pidsLimit: 100 }),
  lasts: 5_000,
});

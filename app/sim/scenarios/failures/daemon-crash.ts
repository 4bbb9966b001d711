import { at, host, runApp, scenario, THREE_APPS } from "../parts";

const [web] = THREE_APPS;
const CRASH = 5_000;
const RESTART = 10_000;

function story(name: string, title: string, about: string, liveRestore: boolean) {
  return scenario({
    name,
    title,
    about,
    setup: [
      ...host("laptop", "ubuntu-24.04"),
      { do: "installEngine", machine: "laptop", product: "docker", liveRestore },
      { do: "pullImage", machine: "laptop", image: web.image },
    ],
    log: [
      ...at(0, runApp("laptop", web)),
      ...at(CRASH, { do: "crashEngine", machine: "laptop" }),
      ...at(RESTART, { do: "startEngine", machine: "laptop" }),
    ],
    lasts: 15_000,
  });
}

export const daemonCrash = story(
  "daemon-crash",
  "The engine's daemon crashes",
  "Containers are processes of the kernel, not of the daemon: they run on without it. When it comes back without live-restore, it stops them.",
  false,
);

export const daemonCrashLiveRestore = story(
  "daemon-crash-live-restore",
  "The daemon crashes, with live-restore",
  "With live-restore the daemon finds its containers again when it comes back, and they never stopped.",
  true,
);

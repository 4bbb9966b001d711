/** Lines about engines. */
import type { LayerView } from "../../../sim/index";
import { hiddenOn, systemOn } from "../reading/products";
import { commandLineOf } from "../reading/stack";
import { shellOn, typed } from "./shell";
import type { Lines, TypedLine } from "./typed-line";

type Layers = readonly LayerView[];

function installLine(layers: Layers, machine: string, liveRestore: boolean): string {
  const alpine = systemOn(layers, machine)?.distribution === "alpine";
  const settings = `mkdir -p /etc/docker && echo '{"live-restore": true}' > /etc/docker/daemon.json && `;
  const install = alpine
    ? "apk add docker && rc-update add docker && rc-service docker start"
    : "curl -fsSL https://get.docker.com | sh";
  return (liveRestore ? settings : "") + install;
}

function isWindows(layers: Layers, machine: string): boolean {
  return systemOn(layers, machine)?.family === "nt";
}

/** What starts and stops the engine of a machine's command line. */
function service(layers: Layers, machine: string, verb: "start" | "stop"): string {
  const hidden = hiddenOn(layers, machine);
  if (hidden === "docker-desktop") return `docker desktop ${verb}`;
  if (hidden === "docker-toolbox") return `docker-machine ${verb} default`;
  const alpine = systemOn(layers, machine)?.distribution === "alpine";
  return alpine ? `rc-service docker ${verb}` : `systemctl ${verb} docker`;
}

function crashLine(layers: Layers, machine: string): string {
  const hidden = hiddenOn(layers, machine);
  if (hidden === "docker-toolbox") return "docker-machine ssh default sudo pkill -KILL dockerd";
  if (hidden === null) return "pkill -KILL dockerd";
  return isWindows(layers, machine)
    ? "wsl -d docker-desktop pkill -KILL dockerd"
    : "docker run --rm --privileged --pid host alpine pkill -KILL dockerd";
}

function at(layers: Layers, machine: string, line: (machine: string) => string): TypedLine {
  const client = commandLineOf(layers, machine);
  return typed(shellOn(layers, client), line(client));
}

export const engineLines: Lines<
  | "installEngine"
  | "installDockerDesktop"
  | "installDockerToolbox"
  | "startEngine"
  | "stopEngine"
  | "crashEngine"
> = {
  installEngine: ({ machine, liveRestore }, layers) =>
    typed(shellOn(layers, machine), installLine(layers, machine, liveRestore === true)),
  installDockerDesktop: ({ machine }, layers) =>
    typed(
      shellOn(layers, machine),
      isWindows(layers, machine)
        ? "winget install --exact --id Docker.DockerDesktop"
        : "brew install --cask docker-desktop",
    ),
  installDockerToolbox: ({ machine }, layers) =>
    typed(
      shellOn(layers, machine),
      isWindows(layers, machine) ? "choco install docker-toolbox" : "brew install --cask docker-toolbox",
    ),
  startEngine: ({ machine }, layers) => at(layers, machine, (client) => service(layers, client, "start")),
  stopEngine: ({ machine }, layers) => at(layers, machine, (client) => service(layers, client, "stop")),
  crashEngine: ({ machine }, layers) => at(layers, machine, (client) => crashLine(layers, client)),
};

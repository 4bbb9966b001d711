/** Lines about containers: the docker command. */
import type { LayerView } from "../../../sim/index";
import { seconds } from "./amounts";
import { containerWords, flag, limitWords, pairs, toggle } from "./docker-options";
import { posix } from "./quote";
import { shellOn, typed, words } from "./shell";
import type { Lines, TypedLine } from "./typed-line";

/** A `docker` line at a machine's command line. */
export function docker(
  layers: readonly LayerView[],
  machine: string,
  ...parts: readonly string[]
): TypedLine {
  return words(shellOn(layers, machine), "docker", ...parts);
}

const grace = (timeout: number | undefined) =>
  flag("-t", timeout === undefined ? undefined : seconds(timeout));

/** Docker has no command for a move: what is done is to make an image, send it, and run that over there. */
function moveLine(container: string, to: string): string {
  const [name, image, there] = [container, `${container.toLowerCase()}:moved`, to].map(posix);
  return [
    `docker stop ${name}`,
    `docker commit ${name} ${image}`,
    `docker save ${image} | ssh ${there} docker load`,
    `ssh ${there} docker run -d --name ${name} ${image}`,
    `docker rm ${name}`,
  ].join(" && ");
}

export const containerLines: Lines<
  | "createContainer"
  | "runContainer"
  | "startContainer"
  | "stopContainer"
  | "restartContainer"
  | "killContainer"
  | "pauseContainer"
  | "unpauseContainer"
  | "removeContainer"
  | "renameContainer"
  | "updateContainer"
  | "execInContainer"
  | "copyToContainer"
  | "pruneContainers"
  | "migrateContainer"
> = {
  createContainer: (command, layers) => docker(layers, command.machine, "create", ...containerWords(command)),
  runContainer: (command, layers) => docker(layers, command.machine, "run", "-d", ...containerWords(command)),
  startContainer: ({ machine, container }, layers) => docker(layers, machine, "start", container),
  stopContainer: ({ machine, container, timeout }, layers) =>
    docker(layers, machine, "stop", ...grace(timeout), container),
  restartContainer: ({ machine, container, timeout }, layers) =>
    docker(layers, machine, "restart", ...grace(timeout), container),
  killContainer: ({ machine, container, signal }, layers) =>
    docker(layers, machine, "kill", ...flag("--signal", signal), container),
  pauseContainer: ({ machine, container }, layers) => docker(layers, machine, "pause", container),
  unpauseContainer: ({ machine, container }, layers) => docker(layers, machine, "unpause", container),
  removeContainer: ({ machine, container, force, volumes }, layers) =>
    docker(layers, machine, "rm", ...toggle("-f", force), ...toggle("-v", volumes), container),
  renameContainer: ({ machine, container, name }, layers) =>
    docker(layers, machine, "rename", container, name),
  updateContainer: (command, layers) =>
    docker(layers, command.machine, "update", ...limitWords(command), command.container),
  execInContainer: ({ machine, container, command, env, user, workdir, privileged }, layers) =>
    docker(
      layers,
      machine,
      "exec",
      ...pairs("-e", env),
      ...flag("-u", user),
      ...flag("-w", workdir),
      ...toggle("--privileged", privileged),
      container,
      ...command,
    ),
  copyToContainer: ({ machine, container, path, name = "file" }, layers) =>
    docker(layers, machine, "cp", name, `${container}:${path}`),
  pruneContainers: ({ machine }, layers) => docker(layers, machine, "container", "prune", "-f"),
  migrateContainer: ({ machine, container, to }, layers) =>
    typed(shellOn(layers, machine), moveLine(container, to)),
};

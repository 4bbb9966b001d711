/** How images are usually run, so that their containers go on: with a command, or settings, that they need. */
import type { CommandInput } from "../../../sim/index";

type Run = Extract<CommandInput, { do: "runContainer" }>;

/** Options of `docker run` that an image needs. */
export type Recipe = Pick<Run, "command" | "env" | "tty" | "openStdin">;

const WAITING: Recipe = { command: ["sleep", "infinity"] };

const RECIPES: Readonly<Record<string, Recipe>> = {
  alpine: WAITING,
  busybox: WAITING,
  ubuntu: WAITING,
  debian: WAITING,
  golang: WAITING,
  node: { command: ["node", "server.js"] },
  python: { command: ["python3", "-m", "http.server", "8000"] },
  postgres: { env: { POSTGRES_PASSWORD: "example" } },
  mysql: { env: { MYSQL_ROOT_PASSWORD: "example" } },
  "polinux/stress": { command: ["stress", "--cpu", "1"] },
};

/** Repository of a reference: `nginx` of `nginx:1.29`. */
export function repositoryOf(reference: string): string {
  return reference.replace(/@.*$/, "").replace(/:[^/:]*$/, "");
}

/** A plain name for what an image holds: `nanoserver` of `mcr.microsoft.com/windows/nanoserver`. */
export function plainName(reference: string): string {
  const repository = repositoryOf(reference);
  return repository.slice(repository.lastIndexOf("/") + 1);
}

/** What to run an image with so that it does what it is there for. */
export function recipeFor(reference: string): Recipe {
  const repository = repositoryOf(reference);
  return Object.hasOwn(RECIPES, repository) ? (RECIPES[repository] ?? {}) : {};
}

/** Command lines that go wrong on purpose. */
export const LEAK: readonly string[] = ["tail", "/dev/zero"];
export const FORK_BOMB: readonly string[] = ["sh", "-c", ":(){ :|:& };:"];

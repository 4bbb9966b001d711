/** Which stages of a Dockerfile a build needs, and which images must be there for them. */
import { ok, type Result, refuse } from "../../core/result";
import type { Dockerfile, Stage } from "./dockerfile";
import { substitute, valueFrom } from "./substitute";
import type { BuildSpec } from "./tables";

/** The base that stands for no files at all. */
export const SCRATCH = "scratch";

/** The value of a name in a record, if it is one of its own. */
export function valueIn(values: Readonly<Record<string, string>>, name: string): string | undefined {
  return Object.hasOwn(values, name) ? values[name] : undefined;
}

/** Values of the ARGs before the first FROM. */
export function globalArgs({ args }: Dockerfile, spec: BuildSpec): Record<string, string> {
  const values: Record<string, string> = {};
  for (const { pairs } of args)
    for (const [name, value] of pairs)
      values[name] = valueIn(spec.args, name) ?? valueFrom(value ?? "", values);
  return values;
}

/** The stage that a name or number stands for, among those before `before`. */
export function stageNamed(file: Dockerfile, name: string, before: number): Stage | undefined {
  const earlier = file.stages.slice(0, before);
  return (
    earlier.findLast((stage) => stage.name === name.toLowerCase()) ??
    earlier[/^\d+$/.test(name) ? Number(name) : -1]
  );
}

/** Name of what a stage stands on, variables put in. */
export function baseOf(stage: Stage, args: Readonly<Record<string, string>>): string {
  return substitute(stage.base, args);
}

function namesUsedBy(stage: Stage, args: Readonly<Record<string, string>>): string[] {
  const copied = stage.instructions.flatMap(({ flags }) => flags.from ?? []);
  return [baseOf(stage, args), ...copied];
}

/** The stages that a build goes through, in the order of the file. Refused: `no-stage`. */
export function neededStages(file: Dockerfile, spec: BuildSpec): Result<Stage[]> {
  const all = file.stages.length;
  const last = spec.target === "" ? file.stages.at(-1) : stageNamed(file, spec.target, all);
  if (last === undefined)
    return refuse(
      "no-stage",
      "The image cannot be built",
      `target stage "${spec.target}" could not be found`,
      `Use one of its stages: ${file.stages.map(({ name }) => name).join(", ")}`,
    );
  const args = globalArgs(file, spec);
  const needed = new Set<Stage>([last]);
  for (const stage of needed)
    for (const name of namesUsedBy(stage, args)) {
      const other = stageNamed(file, name, file.stages.indexOf(stage));
      if (other) needed.add(other);
    }
  return ok(file.stages.filter((stage) => needed.has(stage)));
}

/** References of the images that stages stand on or copy from, each once. */
export function imagesUsed(file: Dockerfile, stages: readonly Stage[], spec: BuildSpec): string[] {
  const args = globalArgs(file, spec);
  const names = stages.flatMap((stage) =>
    namesUsedBy(stage, args).filter(
      (name) => name !== SCRATCH && stageNamed(file, name, file.stages.indexOf(stage)) === undefined,
    ),
  );
  return [...new Set(names)];
}

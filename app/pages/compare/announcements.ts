/** What a screen reader is told when the state changes: ends and failures, never each tick or phase. */
import type { CompareState } from "../../state/compare-types";
import { formatMs } from "../../ui/format";

type Spoken = Pick<CompareState, "vms" | "containers" | "host" | "images">;

/** The sentences for one change, oldest first; usually none. */
export function announce(before: Spoken, now: Spoken): string[] {
  return [
    ...announceImages(before, now),
    ...announceHost(before, now),
    ...announceVms(before, now),
    ...announceContainers(before, now),
  ];
}

function announceImages({ images: before }: Spoken, { images: now }: Spoken): string[] {
  if (before.state === now.state) return [];
  if (now.state === "building") return ["The guest images are being built."];
  if (now.state === "failed" || now.state === "unavailable") return ["The guest images are not available."];
  return before.state === "building" && now.state === "ready" ? ["The guest images are ready."] : [];
}

function announceHost({ host: before }: Spoken, { host: now }: Spoken): string[] {
  if (before.status === now.status) return [];
  if (now.status === "ready") return ["The container host is up."];
  return now.status === "failed" ? [`The container host failed. ${now.error?.what ?? ""}`.trim()] : [];
}

function announceVms({ vms: before }: Spoken, { vms: now }: Spoken): string[] {
  return now.flatMap((vm) => {
    if (before.find(({ id }) => id === vm.id)?.status === vm.status) return [];
    const name = now.length > 1 ? vm.label : "Virtual machine";
    if (vm.status === "running" && vm.promptMs !== null)
      return [`${name}: prompt after ${formatMs(vm.promptMs)}.`];
    return vm.status === "failed" ? [`${name} failed. ${vm.error?.what ?? ""}`.trim()] : [];
  });
}

function announceContainers({ containers: before }: Spoken, { containers: now }: Spoken): string[] {
  const changed = now.filter(
    ({ name, status }) => before.find((old) => old.name === name)?.status !== status,
  );
  const failed = changed.filter(({ status }) => status === "failed");
  const sentences = failed.map(({ name, error }) => `Container ${name} failed. ${error?.what ?? ""}`.trim());
  const started = changed.some(({ status }) => status === "running");
  const times = now.flatMap(({ status, startMs }) =>
    status === "running" && startMs !== null ? [startMs] : [],
  );
  if (!started || times.length < now.length) return sentences;
  const longest = formatMs(Math.max(...times));
  return [
    ...sentences,
    now.length === 1
      ? `Container: prompt after ${longest}.`
      : `All ${now.length} containers are up, the slowest after ${longest}.`,
  ];
}

/** The result of `npm run boot` as a table for people. */
import { BOOT_PROFILES } from "../app/emulator/protocol";
import type { BootResult } from "./measure-boots";

/** One Markdown table of what was measured, with each row's share of the `general` profile's time. */
export function asTable(result: BootResult): string {
  const general = result.profiles.general.promptMs;
  const rows = BOOT_PROFILES.map((profile) => {
    const { promptMs, phasesMs, instructions } = result.profiles[profile];
    return [`\`${profile}\` cold boot to prompt`, promptMs, instructions, phasesMs] as const;
  });
  const lines = [
    ...rows,
    [
      "`box run` to its prompt",
      result.containerMs,
      result.containerInstructions,
      result.containerPhasesMs,
    ] as const,
    ["first `box run` after the host's boot", result.firstContainerMs, null, {}] as const,
    ["restore to a verified ping", result.restoreMs, null, {}] as const,
  ].map(([what, ms, instructions, phases]) => {
    const count = instructions === null ? "" : `${(instructions / 1e6).toFixed(1)} M`;
    const share = ms >= general ? "1" : `1/${(general / ms).toFixed(0)}`;
    const parts = Object.entries(phases).map(([phase, value]) => `${phase} ${value.toFixed(0)}`);
    return `| ${what} | ${ms.toFixed(0)} | ${share} | ${count} | ${parts.join(", ")} |`;
  });
  return [
    "| what | ms (median) | of `general` | guest instructions | phases, ms |",
    "|---|---:|---:|---:|---|",
    ...lines,
    "",
  ].join("\n");
}

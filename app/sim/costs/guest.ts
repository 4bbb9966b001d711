/**
 * What was measured with the real guest of this project: its boot profiles, phase by phase, and a restore. The figures are
 * in `guest.json`, which `npm run measured` writes anew together with the table in guest/README.md.
 */
import { type Cost, costs } from "./cost";
import figures from "./guest.json" with { type: "json" };

const SOURCE = "`npm run measured`, guest/README.md";

/** The guest's names of phases in the model's words: its machine is switched on, and its prompt is its only service. */
const MODEL_NAMES: Readonly<Record<string, string>> = { machine: "power-on", prompt: "services" };

const measured = (value: number, note: string): Cost => ({
  value,
  unit: "ms",
  origin: "measured",
  source: SOURCE,
  note: `${note} Median of ${figures.runs} runs or fewer, on an emulated processor that had nothing else to do.`,
});

/** Phases of one profile. Medians of phases do not add up to the median of the whole: each gets its share of that. */
function phases({ promptMs, phasesMs }: { promptMs: number; phasesMs: Readonly<Record<string, number>> }) {
  const sum = Object.values(phasesMs).reduce((all, ms) => all + ms, 0);
  return costs(
    Object.fromEntries(
      Object.entries(phasesMs).map(([phase, ms]) => [
        MODEL_NAMES[phase] ?? phase,
        measured((ms / sum) * promptMs, `The phase ${phase} of a cold boot to the prompt.`),
      ]),
    ),
  );
}

/** Phases of a cold boot to the prompt, by profile. */
export const guestBoot = {
  /** Firmware, a distribution's stock kernel, our initramfs. */
  general: phases(figures.profiles.general),
  /** Firmware, a kernel that holds only what it needs. */
  pc: phases(figures.profiles.pc),
  /** The same kernel, started directly, without firmware. */
  microvm: phases(figures.profiles.microvm),
} as const;

/** Restoring a saved state of the guest. */
export const guestRestore = costs({
  time: measured(figures.restoreMs, "From power-on with a saved state to the answer of a ping."),
});

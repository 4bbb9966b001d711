/** Kinds of physical machines, with what they usually have. */
import { desktopCosts, laptopCosts, serverCosts } from "../../costs/hardware";

/** What a physical machine has if nobody says otherwise. */
export interface Preset {
  readonly label: string;
  readonly cpus: number;
  readonly memoryBytes: number;
  readonly diskBytes: number;
  /** Bandwidth of disk and network card, bytes per ms. */
  readonly diskRate: number;
  readonly netRate: number;
}

export type PresetName = "laptop" | "desktop" | "server";

const preset = (label: string, cost: typeof laptopCosts): Preset => ({
  label,
  cpus: cost.cpus.value,
  memoryBytes: cost.memoryBytes.value,
  diskBytes: cost.diskBytes.value,
  diskRate: cost.diskRate.value,
  netRate: cost.netRate.value,
});

export const PRESETS: Readonly<Record<PresetName, Preset>> = {
  laptop: preset("Laptop", laptopCosts),
  desktop: preset("Desktop computer", desktopCosts),
  server: preset("Dedicated server in a data centre", serverCosts),
};

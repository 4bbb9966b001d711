/** Which containers keep which volumes in use. */
import { defineTable, type Row } from "../../core/table";

/** A container, running or not, has a place for a volume. */
interface VolumeUse extends Row {
  readonly volume: number;
  readonly container: number;
}

export const volumeUses = defineTable<VolumeUse>()("volume-use", {
  volume: (row) => row.volume,
  container: (row) => row.container,
});

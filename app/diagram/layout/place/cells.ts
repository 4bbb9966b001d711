/** Cells of a gathering: chips with names where there is room, otherwise a texture of squares. */
import { textWidth } from "../fit-text";
import type { Thing } from "../plan";
import type { Measures } from "./measures";

/** Highest block of cells, px over the unit: 16 rem. */
const MOST_HEIGHT = 256;
const CHIP_HEIGHT = 26;
const CHIP_PADDING = 6;
const LEAST_CHIP = 44;
const MOST_CHIP = 150;
const CHIP_TEXT = 15;
/** Sizes of squares, px over the unit: few, so that a crowd that grows is seldom laid out anew. */
const SQUARES = [14, 10, 7, 5, 3, 2] as const;

export interface Grid {
  readonly columns: number;
  /** Size of a cell, and the distance from one to the next, px. */
  readonly width: number;
  readonly height: number;
  readonly stepX: number;
  readonly stepY: number;
  /** Whether cells carry their names. */
  readonly named: boolean;
  /** Height of the whole block, px. */
  readonly total: number;
}

/** The grid for so many cells in a block of this width, px. */
export function gridOf(cells: readonly Thing[], width: number, measures: Measures): Grid {
  return chips(cells, width, measures) ?? squares(cells.length, width, measures);
}

function chips(cells: readonly Thing[], width: number, { unit, gap }: Measures): Grid | null {
  const most = Math.floor((MOST_HEIGHT * unit + gap) / (CHIP_HEIGHT * unit + gap));
  const fitting = Math.floor((width + gap) / (LEAST_CHIP * unit + gap));
  if (cells.length > most * fitting) return null;
  const longest = Math.max(...cells.map(({ labels }) => textWidth(labels[0] ?? "", CHIP_TEXT * unit, true)));
  const name = longest + 2 * CHIP_PADDING * unit;
  const wanted = Math.min(MOST_CHIP * unit, Math.max(LEAST_CHIP * unit, name));
  const columns = Math.min(cells.length, Math.max(1, Math.floor((width + gap) / (wanted + gap))));
  const rows = Math.ceil(cells.length / columns);
  if (rows > most) return null;
  const stepX = (width + gap) / columns;
  const height = Math.round(CHIP_HEIGHT * unit);
  const stepY = height + gap;
  return {
    columns,
    width: stepX - gap,
    height,
    stepX,
    stepY,
    named: true,
    total: rows * stepY - gap,
  };
}

function squares(count: number, width: number, { unit }: Measures): Grid {
  const grids = SQUARES.map((size) => squaresOf(Math.round(size * unit), count, width));
  return grids.find(({ total }) => total <= MOST_HEIGHT * unit) ?? (grids.at(-1) as Grid);
}

function squaresOf(size: number, count: number, width: number): Grid {
  const space = size > 6 ? 2 : size > 2 ? 1 : 0;
  const step = size + space;
  const columns = Math.max(1, Math.floor((width + space) / step));
  const total = Math.ceil(count / columns) * step - space;
  return { columns, width: size, height: size, stepX: step, stepY: step, named: false, total };
}

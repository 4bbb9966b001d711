/** Typical machines. */
import { type Cost, costs, type Unit } from "./cost";

const typical = (value: number, unit: Unit, note: string): Cost => ({
  value,
  unit,
  origin: "modelled",
  source: "Strata's own choice of a typical machine",
  note,
});

/** A laptop for work. */
export const laptopCosts = costs({
  cpus: typical(8, "count", "Eight processors as the system counts them."),
  memoryBytes: typical(17_179_869_184, "bytes", "16 GiB."),
  diskBytes: typical(512_000_000_000, "bytes", "A 512 GB SSD."),
  diskRate: typical(500_000, "bytes per ms", "500 MB/s, an SSD on a SATA-like link; many are faster."),
  netRate: typical(12_500, "bytes per ms", "100 Mbit/s: a good line to the internet at home."),
});

/** A desktop computer. */
export const desktopCosts = costs({
  cpus: typical(12, "count", "Twelve processors as the system counts them."),
  memoryBytes: typical(34_359_738_368, "bytes", "32 GiB."),
  diskBytes: typical(1_000_000_000_000, "bytes", "A 1 TB SSD."),
  diskRate: typical(500_000, "bytes per ms", "500 MB/s, an SSD on a SATA-like link; many are faster."),
  netRate: typical(12_500, "bytes per ms", "100 Mbit/s: a good line to the internet at home."),
});

/** A server in a data centre. */
export const serverCosts = costs({
  cpus: typical(32, "count", "Thirty-two processors as the system counts them."),
  memoryBytes: typical(274_877_906_944, "bytes", "256 GiB."),
  diskBytes: typical(2_000_000_000_000, "bytes", "2 TB of SSDs."),
  diskRate: typical(2_000_000, "bytes per ms", "2 GB/s: NVMe, or several SSDs together."),
  netRate: typical(1_250_000, "bytes per ms", "10 Gbit/s."),
});

/** A virtual private server: what a small offer of a cloud provider grants. */
export const vpsCosts = costs({
  cpus: typical(2, "count", "Two virtual processors."),
  memoryBytes: typical(4_294_967_296, "bytes", "4 GiB."),
  diskBytes: typical(80_000_000_000, "bytes", "80 GB."),
});

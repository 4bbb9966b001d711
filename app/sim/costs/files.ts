/** Sizes of the model of files. */
import { costs } from "./cost";

export const fileCosts = costs({
  tmpfsShare: {
    value: 0.5,
    unit: "share",
    origin: "cited",
    source: "The Linux kernel's documentation, filesystems/tmpfs.rst: the mount option `size`",
    note: "Share of the kernel's memory that a tmpfs may hold when nobody gives a size: half of it.",
  },
});

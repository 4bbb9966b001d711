/** What it takes to get images from a registry and to keep them. */
import { costs } from "./cost";

export const imageCosts = costs({
  registryAsk: {
    value: 300,
    unit: "ms",
    origin: "modelled",
    source: "Strata's own estimate",
    note: "Name look-up, token, manifest and configuration: four round trips of about 75 ms to a registry far away.",
  },
  layerAsk: {
    value: 80,
    unit: "ms",
    origin: "modelled",
    source: "Strata's own estimate",
    note: "One round trip per layer until its first byte: the registry sends the client on to its storage.",
  },
  downloadsAtOnce: {
    value: 3,
    unit: "count",
    origin: "cited",
    source: "Docker documentation, dockerd reference: --max-concurrent-downloads, default 3",
    note: "Layers that an engine downloads at the same time.",
  },
  checksum: {
    value: 500_000,
    unit: "bytes per ms",
    origin: "modelled",
    source: "Strata's own estimate",
    note: "SHA-256 of what was downloaded on one core of a present-day processor: about 500 MB a second.",
  },
  unpack: {
    value: 150_000,
    unit: "bytes per ms",
    origin: "modelled",
    source: "Strata's own estimate",
    note: "Bytes that come out of gunzip and tar per ms on one core: about 150 MB a second.",
  },
  publishedAgo: {
    value: 1_209_600_000,
    unit: "ms",
    origin: "modelled",
    source: "Strata's own estimate",
    note: "Official images are rebuilt every few weeks: those of the catalogue are two weeks old when a world begins.",
  },
  executable: {
    value: 40_000,
    unit: "bytes",
    origin: "modelled",
    source: "Strata's own estimate",
    note: "An executable of a catalogue image whose size does not matter: the tools of a distribution are mostly 20 to 100 kB.",
  },
});

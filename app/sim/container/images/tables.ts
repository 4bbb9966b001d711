/** What an engine knows of images beyond the images themselves: who holds a layer, digests of origin, pulls. */
import type { Call } from "../../core/events";
import { defineTable, type Row } from "../../core/table";
import type { Architecture } from "../../kernel/kernel";

/** An image, a pull, a build, or an entry of the build cache that holds a layer: it stays in the store as long as anything does. */
export interface LayerUse extends Row {
  /** Row number of the layer. */
  readonly layer: number;
  /** Row number of who holds it. */
  readonly user: number;
}

export const layerUses = defineTable<LayerUse>()("layer-use", {
  layer: (row) => row.layer,
  user: (row) => row.user,
});

/** The digest under which an image was found in a registry: `nginx@sha256:…`. */
export interface RepositoryDigest extends Row {
  readonly engine: number;
  readonly image: number;
  /** Familiar: `nginx@sha256:…`. */
  readonly reference: string;
}

export const repositoryDigests = defineTable<RepositoryDigest>()("repository-digest", {
  image: (row) => row.image,
  reference: (row) => `${row.engine}:${row.reference}`,
});

/** A pull: what was asked for, and how far it is. The last one of a reference is kept so that it can be shown. */
export interface Pull extends Row {
  readonly engine: number;
  /** Familiar reference. */
  readonly reference: string;
  /** Digest of its manifest. */
  readonly digest: string;
  readonly arch: Architecture;
  /** `up-to-date`: nothing had to be done. */
  readonly state: "pulling" | "complete" | "up-to-date" | "failed" | "cancelled";
  /** Why it failed; empty otherwise. */
  readonly error: string;
  /** Virtual ms. */
  readonly startedAt: number;
  readonly endedAt: number | null;
  /** The work of asking the registry, while it is asked. */
  readonly work: number | null;
  /** Made when it is complete or has failed; not if it is cancelled. */
  readonly done: Call;
}

export const pulls = defineTable<Pull>()("pull", {
  /** Those at work. */
  active: (row) => (row.state === "pulling" ? row.engine : undefined),
  engine: (row) => row.engine,
  reference: (row) => `${row.engine}:${row.reference}`,
});

/** One layer of a pull. */
export interface LayerPull extends Row {
  readonly pull: number;
  readonly engine: number;
  readonly digest: string;
  /** Place in the image, 0 at the bottom. */
  readonly place: number;
  /** `exists`: it was there already, or came with another pull. */
  readonly state:
    | "waiting"
    | "downloading"
    | "downloaded"
    | "unpacking"
    | "complete"
    | "exists"
    | "cancelled";
  /** Bytes to download, and to write when unpacked. */
  readonly bytes: number;
  readonly unpackedBytes: number;
  /** The work on it, while there is any. */
  readonly work: number | null;
}

export const layerPulls = defineTable<LayerPull>()("layer-pull", {
  pull: (row) => row.pull,
  /** By `${engine}:${state}`. */
  state: (row) => `${row.engine}:${row.state}`,
  /** By `${engine}:${digest}`. */
  digest: (row) => `${row.engine}:${row.digest}`,
});

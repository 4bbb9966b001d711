/** The images that registries offer in every world, ready to be pulled. */

import { ok, type Result, refuse } from "../../core/result";
import { imageCosts } from "../../costs/images";
import { type LayerName, layerDownloads, layerSizes } from "../../costs/layers";
import type { FileSpec } from "../../kernel/files/tree";
import type { Architecture } from "../../kernel/kernel";
import type { Image, ImageConfig } from "../tables";
import { baseImages, baseLayers } from "./catalogue/bases";
import { databaseImages, databaseLayers } from "./catalogue/databases";
import type { CatalogueImage, CatalogueLayer } from "./catalogue/entry";
import { languageImages, languageLayers } from "./catalogue/languages";
import { serverImages, serverLayers } from "./catalogue/servers";
import { smallImages, smallLayers } from "./catalogue/small";
import { digestOf, imageDigest, type LayerContent, layerContent } from "./content";
import { familiar, parseReference, type Reference, repositoryOf } from "./references";

/** A layer as a registry sends it. */
export interface PublishedLayer extends LayerContent {
  /** Bytes compressed. */
  readonly downloadBytes: number;
}

/** An image for one architecture as a registry has it. */
export interface PublishedImage {
  /** Digest of its manifest. */
  readonly digest: string;
  readonly image: Pick<Image, "layers" | "config" | "history" | "arch" | "os">;
  readonly layers: readonly PublishedLayer[];
}

/** Every image of the catalogue. */
export const catalogue: readonly CatalogueImage[] = [
  ...baseImages,
  ...serverImages,
  ...databaseImages,
  ...languageImages,
  ...smallImages,
];

const layers = new Map<string, CatalogueLayer>(
  [...baseLayers, ...serverLayers, ...databaseLayers, ...languageLayers, ...smallLayers].map((layer) => [
    layer.name,
    layer,
  ]),
);

/** Settings of an image that says nothing about them. */
export const EMPTY_CONFIG: ImageConfig = {
  entrypoint: [],
  cmd: [],
  env: {},
  user: "",
  workdir: "",
  exposedPorts: [],
  volumes: [],
  labels: {},
  stopSignal: "SIGTERM",
};

const DEFAULT_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

function layerNamed(name: LayerName): CatalogueLayer {
  const layer = layers.get(name);
  if (layer === undefined) throw new Error(`the catalogue has no layer ${name}`);
  return layer;
}

function filesWithSizes(layer: CatalogueLayer): FileSpec[] {
  const sized = layer.files
    .filter((file) => file.path !== layer.rest)
    .map((file) => (file.exec === undefined ? file : { size: imageCosts.executable.value, ...file }));
  const rest = layer.files.find((file) => file.path === layer.rest) ?? { path: layer.rest };
  const taken = layerContent(sized, "").bytes;
  return [...sized, { ...rest, size: layerSizes[layer.name].value - taken }];
}

const published = new Map<string, PublishedLayer>();

function publishedLayer(name: LayerName, arch: Architecture): PublishedLayer {
  const key = `${name} ${arch}`;
  let layer = published.get(key);
  if (layer === undefined) {
    const content = layerContent(filesWithSizes(layerNamed(name)), arch);
    layer = { ...content, downloadBytes: layerDownloads[name].value };
    published.set(key, layer);
  }
  return layer;
}

function historyOf(entry: CatalogueImage, config: ImageConfig): Image["history"] {
  const made = entry.layers.map((name) => ({
    createdBy: layerNamed(name).createdBy,
    bytes: layerSizes[name].value,
    emptyLayer: false,
  }));
  const settings = [
    ...config.exposedPorts.map((port) => `EXPOSE map[${port}:{}]`),
    ...(config.entrypoint.length > 0 ? [`ENTRYPOINT ${JSON.stringify(config.entrypoint)}`] : []),
    `CMD ${JSON.stringify(config.cmd)}`,
  ];
  return [...made, ...settings.map((createdBy) => ({ createdBy, bytes: 0, emptyLayer: true }))];
}

function publish(entry: CatalogueImage, arch: Architecture): PublishedImage {
  const config = { ...EMPTY_CONFIG, env: { PATH: DEFAULT_PATH }, ...entry.config };
  const content = entry.layers.map((name) => publishedLayer(name, arch));
  const image = {
    layers: content.map((layer) => layer.digest),
    config,
    history: historyOf(entry, config),
    arch,
    os: entry.os,
  };
  const manifest = [imageDigest(image), content.map((layer) => [layer.digest, layer.downloadBytes])];
  return { digest: digestOf(JSON.stringify(manifest)), image, layers: content };
}

const shortRepository = (repository: string) => {
  const parsed = parseReference(repository);
  return parsed.ok ? repositoryOf(parsed.value) : repository;
};

function matching(entries: readonly CatalogueImage[], reference: Reference, arch: Architecture) {
  if (reference.digest === "") return entries.find((entry) => entry.tags.includes(reference.tag));
  return entries.find((entry) => publish(entry, arch).digest === reference.digest);
}

/**
 * What a registry has under a reference for an architecture. Refused in Docker's words: `pull-denied` (no such
 * repository), `manifest-unknown` (no such tag or digest), `no-matching-manifest` (not for Linux).
 */
export function findPublished(reference: Reference, arch: Architecture): Result<PublishedImage> {
  const name = familiar(reference);
  const what = `${name} cannot be pulled`;
  const repository = repositoryOf(reference);
  const entries = catalogue.filter((entry) => shortRepository(entry.repository) === repository);
  if (entries.length === 0)
    return refuse(
      "pull-denied",
      what,
      `pull access denied for ${repository}, repository does not exist or may require 'docker login': denied: requested access to the resource is denied`,
      "Use an image that the registries of this world have, or build one",
    );
  const entry = matching(entries, reference, arch);
  if (entry === undefined)
    return refuse(
      "manifest-unknown",
      what,
      `manifest for ${name} not found: manifest unknown: manifest unknown`,
      `Use one of its tags: ${entries.flatMap(({ tags }) => tags).join(", ")}`,
    );
  if (entry.os !== "linux")
    return refuse(
      "no-matching-manifest",
      what,
      `no matching manifest for linux/${arch} in the manifest list entries: its programs need a Windows kernel`,
      "Use an engine on a Windows kernel, or an image for Linux",
    );
  return ok(publish(entry, arch));
}

/** What the registry has for a pull that it accepted. */
export function publishedFor(pull: {
  readonly reference: string;
  readonly arch: Architecture;
}): PublishedImage {
  const parsed = parseReference(pull.reference);
  const found = parsed.ok ? findPublished(parsed.value, pull.arch) : parsed;
  if (!found.ok) throw new Error(found.refusal.why);
  return found.value;
}

/** References: the names of images, as people write them and as engines keep them. */
import { ok, type Result, refuse } from "../../core/result";

/** A reference taken apart: `nginx` is docker.io, library/nginx, latest. */
export interface Reference {
  /** `docker.io` if none is given. */
  readonly registry: string;
  /** Path within the registry: `library/nginx`, `team/app`. */
  readonly path: string;
  /** `latest` if neither tag nor digest is given; empty if only a digest is. */
  readonly tag: string;
  /** `sha256:…`; empty if none is given. */
  readonly digest: string;
}

const HUB = "docker.io";
const OFFICIAL = "library/";
const DEFAULT_TAG = "latest";
const COMPONENT = "[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*";
const PATH = new RegExp(`^${COMPONENT}(?:/${COMPONENT})*$`);
const TAG = /^\w[\w.-]{0,127}$/;
const DIGEST = /^sha256:[0-9a-f]{64}$/;
const REGISTRY = /^[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?(?::\d+)?$/;
const BARE_DIGEST = /^[0-9a-f]{64}$/;

function invalid(text: string, why: string): Result<never> {
  return refuse(
    "invalid-reference",
    `"${text}" does not name an image`,
    why,
    "Write a name in lower case, with a tag after a colon if it is not latest: nginx, nginx:1.27, team/app:2",
  );
}

function splitDigest(text: string): [name: string, digest: string] {
  const at = text.indexOf("@");
  return at < 0 ? [text, ""] : [text.slice(0, at), text.slice(at + 1)];
}

function splitTag(text: string): [name: string, tag: string | null] {
  const colon = text.lastIndexOf(":");
  return colon > text.lastIndexOf("/") ? [text.slice(0, colon), text.slice(colon + 1)] : [text, null];
}

function splitRegistry(text: string): [registry: string, path: string] {
  const slash = text.indexOf("/");
  const first = text.slice(0, slash);
  const isRegistry = slash > 0 && (/[.:]/.test(first) || first === "localhost");
  const [registry, path] = isRegistry ? [first, text.slice(slash + 1)] : [HUB, text];
  return [registry, registry === HUB && !path.includes("/") ? OFFICIAL + path : path];
}

/** Takes a reference apart. Refused (`invalid-reference`) in the words of the Docker client. */
export function parseReference(text: string): Result<Reference> {
  const [beforeDigest, digest] = splitDigest(text);
  const [name, tag] = splitTag(beforeDigest);
  const [registry, path] = splitRegistry(name);
  if (BARE_DIGEST.test(name))
    return invalid(text, `invalid repository name (${name}), cannot specify 64-byte hexadecimal strings`);
  if (text.includes("@") && !DIGEST.test(digest)) return invalid(text, "invalid reference format");
  if (tag !== null && !TAG.test(tag)) return invalid(text, "invalid reference format");
  if (!REGISTRY.test(registry)) return invalid(text, "invalid reference format");
  if (!PATH.test(path))
    return invalid(
      text,
      PATH.test(path.toLowerCase())
        ? `invalid reference format: repository name (${path}) must be lowercase`
        : "invalid reference format",
    );
  return ok({ registry, path, tag: tag ?? (digest === "" ? DEFAULT_TAG : ""), digest });
}

/** How people are shown a repository: `nginx` instead of `docker.io/library/nginx`. */
export function repositoryOf(reference: Reference): string {
  const { registry, path } = reference;
  if (registry !== HUB) return `${registry}/${path}`;
  return path.startsWith(OFFICIAL) ? path.slice(OFFICIAL.length) : path;
}

/** How people are shown a reference: `nginx:latest` instead of `docker.io/library/nginx:latest`. */
export function familiar(reference: Reference): string {
  const { tag, digest } = reference;
  return `${repositoryOf(reference)}${tag === "" ? "" : `:${tag}`}${digest === "" ? "" : `@${digest}`}`;
}

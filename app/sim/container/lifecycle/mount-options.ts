/** Volumes and bind mounts as people write them: `NAME:/PATH[:ro]`, `/HOST:/PATH[:ro]`, `/PATH`. */
import { ok, type Result, refuse } from "../../core/result";
import type { VolumeMount } from "../tables";

const NAME = /^[a-zA-Z0-9][a-zA-Z0-9_.-]*$/;
const MODES = ["", "rw", "ro", "z", "Z"];

function bad(what: string, why: string): Result<never> {
  return refuse(
    "bad-mount",
    what,
    why,
    "Write NAME:/path for a volume, /host/path:/path for a host's directory",
  );
}

/** Takes apart what `-v` takes. Refused (`bad-mount`) in the daemon's words. */
export function parseMount(text: string): Result<VolumeMount> {
  const parts = text.split(":");
  const [first = "", second, mode = ""] = parts;
  if (parts.length > 2 + 1 || text === "" || !MODES.includes(mode))
    return bad(
      parts.length > 2 + 1 || text === ""
        ? `invalid volume specification: '${text}'`
        : `invalid mode: ${mode}`,
      "there are at most three parts: source, path in the container, and ro or rw",
    );
  const source = second === undefined ? "" : first;
  const target = second ?? first;
  if (!target.startsWith("/"))
    return bad(
      `invalid volume specification: '${text}': invalid mount config for type "${source.startsWith("/") ? "bind" : "volume"}": invalid mount path: '${target}' mount path must be absolute`,
      "the path in the container begins with a slash",
    );
  if (target === "/")
    return bad(
      `invalid volume specification: '${text}': invalid specification: destination can't be '/'`,
      "a container's root is its image",
    );
  const bind = source.startsWith("/");
  if (source !== "" && !bind && !NAME.test(source))
    return bad(
      `create ${source}: "${source}" includes invalid characters for a local volume name, only "[a-zA-Z0-9][a-zA-Z0-9_.-]" are allowed. If you intended to pass a host directory, use absolute path`,
      "a volume's name has letters, digits, and after the first also _ . -",
    );
  return ok({ kind: bind ? "bind" : "volume", source, target, readOnly: mode === "ro" });
}

type Given =
  | string
  | {
      readonly kind: VolumeMount["kind"];
      readonly source?: string | undefined;
      readonly target: string;
      readonly readOnly?: boolean | undefined;
    };

function mountOf(given: Given): Result<VolumeMount> {
  if (typeof given === "string") return parseMount(given);
  const { kind, source = "", target, readOnly = false } = given;
  if (!target.startsWith("/"))
    return bad(
      `invalid mount config for type "${kind}": invalid mount path: '${target}' mount path must be absolute`,
      "the path in the container begins with a slash",
    );
  return ok({ kind, source, target, readOnly });
}

/** Mounts from what a person gave, and from the image's volumes where the person gave none. */
export function mountsOf(
  given: readonly Given[],
  imageVolumes: readonly string[],
): Result<readonly VolumeMount[]> {
  const all: VolumeMount[] = [];
  const targets = new Set<string>();
  for (const item of given) {
    const mount = mountOf(item);
    if (!mount.ok) return mount;
    if (targets.has(mount.value.target))
      return bad(`Duplicate mount point: ${mount.value.target}`, "two mounts have the same path");
    targets.add(mount.value.target);
    all.push(mount.value);
  }
  for (const target of imageVolumes)
    if (!targets.has(target)) all.push({ kind: "volume", source: "", target, readOnly: false });
  return ok(all);
}

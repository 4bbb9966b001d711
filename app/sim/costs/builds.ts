/** What the steps of an image's build take. */
import { type Cost, costs } from "./cost";

function modelled(value: number, unit: Cost["unit"], note: string): Cost {
  return { value, unit, origin: "modelled", source: "Strata's own estimate", note };
}

export const buildCosts = costs({
  prepare: modelled(
    60,
    "ms",
    "The builder reads the Dockerfile and .dockerignore and opens a session with the client.",
  ),
  context: modelled(
    400_000,
    "bytes per ms",
    "The client sends the files of the build context through a local socket.",
  ),
  copyStep: modelled(20, "ms", "Looks up the sources of a COPY or ADD and mounts the layers below."),
  workdirStep: modelled(15, "ms", "Makes a snapshot with one directory in it."),
  runStep: modelled(180, "ms", "Starts a container for a RUN instruction and takes it down again."),
  exporting: modelled(40, "ms", "Writes the manifest and the configuration, and names the image."),
  digest: modelled(300_000, "bytes per ms", "Reads a new layer, packs it and takes its SHA-256."),
  cachedStep: modelled(1, "ms", "Looks a step up in the build cache."),
  remoteFile: modelled(
    500_000,
    "bytes",
    "A file that ADD gets from an address: its size is not known to the model.",
  ),
});

/** What modelled commands of RUN instructions take: per command or per package. */
export const runCosts = costs({
  command: modelled(150, "ms of processor time", "A command whose work the model does not know."),
  builtin: modelled(1, "ms of processor time", "A small tool such as mkdir, or a builtin of the shell."),
  aptUpdateNet: modelled(9_300_000, "bytes", "apt-get update: indexes of Debian's main archive, compressed."),
  aptUpdateDisk: modelled(19_700_000, "bytes", "apt-get update: the indexes under /var/lib/apt/lists."),
  aptUpdateCpu: modelled(1_800, "ms of processor time", "apt-get update: unpacks and reads the indexes."),
  aptNet: modelled(
    1_800_000,
    "bytes",
    "One Debian package with what it depends on, compressed: a mean of common tools.",
  ),
  aptDisk: modelled(6_500_000, "bytes", "The same, installed."),
  aptCpu: modelled(700, "ms of processor time", "The same: dpkg unpacks and configures."),
  apkNet: modelled(600_000, "bytes", "One Alpine package with what it depends on, compressed."),
  apkDisk: modelled(1_700_000, "bytes", "The same, installed."),
  apkCpu: modelled(60, "ms of processor time", "The same: apk unpacks."),
  apkIndexNet: modelled(2_600_000, "bytes", "Indexes of Alpine's main and community repositories."),
  pipNet: modelled(1_300_000, "bytes", "One Python package with what it depends on, as a wheel."),
  pipDisk: modelled(5_200_000, "bytes", "The same, unpacked, with compiled byte code."),
  pipCpu: modelled(900, "ms of processor time", "The same: resolves, unpacks, compiles."),
  npmNet: modelled(2_000_000, "bytes", "One dependency of package.json with its own dependencies, packed."),
  npmDisk: modelled(9_000_000, "bytes", "The same, unpacked under node_modules."),
  npmCpu: modelled(1_200, "ms of processor time", "The same: resolves, unpacks, links."),
  compileCpu: modelled(20_000, "ms of processor time", "A compiler over a small program: go build, make."),
  compileDisk: modelled(
    7_500_000,
    "bytes",
    "The executable that a compiler leaves: a small statically linked server.",
  ),
});

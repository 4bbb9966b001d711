/** What is said about each image in the manifest: where it comes from and under which licence. */

/** @typedef {import("./manifest.mjs").Origin} Origin */
/** @typedef {import("./packages.mjs").Package} Package */

/**
 * @typedef {object} Ingredients the packages that went into the images
 * @property {Package} kernelSource
 * @property {Package} stockKernel
 * @property {Package} busybox
 * @property {Package} seabios
 * @property {string} emulatorVersion
 */

/**
 * @param {string} source such as "apt-get source linux=6.1.1-1"
 * @returns {string} where a source package's copyright notices are
 */
export function noticeFile(source) {
  return `licences/${/(\S+)=/.exec(source)?.[1] ?? "unknown"}.txt`;
}

/** The texts that Debian keeps once for all packages, by SPDX identifier. */
const commonLicences = Object.freeze({
  "GPL-2.0-only": ["GPL-2"],
  "LGPL-3.0-only": ["LGPL-3", "GPL-3"], // the LGPL's third version is a supplement to the GPL's
});

/** @param {string} expression SPDX @returns {string[]} where the texts of the common licences in it are */
export function licenceTexts(expression) {
  return Object.entries(commonLicences)
    .filter(([identifier]) => expression.split(" ").includes(identifier))
    .flatMap(([, names]) => names.map((name) => `licences/${name}.txt`));
}

/**
 * @param {Ingredients} ingredients
 * @returns {Record<string, Origin>} by file name
 */
export function origins({ kernelSource, stockKernel, busybox, seabios, emulatorVersion }) {
  const from = (
    /** @type {Package} */ pkg,
    /** @type {string} */ licence,
    /** @type {string} */ description,
  ) => ({
    package: pkg.name,
    version: pkg.version,
    licence,
    licenceFiles: [noticeFile(pkg.source), ...licenceTexts(licence)],
    source: pkg.source,
    description,
  });
  const gpl = "GPL-2.0-only";
  const firmware = "LGPL-3.0-only";
  return {
    "vmlinux.elf": {
      ...from(
        kernelSource,
        `${gpl} AND MIT`,
        "Purpose-built Linux kernel, uncompressed, behind a stub that boots it without firmware",
      ),
      source: `${kernelSource.source}; configuration and stub: guest/kernel`,
    },
    bzImage: {
      ...from(kernelSource, gpl, "The same kernel as a PC's firmware boots it: it unpacks itself"),
      source: `${kernelSource.source}; configuration: guest/kernel`,
    },
    "bzImage-debian": from(
      stockKernel,
      gpl,
      "The distribution's general-purpose kernel for 32-bit PCs, unchanged",
    ),
    "initramfs.cpio": {
      ...from(
        busybox,
        `${gpl} AND MIT`,
        "First root file system: busybox, init, the container runtime box and its images",
      ),
      source: `${busybox.source}; everything else: guest/rootfs`,
    },
    "seabios.bin": from(seabios, firmware, "Firmware of the emulated PC"),
    "vgabios.bin": from(seabios, firmware, "Firmware of the emulated PC's graphics card"),
    "v86.wasm": {
      package: "v86",
      version: emulatorVersion,
      licence: "BSD-2-Clause",
      licenceFiles: ["licences/v86.txt"],
      source: `npm pack v86@${emulatorVersion.replace(/\+.*/, "")}; its package.json names the repository`,
      description: "The emulator: an x86 PC in WebAssembly",
    },
  };
}

/** Sizes of the layers of the images in the catalogue: unpacked on disk, and compressed as a registry sends them. */
import { type Cost, costs } from "./cost";

const MB = 1_000_000;

const SHOWN = "Rounded to what docker images (unpacked) and Docker Hub (compressed) show for this image.";
const SOURCE = "Strata's own estimate, after the sizes that Docker Hub shows for the official images";
const SHARE = "Our share of the image's rounded size; how it is spread over its layers is an estimate.";

function size(megabytes: number, note: string): Cost {
  return { value: Math.round(megabytes * MB), unit: "bytes", origin: "modelled", source: SOURCE, note };
}

/** Bytes unpacked. */
export const layerSizes = costs({
  alpine: size(8.3, SHOWN),
  busybox: size(4.3, SHOWN),
  ubuntu: size(78.1, SHOWN),
  debian: size(117, SHOWN),
  "debian-slim": size(74.8, SHOWN),
  "oracle-slim": size(118, SHOWN),
  "hello-world": size(0.0101, SHOWN),
  nanoserver: size(292, SHOWN),
  "debian-curl": size(48.5, SHARE),
  "debian-scm": size(177, SHARE),
  "debian-dev": size(587, SHARE),
  "nginx-packages": size(117, SHARE),
  "nginx-scripts": size(0.012, SHARE),
  "alpine-nginx": size(43.7, SHARE),
  "httpd-libraries": size(9.1, SHARE),
  "httpd-server": size(64, SHARE),
  "redis-user": size(4.1, SHARE),
  "redis-server": size(38, SHARE),
  "alpine-redis": size(32.7, SHARE),
  "postgres-tools": size(62, SHARE),
  "postgres-server": size(301, SHARE),
  "postgres-scripts": size(0.024, SHARE),
  "mysql-tools": size(140, SHARE),
  "mysql-server": size(340, SHARE),
  "node-runtime": size(190, SHARE),
  "slim-node": size(151, SHARE),
  "alpine-node": size(151, SHARE),
  "python-runtime": size(70, SHARE),
  "slim-python": size(50, SHARE),
  "alpine-python": size(37, SHARE),
  "golang-toolchain": size(250, SHARE),
  "alpine-golang": size(242, SHARE),
  stress: size(1.4, SHARE),
});

/** The catalogue's layers by name. */
export type LayerName = keyof typeof layerSizes;

/** Bytes to download: layers travel compressed. */
export const layerDownloads: Readonly<Record<LayerName, Cost>> = costs({
  alpine: size(3.8, SHOWN),
  busybox: size(2.2, SHOWN),
  ubuntu: size(29.7, SHOWN),
  debian: size(48.5, SHOWN),
  "debian-slim": size(28.2, SHOWN),
  "oracle-slim": size(45, SHOWN),
  "hello-world": size(0.0024, SHOWN),
  nanoserver: size(121, SHOWN),
  "debian-curl": size(24, SHARE),
  "debian-scm": size(64.4, SHARE),
  "debian-dev": size(211, SHARE),
  "nginx-packages": size(43.9, SHARE),
  "nginx-scripts": size(0.005, SHARE),
  "alpine-nginx": size(16.8, SHARE),
  "httpd-libraries": size(4, SHARE),
  "httpd-server": size(25, SHARE),
  "redis-user": size(1, SHARE),
  "redis-server": size(16, SHARE),
  "alpine-redis": size(13.3, SHARE),
  "postgres-tools": size(14, SHARE),
  "postgres-server": size(112, SHARE),
  "postgres-scripts": size(0.01, SHARE),
  "mysql-tools": size(45, SHARE),
  "mysql-server": size(80, SHARE),
  "node-runtime": size(57, SHARE),
  "slim-node": size(50, SHARE),
  "alpine-node": size(51, SHARE),
  "python-runtime": size(27, SHARE),
  "slim-python": size(16.5, SHARE),
  "alpine-python": size(13, SHARE),
  "golang-toolchain": size(80, SHARE),
  "alpine-golang": size(79, SHARE),
  stress: size(0.6, SHARE),
});

/** A file's name for a world: lower case, without anything that a file system minds. */
export function fileName(world: string, extension: string): string {
  const plain = world
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, 60)
    .replace(/^-+|-+$/g, "");
  return `strata-${plain || "world"}.${extension}`;
}

/** Where the image build writes its progress, and where the page reads it. */
import { fileURLToPath } from "node:url";

export const PROGRESS_FILE = fileURLToPath(new URL("../.cache/images-progress.json", import.meta.url));
export const PROGRESS_URL = "/images/progress.json";

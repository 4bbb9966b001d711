/** Are the guest images there? While the server still builds them, says how far it is and looks again. */
import * as z from "zod/mini";
import { asGuestError } from "../emulator/errors";
import type { CompareContext } from "./compare-context";
import type { ImagesBuild } from "./compare-types";

/** How often to look while images are being built, in milliseconds. */
const LOOK_EVERY_MS = 1_000;

const progressSchema = z.object({
  state: z.enum(["building", "ready", "failed", "unavailable"]),
  percent: z._default(z.number(), 0),
  message: z._default(z.string(), ""),
});

/** Watches the image folder until it is complete, then calls `onReady` once. */
export class ImagesWatch {
  readonly #context: CompareContext;
  readonly #onReady: () => void;
  #looking = false;

  constructor(context: CompareContext, onReady: () => void) {
    this.#context = context;
    this.#onReady = onReady;
  }

  /** Looks now, and again for as long as a build is under way. */
  look(): void {
    if (this.#looking) return;
    this.#looking = true;
    void this.#watch().finally(() => {
      this.#looking = false;
    });
  }

  async #watch(): Promise<void> {
    const { deps, set } = this.#context;
    for (;;) {
      const build = await this.#build();
      set({ images: build });
      if (build.state === "ready") this.#onReady();
      if (build.state !== "building") return;
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
      deps.images.forget();
    }
  }

  async #build(): Promise<ImagesBuild> {
    const progress = await this.#progress();
    if (progress?.state === "building") return progress;
    try {
      await this.#context.deps.images.manifest();
      return { state: "ready", percent: 100, message: "" };
    } catch (thrown) {
      const { kind, detail } = asGuestError(thrown);
      // Anything but missing images is told by the host guest's own attempt to load them.
      if (kind !== "images-missing") return { state: "ready", percent: 100, message: detail };
      return progress ?? { state: "unavailable", percent: 0, message: detail };
    }
  }

  /** What the server says of a build, or null when it says nothing: then nobody is building. */
  async #progress(): Promise<ImagesBuild | null> {
    try {
      const response = await fetch(this.#context.deps.imagesProgressUrl, { cache: "no-store" });
      if (!response.ok) return null;
      const parsed = progressSchema.safeParse(await response.json());
      return parsed.success ? parsed.data : null;
    } catch {
      return null;
    }
  }
}

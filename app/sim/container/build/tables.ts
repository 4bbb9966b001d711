/** Builds: what was asked for, how far they are, and what is kept so that a step need not be done again. */
import type { Call } from "../../core/events";
import { defineTable, type Row } from "../../core/table";
import type { Step } from "../../core/work";
import type { LayerContent } from "../images/content";
import type { ImageSpec } from "../images/store";

/** A file of the build context, as the client sends it. */
export interface ContextFile {
  /** From the context's root: `src/app.js`. */
  readonly path: string;
  readonly content?: string | undefined;
  /** Bytes, where the content does not matter. */
  readonly size?: number | undefined;
  readonly mode?: number | undefined;
  /** Modelled program that it holds, if it is an executable. */
  readonly exec?: string | undefined;
}

/** What is asked of a builder. */
export interface BuildSpec {
  /** Text of the Dockerfile. */
  readonly dockerfile: string;
  readonly context: readonly ContextFile[];
  /** Name of the image to be; `null` for none. */
  readonly tag: string | null;
  /** Stage to stop at; empty for the last one. */
  readonly target: string;
  readonly args: Readonly<Record<string, string>>;
  readonly noCache: boolean;
}

/** A step as it will go. */
export interface PlannedStep {
  readonly label: string;
  readonly instruction: string;
  readonly line: number;
  readonly state: "done" | "cached" | "failed";
  /** Digest of everything that it depends on; empty for one that is not cached. */
  readonly key: string;
  readonly layer: LayerContent | null;
  readonly work: readonly Step[];
  readonly output: readonly string[];
  /** The builder's complaint; empty if it goes well. */
  readonly error: string;
}

/** A build as it will go: until its end, or to the step that fails. */
export interface Plan {
  readonly steps: readonly PlannedStep[];
  /** `null` if a step fails. */
  readonly image: ImageSpec | null;
}

export interface Build extends Row {
  readonly engine: number;
  /** Layer under which its phases are on record, e.g. `laptop/engine/build`. */
  readonly layer: string;
  /** Forgotten once it is planned. */
  readonly spec: BuildSpec | null;
  /** While it is at work. */
  readonly plan: Plan | null;
  /** Familiar name of the image to be; `null` for none. */
  readonly tag: string | null;
  readonly state: "pulling" | "building" | "complete" | "failed" | "cancelled";
  /** Why it failed, in the builder's words; empty otherwise. */
  readonly error: string;
  /** Line of the Dockerfile at which it failed, from 1; 0 for none. */
  readonly errorLine: number;
  readonly work: number | null;
  /** Row number of the image that came of it. */
  readonly image: number | null;
  /** Virtual ms. */
  readonly startedAt: number;
  readonly endedAt: number | null;
  /** Made when it is complete or has failed; not if it is cancelled. */
  readonly done: Call | null;
}

export const builds = defineTable<Build>()("build", {
  engine: (row) => row.engine,
  /** Those at work. */
  active: (row) => (row.state === "pulling" || row.state === "building" ? row.engine : undefined),
});

/** An instruction of a build. They are there once its base images are. */
export interface BuildStep extends Row {
  readonly build: number;
  /** As the builder numbers it, `[build 2/4]`; empty for an instruction that only changes settings. */
  readonly label: string;
  /** The instruction with its variables put in. */
  readonly instruction: string;
  /** Line of the Dockerfile, from 1. */
  readonly line: number;
  readonly state: "waiting" | "done" | "cached" | "failed";
  /** Virtual ms that it took; `null` until the build has ended. */
  readonly ms: number | null;
  /** Digest of the layer that it made; empty for none. */
  readonly digest: string;
  readonly bytes: number;
  /** Lines that its commands printed. */
  readonly output: readonly string[];
}

export const buildSteps = defineTable<BuildStep>()("build-step", { build: (row) => row.build });

/** A step that need not be done again: what it depended on, and the layer that came of it. */
export interface CachedStep extends Row {
  readonly engine: number;
  /** Digest of everything that the step depends on. */
  readonly key: string;
  /** Row number of the layer; `null` where nothing changed. */
  readonly layer: number | null;
}

export const cachedSteps = defineTable<CachedStep>()("cached-step", {
  engine: (row) => row.engine,
  /** By `${engine}:${key}`. */
  key: (row) => `${row.engine}:${row.key}`,
});

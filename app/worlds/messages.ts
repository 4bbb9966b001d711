/** What the page and the worker of worlds send each other. Types only: both sides share them. */
import type { ViewPatch, Worlds, WorldView } from "./protocol";

/** An answer as it crosses: of a view only what changed since the last one of that slot. */
type Sent<T> = T extends WorldView
  ? ViewPatch
  : T extends { readonly ok: true; readonly value: WorldView }
    ? { readonly ok: true; readonly value: ViewPatch }
    : T extends { readonly view: WorldView }
      ? Omit<T, "view"> & { readonly view: ViewPatch }
      : T;

/** The calls that cross to the worker: those of `Worlds`, answered at once. */
export type HostCalls = {
  [M in Exclude<keyof Worlds, "dispose">]: (
    ...args: Parameters<Worlds[M]>
  ) => Sent<Awaited<ReturnType<Worlds[M]>>>;
};

export type Method = keyof HostCalls;

/** A call with its number. */
export type Request = {
  [M in Method]: { readonly id: number; readonly method: M; readonly args: Parameters<HostCalls[M]> };
}[Method];

/** The answer to the request of the same number; a fault is one of the program and ends the worker. */
export type Reply =
  | { readonly id: number; readonly value: ReturnType<HostCalls[Method]> }
  | { readonly id: number; readonly fault: string };

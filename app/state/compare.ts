/** The comparison page's store: one state, and the actions that a person has. */
import { createStore, type StoreApi } from "zustand/vanilla";
import type { CompareContext, CompareDeps } from "./compare-context";
import type { CompareActions, CompareState } from "./compare-types";
import { Containers } from "./containers";
import { Feeds } from "./feed";
import { Host, initialHost } from "./host";
import { ImagesWatch } from "./images-watch";
import { offVm, Vms } from "./vms";

/** Most virtual machines at once: each takes its whole memory and a core of the person's computer. */
export const MOST_VMS = 3;

/** Most containers at once. */
export const MOST_CONTAINERS = 10;

/** The store, its actions, and `begin`, which brings up the host guest in the background. */
export type CompareStore = StoreApi<CompareState> & { actions: CompareActions; begin(): void };

/** Makes the store. Nothing is loaded before `begin` or the first action. */
export function createCompareStore(deps: CompareDeps): CompareStore {
  const store = createStore<CompareState>()(() => ({
    profile: "pc",
    vmCount: 1,
    containerCount: 1,
    images: { state: "unknown", percent: 0, message: "" },
    vms: [offVm("vm1", "pc")],
    host: initialHost,
    containers: [],
    runs: [],
  }));
  const context: CompareContext = {
    deps,
    feeds: new Feeds(),
    get: store.getState,
    set: (change) => store.setState(change),
    addRun: (run) => {
      const { runs } = store.getState();
      store.setState({ runs: [...runs, { ...run, n: runs.length + 1 }] });
    },
  };
  const host = new Host(context);
  const vms = new Vms(context);
  const containers = new Containers(context, host);
  const images = new ImagesWatch(context, () => host.start());

  const actions: CompareActions = {
    chooseProfile(profile) {
      context.set({ profile });
      vms.layOut();
    },
    chooseVmCount(count) {
      context.set({ vmCount: within(count, MOST_VMS) });
      vms.layOut();
    },
    chooseContainerCount(count) {
      context.set({ containerCount: within(count, MOST_CONTAINERS) });
    },
    startBoth() {
      vms.powerOn();
      containers.run();
    },
    powerOn: () => vms.powerOn(),
    powerOff: () => vms.powerOff(),
    runContainers: () => containers.run(),
    stopContainers: () => containers.stop(),
    retryHost: () => host.start(),
    retryImages: () => images.look(),
    type(terminal, text) {
      (terminal === "host" ? host.guest : vms.guest(terminal))?.send(text).catch(() => {});
    },
    resize(terminal, columns, rows) {
      if (terminal === "host") host.resize(columns, rows);
      else vms.resize(terminal, columns, rows);
    },
    listen: (terminal, listener) => context.feeds.listen(terminal, listener),
  };
  return Object.assign(store, { actions, begin: () => deps.whenIdle(() => images.look()) });
}

function within(count: number, most: number): number {
  return Math.min(most, Math.max(1, Math.round(count) || 1));
}

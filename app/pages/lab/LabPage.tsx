import { useState } from "react";
import { useStore } from "zustand";
import { usePage } from "../shell/use-page";
import { LabAnnouncer } from "./LabAnnouncer";
import { NarrowLayout } from "./NarrowLayout";
import { ToastLine } from "./side/ToastLine";
import { Toolbar } from "./Toolbar";
import { useRoom } from "./use-room";
import { useShortcuts } from "./use-shortcuts";
import { createViewStore, ViewProvider } from "./view";
import { WideLayout } from "./WideLayout";
import "./lab.css";

const TITLE = "Laboratory · Strata";

/** The laboratory: worlds of layers to build, to break and to compare. */
export function LabPage() {
  const [view] = useState(createViewStore);
  const saves = useStore(view, (state) => state.saves);
  const room = useRoom();
  useShortcuts();
  usePage(TITLE);
  return (
    <ViewProvider value={view}>
      <main className="lab" data-narrow={room === "narrow"}>
        <h1 className="unseen">Laboratory</h1>
        <Toolbar room={room} />
        {room === "narrow" ? <NarrowLayout /> : <WideLayout />}
        {!saves && <ToastLine />}
        <LabAnnouncer />
      </main>
    </ViewProvider>
  );
}

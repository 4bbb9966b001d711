/** The parts of an inspection that open and close. What was open stays open from layer to layer. */
import { useState } from "react";
import type { Inspection } from "../../../../state/lab/lab-types";
import { Disclosure } from "../../../../ui/Disclosure";
import { formatCount, formatTime } from "../../../../ui/format";
import { useLab } from "../../context";
import { currentWorld } from "../current-world";
import { namespaceNote } from "../namespace-note";
import { segmentsOf, totalOf } from "../phase-bar";
import { Cgroup } from "./Cgroup";
import { History } from "./History";
import { ImageLayers } from "./ImageLayers";
import { LastStart } from "./LastStart";
import { LayerLinks } from "./LayerLinks";
import { Namespaces } from "./Namespaces";
import { Processes } from "./Processes";

/** Parts that have nothing in them are left out. */
export function LayerDetails({ inspection }: { inspection: Inspection }) {
  const now = useLab((state) => currentWorld(state)?.head.at ?? 0);
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set(["Last start"]));
  const { carries, processes, processCount, namespaces, cgroup, imageLayers, history } = inspection;
  const segments = segmentsOf(inspection.phases, now);
  const working = segments.some(({ current }) => current);
  const count = (length: number) => formatCount(length);
  const part = (title: string) => ({
    title,
    open: open.has(title),
    onToggle: (opens: boolean) => {
      const next = new Set(open);
      if (opens) next.add(title);
      else next.delete(title);
      setOpen(next);
    },
  });
  return (
    <div className="details">
      {segments.length > 0 && (
        <Disclosure
          {...part("Last start")}
          note={`${formatTime(totalOf(segments))}${working ? " so far" : ""}`}
        >
          <LastStart segments={segments} />
        </Disclosure>
      )}
      {carries.length > 0 && (
        <Disclosure {...part("Carries")} note={count(carries.length)}>
          <LayerLinks name="Carries" layers={carries} most={50} />
        </Disclosure>
      )}
      {processCount > 0 && (
        <Disclosure {...part("Processes")} note={count(processCount)}>
          <Processes processes={processes} processCount={processCount} />
        </Disclosure>
      )}
      {namespaces.length > 0 && (
        <Disclosure {...part("Namespaces")} note={namespaceNote(namespaces)}>
          <Namespaces namespaces={namespaces} />
        </Disclosure>
      )}
      {cgroup && (
        <Disclosure {...part("Cgroup")}>
          <Cgroup cgroup={cgroup} />
        </Disclosure>
      )}
      {imageLayers.length > 0 && (
        <Disclosure {...part("Image layers")} note={count(imageLayers.length)}>
          <ImageLayers imageLayers={imageLayers} />
        </Disclosure>
      )}
      {history.length > 0 && (
        <Disclosure {...part("History")} note={count(history.length)}>
          <History history={history} />
        </Disclosure>
      )}
    </div>
  );
}

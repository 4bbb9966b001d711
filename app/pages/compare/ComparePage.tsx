import { usePage } from "../shell/use-page";
import { Announcer } from "./Announcer";
import { ContainerPane } from "./ContainerPane";
import { Controls } from "./Controls";
import { ImagesNotice } from "./ImagesNotice";
import { KernelTable } from "./KernelTable";
import { ResultLine } from "./ResultLine";
import { RunsTable } from "./RunsTable";
import { VmPane } from "./VmPane";
import "./compare.css";

/** The comparison: a machine boots beside a container, and both are measured. */
export function ComparePage() {
  usePage("Strata: virtual machines and containers, measured");
  return (
    <main className="compare">
      <div className="compare-first">
        <div className="compare-top">
          <h1>Why does a virtual machine take longer than a container?</h1>
          <Controls />
        </div>
        <ImagesNotice />
        <div className="panes">
          <VmPane />
          <ContainerPane />
        </div>
        <ResultLine />
      </div>
      <KernelTable />
      <RunsTable />
      <Announcer />
    </main>
  );
}

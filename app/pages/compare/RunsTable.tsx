import type { Run } from "../../state/compare-types";
import { Button } from "../../ui/Button";
import { formatMs, formatPartMs } from "../../ui/format";
import { OriginMark } from "../../ui/OriginMark";
import { ScrollBox } from "../../ui/ScrollBox";
import { saveFile } from "../../ui/save-file";
import { useCompare } from "./context";
import { toCsv } from "./csv";
import { runPhases } from "./run-phases";

const HOW = "every time in this table was taken by this browser’s clock, in this tab, during this visit.";

/** All starts of this visit, with their phases, and a way to take them along. */
export function RunsTable() {
  const runs = useCompare((state) => state.runs);
  return (
    <section className="panel" aria-labelledby="runs-title">
      <div className="panel-head">
        <h2 id="runs-title">Runs of this visit</h2>
        {runs.length > 0 && <OriginMark origin="measured" how={HOW} spelled />}
        <span className="panel-space" />
        <Button
          onPress={() => saveFile("strata-runs.csv", "text/csv;charset=utf-8", toCsv(runs))}
          unavailable={runs.length === 0}
        >
          Export CSV
        </Button>
      </div>
      {runs.length === 0 ? (
        <p className="panel-empty">
          Nothing has been measured yet. Each start adds a row: try another boot profile, or several
          containers at once, and compare.
        </p>
      ) : (
        <ScrollBox name="Runs">
          <table className="table">
            <caption className="unseen">Measured starts, oldest first</caption>
            <thead>
              <tr>
                <th scope="col">Run</th>
                <th scope="col">Started</th>
                <th scope="col">Name</th>
                <th scope="col" className="table-number">
                  Together
                </th>
                <th scope="col">Until</th>
                <th scope="col" className="table-number">
                  Time
                </th>
                <th scope="col">Phases</th>
              </tr>
            </thead>
            <tbody>
              {runs.map((run) => (
                <RunRow key={run.n} run={run} />
              ))}
            </tbody>
          </table>
        </ScrollBox>
      )}
    </section>
  );
}

function RunRow({ run }: { run: Run }) {
  return (
    <tr>
      <th scope="row" className="number">
        {run.n}
      </th>
      <td>
        {run.kind === "vm" ? "virtual machine" : "container"} · {run.what}
      </td>
      <td className="mono">{run.name}</td>
      <td className="table-number">{run.together}</td>
      <td>{run.until === "prompt" ? "its prompt" : "its app’s exec"}</td>
      <td className="table-number table-strong">{formatMs(run.ms)}</td>
      <td className="number table-phases">
        {[...runPhases(run)].map(([phase, ms]) => `${phase} ${formatPartMs(ms)}`).join(" · ")}
      </td>
    </tr>
  );
}

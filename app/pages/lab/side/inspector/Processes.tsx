/** Processes of a layer, as they see each other and as the kernel's first namespace sees them. */
import type { Inspection } from "../../../../state/lab/lab-types";
import { formatBytes, formatCount } from "../../../../ui/format";
import { ScrollBox } from "../../../../ui/ScrollBox";

/** At most those that the inspection brought; the rest are counted. */
export function Processes({ processes, processCount }: Pick<Inspection, "processes" | "processCount">) {
  return (
    <>
      <ScrollBox name="Processes">
        <table className="side-table">
          <thead>
            <tr>
              <th scope="col" className="side-number">
                Pid
              </th>
              <th scope="col" className="side-number">
                On host
              </th>
              <th scope="col">Process</th>
              <th scope="col" className="side-number">
                Memory
              </th>
            </tr>
          </thead>
          <tbody>
            {processes.map((each) => (
              <tr key={each.hostPid}>
                <td className="side-number">{each.pid}</td>
                <td className="side-number">{each.hostPid}</td>
                <th scope="row" className="side-name">
                  <span className="mono">{each.name}</span>
                  <span className="side-sub">
                    {each.user}, {each.state}
                  </span>
                </th>
                <td className="side-number">{formatBytes(each.memoryBytes)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollBox>
      {processCount > processes.length && (
        <p className="side-note number">
          The first {formatCount(processes.length)} of {formatCount(processCount)}.
        </p>
      )}
    </>
  );
}

/** The control group of a layer, as the kernel shows it. */
import type { Inspection } from "../../../../state/lab/lab-types";

/** Its path and its files. */
export function Cgroup({ cgroup }: { cgroup: NonNullable<Inspection["cgroup"]> }) {
  return (
    <>
      <p className="side-path mono">{cgroup.path}</p>
      <table className="side-table">
        <thead>
          <tr>
            <th scope="col">File</th>
            <th scope="col" className="side-number">
              Content
            </th>
          </tr>
        </thead>
        <tbody>
          {cgroup.files.map(({ name, text }) => (
            <tr key={name}>
              <th scope="row" className="mono">
                {name}
              </th>
              <td className="side-number side-content mono">{text}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

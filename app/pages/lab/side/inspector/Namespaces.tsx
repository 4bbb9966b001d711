/** Namespaces that a layer's processes see through. */
import type { Inspection } from "../../../../state/lab/lab-types";

const MEANINGS: Readonly<Record<string, string>> = {
  pid: "processes",
  mnt: "mounts and files",
  net: "network",
  uts: "host name",
  ipc: "shared memory, queues",
  user: "users and rights",
  cgroup: "control groups",
};

/** Which are its own, and which are the kernel’s first ones: what is in those is shared with everything on that kernel. */
export function Namespaces({ namespaces }: Pick<Inspection, "namespaces">) {
  return (
    <table className="side-table">
      <thead>
        <tr>
          <th scope="col">Namespace</th>
          <th scope="col">Whose</th>
          <th scope="col" className="side-number">
            Inode
          </th>
        </tr>
      </thead>
      <tbody>
        {namespaces.map(({ kind, inode, shared }) => (
          <tr key={kind}>
            <th scope="row" className="side-name">
              <span className="mono">{kind}</span>
              <span className="side-sub">{MEANINGS[kind]}</span>
            </th>
            <td>{shared ? "the kernel’s first" : <strong>its own</strong>}</td>
            <td className="side-number mono">{inode}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

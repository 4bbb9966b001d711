import type { KernelIdentity } from "../../state/compare-types";
import { OriginMark } from "../../ui/OriginMark";
import { ScrollBox } from "../../ui/ScrollBox";
import { useCompare } from "./context";

const HOW = "each system answered for itself: uname -n, uname -r and /proc/sys/kernel/random/boot_id.";

interface Row {
  name: string;
  kernel: KernelIdentity | null;
  verdict: string;
}

/** Whose kernel is whose: what each system says about itself. */
export function KernelTable() {
  const vms = useCompare((state) => state.vms);
  const containers = useCompare((state) => state.containers);
  const host = useCompare((state) => state.host);
  const verdict = (kernel: KernelIdentity | null, own: string) => {
    if (!kernel || !host.kernel) return "not known yet";
    return kernel.bootId === host.kernel.bootId ? "its host’s kernel: same boot id" : own;
  };
  const rows: Row[] = [
    ...vms.map(({ label, kernel }) => ({
      name: vms.length > 1 ? label : "Virtual machine",
      kernel,
      verdict: verdict(kernel, "a kernel of its own"),
    })),
    {
      name: "Host of the containers",
      kernel: host.kernel,
      verdict: host.kernel ? "a kernel of its own" : "not known yet",
    },
    ...containers.map(({ name, kernel }) => ({
      name: `Container ${name}`,
      kernel,
      verdict: verdict(kernel, "another kernel, which should not be"),
    })),
  ];
  const known = rows.filter(({ kernel }) => kernel !== null);
  return (
    <section className="panel" aria-labelledby="kernels-title">
      <div className="panel-head">
        <h2 id="kernels-title">Whose kernel is it</h2>
        {known.length > 0 && <OriginMark origin="measured" how={HOW} spelled opens="end" />}
      </div>
      {known.length === 0 ? (
        <p className="panel-empty">
          Every kernel draws a random boot id when it starts. Start something, and compare the ids here:
          systems with the same id run on the same kernel.
        </p>
      ) : (
        <ScrollBox name="Kernels">
          <table className="table">
            <caption className="unseen">Kernels as each system reports them</caption>
            <thead>
              <tr>
                <th scope="col">System</th>
                <th scope="col">Hostname</th>
                <th scope="col">Kernel</th>
                <th scope="col">Boot id</th>
                <th scope="col">So it is</th>
              </tr>
            </thead>
            <tbody>
              {known.map(({ name, kernel, verdict: words }) => (
                <tr key={name}>
                  <th scope="row">{name}</th>
                  <td className="mono">{kernel?.hostname}</td>
                  <td className="mono">{kernel?.release}</td>
                  <td className="mono">{kernel?.bootId}</td>
                  <td>{words}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollBox>
      )}
    </section>
  );
}

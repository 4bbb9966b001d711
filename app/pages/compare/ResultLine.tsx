import { formatBytes, formatMs, formatRatio } from "../../ui/format";
import { OriginMark } from "../../ui/OriginMark";
import { useCompare } from "./context";
import {
  beforeResult,
  type Comparison,
  compare,
  containerKernelWords,
  kernelCountWords,
  kernelWords,
  memoryWords,
  vmKernelWords,
} from "./result";
import "./result.css";

const HOW_TIME = "both times were taken by this browser’s clock, on the same emulated processor.";
const HOW_MEMORY =
  "the virtual machine’s is what it was granted, less what its kernel reports as free; the container’s is what its cgroup is charged for.";
const HOW_KERNEL = "each system was asked for its own uname -r and /proc/sys/kernel/random/boot_id.";

/** The outcome, once both sides are up; until then, what to do. */
export function ResultLine() {
  const vms = useCompare((state) => state.vms);
  const containers = useCompare((state) => state.containers);
  const host = useCompare((state) => state.host);
  const images = useCompare((state) => state.images);
  const result = compare({ vms, containers, host });
  return (
    <section className="result" aria-label="Result">
      {result ? (
        <Figures result={result} />
      ) : (
        <p className="result-empty">{beforeResult({ vms, containers, images })}</p>
      )}
    </section>
  );
}

function Figures({ result }: { result: Comparison }) {
  const { vmMs, containerMs, ratio, vmMemory, containerMemory, vmKernel, containerKernel } = result;
  return (
    <>
      <div className="result-cell">
        <p className="result-main number">
          <strong>{formatRatio(ratio)}</strong> longer <OriginMark origin="measured" how={HOW_TIME} />
        </p>
        <p className="result-sub number">
          {formatMs(vmMs)} against {formatMs(containerMs)}
        </p>
      </div>
      <div className="result-cell">
        {vmMemory && containerMemory ? (
          <>
            <p className="result-main number">
              <strong>{formatBytes(vmMemory.usedBytes)}</strong> against{" "}
              <strong>{formatBytes(containerMemory.usedBytes)}</strong>{" "}
              <OriginMark origin="measured" how={HOW_MEMORY} />
            </p>
            <p className="result-sub number">
              {memoryWords(vmMemory)}, against {memoryWords(containerMemory)}
            </p>
          </>
        ) : (
          <p className="result-sub">Memory is being asked for.</p>
        )}
      </div>
      <div className="result-cell">
        <p className="result-main">
          {kernelCountWords(result.vmCount, result.containerCount)}{" "}
          <OriginMark origin="measured" how={HOW_KERNEL} opens="end" />
        </p>
        <p className="result-sub">
          {vmKernel && containerKernel
            ? `${kernelWords(vmKernel)} against ${kernelWords(containerKernel)}: `
            : ""}
          {containerKernelWords(result)}; {vmKernelWords(result)}
        </p>
      </div>
    </>
  );
}

import { useMemo, useState } from "react";
import type { VmView } from "../../state/compare-types";
import { Button } from "../../ui/Button";
import { ErrorCard } from "../../ui/ErrorCard";
import { StackView } from "../../ui/stack/StackView";
import { Tabs } from "../../ui/Tabs";
import { TerminalGroup } from "../../ui/TerminalGroup";
import { canPowerOff, canPowerOn } from "./availability";
import { vmsShown } from "./blanks";
import { readClock } from "./clock-model";
import { useCompare, useCompareActions } from "./context";
import { PaneHead } from "./PaneHead";
import { PhaseStrip } from "./PhaseStrip";
import { BOOT_PHASES } from "./phases";
import { StoreTerminal } from "./StoreTerminal";
import { stripOf } from "./strip-model";
import { vmPicture } from "./vm-picture";
import { vmsWords } from "./words";

const HOW =
  "from power-on, which makes the machine, to its shell's first prompt, by this browser's clock. Loading the files is not counted.";

/** The left pane: one to three machines that boot from nothing. */
export function VmPane() {
  const vms = useCompare((state) => state.vms);
  const vmCount = useCompare((state) => state.vmCount);
  const profile = useCompare((state) => state.profile);
  const images = useCompare((state) => state.images);
  const actions = useCompareActions();
  const [wanted, setWanted] = useState("");
  const shown = useMemo(() => vmsShown({ vms, vmCount, profile }), [vms, vmCount, profile]);
  const picture = useMemo(() => vmPicture(shown), [shown]);
  const chosen = shown.find(({ id }) => id === wanted) ?? shown[0];
  const failed = shown.find(({ error }) => error !== null);
  return (
    <section className="pane" aria-label="Virtual machine">
      <PaneHead
        title="Virtual machine"
        words={vmsWords(shown, images)}
        clockName="Virtual machine time to prompt"
        reading={readClock(shown.map(({ clockFrom, promptMs }) => ({ clockFrom, ms: promptMs })))}
        how={HOW}
        clockNote={shown.length > 1 ? `slowest of ${shown.length}` : ""}
        download={shown.find(({ status }) => status === "loading")?.download ?? null}
      >
        <Button onPress={actions.powerOn} unavailable={!canPowerOn({ images, vms })}>
          Power on
        </Button>
        <Button onPress={actions.powerOff} unavailable={!canPowerOff({ vms })}>
          Power off
        </Button>
      </PaneHead>
      <div className="pane-stack">
        <StackView name="Virtual machine stack" picture={picture} />
      </div>
      <VmStrip vm={chosen} several={shown.length > 1} />
      <div className="pane-console">
        {failed?.error && <ErrorCard {...failed.error} retryLabel="Boot again" onRetry={actions.powerOn} />}
        <TerminalGroup
          name="Virtual machine terminal"
          title={<Title vms={shown} chosen={chosen} onChoose={setWanted} />}
        >
          {(hintId) =>
            vms.length === 0 ? (
              <div className="terminal-panel">
                <Empty status="off" />
              </div>
            ) : (
              vms.map((vm) => (
                <StoreTerminal
                  key={vm.id}
                  terminal={vm.id}
                  inputName={`${vm.label} terminal input`}
                  hintId={hintId}
                  hidden={vm.id !== chosen?.id}
                  panelId={`vm-console-${vm.id}`}
                >
                  <Empty status={vm.status} />
                </StoreTerminal>
              ))
            )
          }
        </TerminalGroup>
      </div>
    </section>
  );
}

function Empty({ status }: { status: VmView["status"] }) {
  return (
    <p className="terminal-empty">
      {status === "loading" || status === "booting"
        ? "The kernel’s first lines will appear here."
        : "The machine’s console. Power on, and watch its kernel boot here."}
    </p>
  );
}

function Title(props: { vms: readonly VmView[]; chosen: VmView | undefined; onChoose(id: string): void }) {
  const { vms, chosen, onChoose } = props;
  if (vms.length < 2) return <>Serial console</>;
  return (
    <Tabs name="Consoles" tabs={vms} chosen={chosen?.id ?? ""} onChoose={onChoose} panelPrefix="vm-console" />
  );
}

function VmStrip({ vm, several }: { vm: VmView | undefined; several: boolean }) {
  if (!vm) return null;
  const { phases, clockFrom, label } = vm;
  return (
    <PhaseStrip
      name={several ? `Phases of the boot of ${label}` : "Phases of the boot"}
      whose={several ? label : ""}
      strip={stripOf(BOOT_PHASES, phases)}
      currentFrom={clockFrom !== null && phases.current ? clockFrom + phases.current.startMs : null}
    />
  );
}

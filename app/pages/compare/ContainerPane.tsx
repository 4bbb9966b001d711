import { useMemo } from "react";
import type { ContainerView } from "../../state/compare-types";
import { Button } from "../../ui/Button";
import { ErrorCard } from "../../ui/ErrorCard";
import { StackView } from "../../ui/stack/StackView";
import { TerminalGroup } from "../../ui/TerminalGroup";
import { canRun, canStop } from "./availability";
import { containersShown } from "./blanks";
import { readClock } from "./clock-model";
import { containerPicture } from "./container-picture";
import { useCompare, useCompareActions } from "./context";
import { PaneHead } from "./PaneHead";
import { PhaseStrip } from "./PhaseStrip";
import { CONTAINER_PHASES } from "./phases";
import { StoreTerminal } from "./StoreTerminal";
import { stripOf } from "./strip-model";
import { containersWords } from "./words";

const HOW =
  "from the Enter key of box run, in a host that is already up, to the container’s first prompt, by this browser’s clock.";

/** The right pane: one to ten containers on a host that is already up. */
export function ContainerPane() {
  const host = useCompare((state) => state.host);
  const containers = useCompare((state) => state.containers);
  const containerCount = useCompare((state) => state.containerCount);
  const images = useCompare((state) => state.images);
  const actions = useCompareActions();
  const shown = useMemo(() => containersShown({ containers, containerCount }), [containers, containerCount]);
  const picture = useMemo(() => containerPicture(host, shown), [host, shown]);
  const failed = shown.find(({ error }) => error !== null);
  return (
    <section className="pane" aria-label="Container">
      <PaneHead
        title="Container"
        words={containersWords(host, shown, images)}
        clockName="Container time to prompt"
        reading={readClock(shown.map(({ clockFrom, startMs }) => ({ clockFrom, ms: startMs })))}
        how={HOW}
        clockNote={shown.length > 1 ? `slowest of ${shown.length}` : ""}
        download={host.status === "loading" ? host.download : null}
      >
        <Button onPress={actions.runContainers} unavailable={!canRun({ host, containers })}>
          Run container
        </Button>
        <Button onPress={actions.stopContainers} unavailable={!canStop({ containers })}>
          Stop container
        </Button>
      </PaneHead>
      <div className="pane-stack">
        <StackView name="Container stack" picture={picture} />
        {shown.length === 1 && (
          <p className="pane-aside">
            Own view of processes, files, network and hostname. <strong>No kernel of its own.</strong>
          </p>
        )}
      </div>
      <ContainerStrip container={shown[0]} several={shown.length > 1} />
      <div className="pane-console">
        {host.error && (
          <ErrorCard {...host.error} retryLabel="Boot the host again" onRetry={actions.retryHost} />
        )}
        {failed?.error && (
          <ErrorCard {...failed.error} retryLabel="Run again" onRetry={actions.runContainers} />
        )}
        <TerminalGroup name="Container terminal" title={consoleTitle(shown)}>
          {(hintId) => (
            <StoreTerminal terminal="host" inputName="Container terminal input" hintId={hintId}>
              <p className="terminal-empty">
                The container’s console. Its host boots first, in the background, as hosts do.
              </p>
            </StoreTerminal>
          )}
        </TerminalGroup>
      </div>
    </section>
  );
}

function consoleTitle(containers: readonly ContainerView[]): string {
  const inside = containers.find(({ interactive, status }) => interactive && status === "running");
  return inside ? `Shell inside container ${inside.name}` : "Serial console of the host";
}

function ContainerStrip({ container, several }: { container: ContainerView | undefined; several: boolean }) {
  if (!container) return null;
  const { phases, clockFrom, name } = container;
  return (
    <PhaseStrip
      name={several ? `Phases of the start of ${name}` : "Phases of the start"}
      whose={several ? name : ""}
      strip={stripOf(CONTAINER_PHASES, phases)}
      currentFrom={clockFrom !== null && phases.current ? clockFrom + phases.current.startMs : null}
    />
  );
}

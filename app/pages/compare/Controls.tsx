import type { BootProfile } from "../../state/compare-types";
import { Button } from "../../ui/Button";
import { formatThings } from "../../ui/format";
import { Select } from "../../ui/Select";
import { canStartBoth } from "./availability";
import { useCompare, useCompareActions } from "./context";

const PROFILES: readonly { value: BootProfile; text: string }[] = [
  { value: "general", text: "General PC: firmware + Debian’s stock kernel" },
  { value: "pc", text: "PC: firmware + our small kernel" },
  { value: "microvm", text: "MicroVM: no firmware, direct boot" },
];

const choices = (most: number, noun: string) =>
  Array.from({ length: most }, (_, index) => ({
    value: String(index + 1),
    text: formatThings(index + 1, noun),
  }));

const VM_CHOICES = choices(3, "VM");
const CONTAINER_CHOICES = choices(10, "container");

/** What to start, and the button that starts it. */
export function Controls() {
  const profile = useCompare((state) => state.profile);
  const vmCount = useCompare((state) => state.vmCount);
  const containerCount = useCompare((state) => state.containerCount);
  const startable = useCompare(canStartBoth);
  const actions = useCompareActions();
  return (
    <div className="controls">
      <Button kind="primary" onPress={actions.startBoth} unavailable={!startable}>
        Start both
      </Button>
      <Select
        name="Boot profile"
        caption="Boot profile"
        value={profile}
        options={PROFILES}
        onChoose={actions.chooseProfile}
      />
      <fieldset className="controls-count">
        <legend className="unseen">How many</legend>
        <Select
          name="How many virtual machines"
          caption="How many"
          value={String(vmCount)}
          options={VM_CHOICES}
          onChoose={(count) => actions.chooseVmCount(Number(count))}
        />
        <Select
          name="How many containers"
          value={String(containerCount)}
          options={CONTAINER_CHOICES}
          onChoose={(count) => actions.chooseContainerCount(Number(count))}
        />
      </fieldset>
    </div>
  );
}

import type { Speed } from "../../state/lab/lab-types";
import { Button } from "../../ui/Button";
import { Select } from "../../ui/Select";
import { useLab, useLabActions } from "./context";
import { Timeline } from "./Timeline";
import "./transport.css";

const SPEEDS: readonly { value: `${Speed}`; text: string; speed: Speed }[] = [
  { value: "0.01", text: "1/100 ×", speed: 0.01 },
  { value: "0.1", text: "1/10 ×", speed: 0.1 },
  { value: "1", text: "1 ×", speed: 1 },
  { value: "10", text: "10 ×", speed: 10 },
  { value: "100", text: "100 ×", speed: 100 },
];

/** Lets time pass: by itself, by a step, or until everything is up. */
export function Transport() {
  const playing = useLab((state) => state.playing);
  const speed = useLab((state) => state.speed);
  const ready = useLab((state) => state.left !== null);
  const { play, pause, step, settle, chooseSpeed } = useLabActions();
  const choose = (chosen: string) => {
    const found = SPEEDS.find(({ value }) => value === chosen);
    if (found) chooseSpeed(found.speed);
  };
  return (
    <section className="transport" aria-label="Time">
      <div className="transport-buttons">
        <Button kind="primary" onPress={playing ? pause : play} unavailable={!ready}>
          <span className="transport-play">
            <svg viewBox="0 0 16 16" aria-hidden="true">
              {playing ? <path d="M4 3h3v10H4zM9 3h3v10H9z" /> : <path d="M4 2.5v11l9-5.5z" />}
            </svg>
            {playing ? "Pause" : "Play"}
          </span>
        </Button>
        <Button onPress={step} unavailable={!ready}>
          Step
        </Button>
        <Button onPress={settle} unavailable={!ready}>
          Until all is up
        </Button>
        <Select name="Speed" caption="Speed" value={`${speed}`} options={SPEEDS} onChoose={choose} />
      </div>
      <Timeline />
    </section>
  );
}

import type { LabState, Slot } from "../../state/lab/lab-types";
import { Announcer } from "../../ui/stack/Announcer";
import { useLab } from "./context";

/** Says to screen readers what happens in the worlds, also what follows at once from something done by hand. */
export function LabAnnouncer() {
  return (
    <>
      <OneWorld slot="left" />
      <OneWorld slot="right" whose="Second stack" />
    </>
  );
}

function OneWorld({ slot, whose }: { slot: Slot; whose?: string }) {
  const layers = useLab((state) => state[slot]?.layers);
  const scene = useLab((state) => sceneOf(state[slot]));
  if (!layers) return null;
  return <Announcer layers={layers} scene={scene} act="" {...(whose === undefined ? {} : { whose })} />;
}

/** Changes with the world, and while somebody looks back with each moment: that is not something that happens. */
function sceneOf(view: LabState["left"]): string {
  if (!view) return "";
  const { name, at, now } = view.head;
  return at < now ? `${name} at ${at}` : name;
}

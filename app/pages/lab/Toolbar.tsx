import { useState } from "react";
import { Button } from "../../ui/Button";
import { FindBox } from "./FindBox";
import { HistoryButtons } from "./HistoryButtons";
import { ScenarioSelect } from "./ScenarioSelect";
import { SideBySide } from "./SideBySide";
import { ExportMenu } from "./side/ExportMenu";
import { SavesDialog } from "./side/SavesDialog";
import { ShareButton } from "./side/ShareButton";
import type { Room } from "./use-room";
import { SizeSelect, TableSwitch } from "./ViewSwitches";
import { useViewStore } from "./view";
import "./toolbar.css";

/**
 * Which world, how it is looked at, and what is done with it as a whole. In smaller windows the less usual tools come
 * below the others when asked for: the button that brings them stays where it is.
 */
export function Toolbar({ room }: { room: Room }) {
  const [more, setMore] = useState(false);
  const short = room !== "wide";
  return (
    <div className="lab-toolbar" data-room={room}>
      <ScenarioSelect />
      {!short && <LookTools />}
      <div className="lab-toolbar-end">
        <HistoryButtons />
        <ShareButton />
        {short ? (
          <Button onPress={() => setMore(!more)} pressed={more}>
            More
          </Button>
        ) : (
          <KeepTools />
        )}
      </div>
      {short && more && (
        <div className="lab-toolbar-more">
          <LookTools />
          <KeepTools />
        </div>
      )}
    </div>
  );
}

function LookTools() {
  return (
    <>
      <SizeSelect />
      <TableSwitch />
      <SideBySide />
      <FindBox />
    </>
  );
}

function KeepTools() {
  const { pictures } = useViewStore();
  return (
    <>
      <SavesDialog />
      <ExportMenu svg={(slot) => pictures.handle(slot)?.svg ?? null} />
    </>
  );
}

import { useState } from "react";
import { Group, Panel, Separator, useDefaultLayout } from "react-resizable-panels";
import { Centre } from "./Centre";
import { CollapsiblePanel } from "./CollapsiblePanel";
import { beginning, layoutStorage } from "./lab-layout";
import { Palette } from "./Palette";
import { PartTabs } from "./PartTabs";
import { LAYER_PARTS, useChosenPart } from "./parts";
import { CommandDrawer } from "./side/CommandDrawer";
import { Transport } from "./Transport";
import { remPx } from "./use-room";

/** Palette, diagram and inspector beside each other, over time and the commands. */
export function WideLayout() {
  const [begin] = useState(beginningHere);
  const [part, choosePart] = useChosenPart();
  const columns = useDefaultLayout({ id: `${begin.id}.columns`, storage: layoutStorage });
  const rows = useDefaultLayout({ id: `${begin.id}.rows`, storage: layoutStorage });
  return (
    <Group className="lab-rows" orientation="vertical" {...kept(rows)}>
      <Panel id="worlds" minSize="12rem">
        <div className="lab-upper">
          <Group className="lab-columns" orientation="horizontal" {...kept(columns)}>
            <CollapsiblePanel
              id="palette"
              title="Palette"
              edge="left"
              size="12rem"
              least="10rem"
              most="22rem"
              closed={begin.paletteClosed}
            >
              <Palette />
            </CollapsiblePanel>
            <Separator className="lab-separator" aria-label="Width of the palette" />
            <Panel id="diagram" minSize="18rem">
              <Centre fills />
            </Panel>
            <Separator className="lab-separator" aria-label="Width of the inspector" />
            <CollapsiblePanel
              id="inspector"
              title="Inspector"
              edge="right"
              size="20rem"
              least="16rem"
              most="36rem"
              closed={begin.inspectorClosed}
            >
              <PartTabs name="Inspector" parts={LAYER_PARTS} chosen={part} onChoose={choosePart} />
            </CollapsiblePanel>
          </Group>
          <Transport />
        </div>
      </Panel>
      <Separator className="lab-separator" aria-label="Height of the commands" />
      <CollapsiblePanel
        id="commands"
        title="Commands"
        edge="bottom"
        size="8rem"
        least="6rem"
        most="30rem"
        closed={begin.drawerClosed}
      >
        <CommandDrawer />
      </CollapsiblePanel>
    </Group>
  );
}

function beginningHere() {
  return beginning(innerWidth, innerHeight, remPx());
}

/** What a group needs to remember its layout. */
function kept({ defaultLayout, onLayoutChanged }: ReturnType<typeof useDefaultLayout>) {
  return { defaultLayout, onLayoutChanged };
}

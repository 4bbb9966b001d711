import type { SizeMode } from "../../diagram/layout/plan";
import { Button } from "../../ui/Button";
import { Select } from "../../ui/Select";
import { useView, useViewStore } from "./view";

const SIZES: readonly { value: SizeMode; text: string }[] = [
  { value: "plain", text: "Plain" },
  { value: "memory", text: "Memory" },
  { value: "disk", text: "Disk" },
  { value: "start", text: "Start time" },
];

/** What the height of a layer means. */
export function SizeSelect() {
  const view = useViewStore();
  const size = useView((state) => state.size);
  return (
    <Select
      name="Size"
      caption="Size"
      value={size}
      options={SIZES}
      onChoose={(chosen) => view.setState({ size: chosen })}
    />
  );
}

/** The same layers as a picture or as a table: the button names the other one. */
export function TableSwitch() {
  const view = useViewStore();
  const shows = useView((state) => state.shows);
  const other = shows === "picture" ? "table" : "picture";
  return (
    <Button onPress={() => view.setState({ shows: other })}>{other === "table" ? "Table" : "Picture"}</Button>
  );
}

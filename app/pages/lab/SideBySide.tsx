import { Menu } from "../../ui/Menu";
import { useLab, useLabActions } from "./context";
import { FAILURES, FIGURES } from "./ready-made";

const COPY = "~copy";
const CLOSE = "~close";

const READY = [
  ...FIGURES.map(({ name, title }) => ({ id: name, label: title, group: "Figures" })),
  ...FAILURES.map(({ name, title }) => ({ id: name, label: title, group: "Failures" })),
];

/** Puts a second world beside the first, under the same clock. */
export function SideBySide() {
  const two = useLab((state) => state.right !== null);
  const { fork, openBeside, closeBeside } = useLabActions();
  const items = [
    ...(two ? [{ id: CLOSE, label: "Close the second world" }] : []),
    { id: COPY, label: "A copy of this world" },
    ...READY,
  ];
  const choose = (id: string) => {
    if (id === COPY) fork();
    else if (id === CLOSE) closeBeside();
    else openBeside(id);
  };
  return <Menu label="Side by side" items={items} onChoose={choose} />;
}

/** What the worlds cost: kernels, memory, disk, start times. */
import { OriginMark } from "../../../ui/OriginMark";
import { useLab } from "../context";
import { type BillCell, type BillRow, billRows } from "./bill-rows";
import "./side.css";
import "./bill.css";

/** One world: names and values. Two: beside each other, with the larger over the smaller. */
export function BillTable() {
  const { left, right } = useLab((state) => state.bills);
  const bills = [left, right].flatMap((bill) => bill ?? []);
  if (bills.length === 0) return null;
  const rows = billRows(bills);
  return (
    <div className="bill-place">
      <table className="bill" data-worlds={bills.length}>
        <caption className="bill-caption">What it takes</caption>
        {bills.length > 1 ? <TwoWorlds rows={rows} /> : <OneWorld rows={rows} />}
      </table>
    </div>
  );
}

function OneWorld({ rows }: { rows: readonly BillRow[] }) {
  return (
    <tbody>
      {rows.map(({ name, how, cells }) => (
        <tr key={name}>
          <th scope="row">{name}</th>
          <td>{cells[0] && <Amount cell={cells[0]} name={name} how={how} />}</td>
        </tr>
      ))}
    </tbody>
  );
}

function TwoWorlds({ rows }: { rows: readonly BillRow[] }) {
  return (
    <>
      <thead>
        <tr>
          <th scope="col">Left</th>
          <th scope="col">Right</th>
          <th scope="col" className="bill-ratio">
            Ratio
          </th>
        </tr>
      </thead>
      {rows.map(({ name, how, cells: [left, right], ratio }) => (
        <tbody key={name}>
          <tr>
            <th scope="rowgroup" colSpan={3} className="bill-name">
              {name}
            </th>
          </tr>
          <tr>
            <td>{left && <Amount cell={left} name={`${name}, left`} how={how} bar />}</td>
            <td>{right && <Amount cell={right} name={`${name}, right`} how={how} bar />}</td>
            <td className="bill-ratio number">{ratio ?? "—"}</td>
          </tr>
        </tbody>
      ))}
    </>
  );
}

function Amount({
  cell,
  name,
  how,
  bar = false,
}: {
  cell: BillCell;
  name: string;
  how: string;
  bar?: boolean;
}) {
  if (cell.text === null) return <span className="bill-none">none yet</span>;
  return (
    <>
      <span className="bill-amount number">
        {cell.text} <OriginMark origin="modelled" how={how} of={name} opens="end" />
      </span>
      {bar && (
        <span className="bill-bar" aria-hidden="true">
          <span className="bill-share" style={{ inlineSize: `${cell.share * 100}%` }} />
        </span>
      )}
      {cell.part && <span className="side-sub number">{cell.part}</span>}
    </>
  );
}

/** The least of a terminal: the shell's line editor asks where the cursor is, and waits 20 ms where nobody answers. */
import type { GuestEvent } from "../app/emulator/protocol";
import { Guest } from "../app/emulator/worker/guest";

/** "Where is the cursor?" (DSR), and how to answer it (CPR). */
const QUERY = "\x1b[6n";
const answer = (column: number) => `\x1b[24;${column}R`;

/** A guest in front of a terminal that answers cursor position queries and shows nothing. */
export function guestWithTerminal(): Guest {
  let line = "";
  const hear = (event: GuestEvent) => {
    if (event.type !== "output") return;
    line = (line + Buffer.from(event.bytes).toString("latin1")).replace(/^.*[\r\n]/s, "");
    if (!line.includes(QUERY)) return;
    line = line.replace(QUERY, "");
    void guest.send(answer(line.length + 1));
  };
  const guest = new Guest(hear);
  return guest;
}

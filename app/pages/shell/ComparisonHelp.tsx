/** What the comparison shows, and how it is measured. */
export function ComparisonHelp() {
  return (
    <>
      <h3>The comparison: both sides are real</h3>
      <p>
        The comparison page runs v86, a PC emulator, in your browser. On the left it powers on a machine from
        nothing: firmware, a Linux kernel of its own, a userland, a shell. On the right a second machine of
        the same kind is already up; there <code>box run</code> starts a container. Nothing is replayed, and
        nothing leaves your computer.
      </p>
      <h3>What each layer is</h3>
      <p>
        v86 plays the hardware on both sides, and on the left the hypervisor’s part too: it gives out the
        virtual hardware on which the guest’s kernel boots. Colour means role: every kernel is the same blue,
        whoever owns it. Count the blue bands. A layer is pale before it starts, outlined while it works, and
        full when it is up. A closed double line is a machine’s boundary; a single line, dashed at the bottom,
        is a container’s, which shares the kernel below.
      </p>
      <h3>What the clocks measure</h3>
      <p>
        The left clock runs from power-on to the shell’s first prompt. The right clock runs from the Enter key
        of <code>box run</code> to the container’s first prompt; containers without a terminal are timed until
        their program is executed. Loading files is not counted on either side. With several at once, the
        clock shows the slowest. Both sides run on the same emulated processor, so the ratio is fair; the
        milliseconds are those of an emulator, and a processor’s own virtualisation is faster.
      </p>
      <h3>Boot profiles</h3>
      <p>
        Much of a machine’s start is firmware and a kernel that must fit every computer. <em>General PC</em>{" "}
        has both; <em>PC</em> keeps the firmware but boots a small kernel; <em>MicroVM</em> boots the small
        kernel directly. Run all three and compare the rows in the table.
      </p>
      <h3>Where figures come from</h3>
      <p>
        Every figure carries its origin. A dot means measured here, in this tab, just now; a ring, modelled; a
        square, cited from a source. A host that was restored from a snapshot of your last visit is always
        labelled as such. One MB of memory is 1,048,576 bytes.
      </p>
      <h3>Terminals</h3>
      <p>
        Click into a terminal and type: it is a real shell. Ctrl+C interrupts, or copies if text is selected;
        Ctrl+V pastes. Tab goes to the shell; press Esc, then Tab to leave the terminal with the keyboard, or
        Esc, then Shift+Tab to leave it backwards.
      </p>
    </>
  );
}

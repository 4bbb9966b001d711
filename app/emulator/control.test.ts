import { describe, expect, it } from "vitest";
import { ControlChannel, ControlRefusal } from "./control";
import type { ControlEvent } from "./protocol";

function channel() {
  const written: string[] = [];
  const events: ControlEvent[] = [];
  const control = new ControlChannel(
    (line) => written.push(line),
    (event) => events.push(event),
  );
  return { control, written, events };
}

describe("ControlChannel", () => {
  it("matches replies to requests whatever their order", async () => {
    const { control, written } = channel();
    const first = control.ask("ping");
    const second = control.ask("uptime");
    expect(written).toEqual(["1 ping\n", "2 uptime\n"]);
    control.take('2 ok {"seconds":3}\r\n');
    control.take('1 ok {"monotonicUs":12}\n');
    expect(await first).toEqual({ monotonicUs: 12 });
    expect(await second).toEqual({ seconds: 3 });
  });

  it("passes events on", () => {
    const { control, events } = channel();
    control.take('* phase {"container":"c1","phase":"image","us":5}');
    expect(events).toEqual([{ name: "phase", data: { container: "c1", phase: "image", us: 5 } }]);
  });

  it("rejects with the guest's own words", async () => {
    const { control } = channel();
    const asked = control.ask("ns 4711");
    control.take("1 err no such process: 4711");
    await expect(asked).rejects.toEqual(new ControlRefusal("no such process: 4711"));
  });

  it("rejects a reply that is not JSON", async () => {
    const { control } = channel();
    const asked = control.ask("ps");
    control.take('1 ok [{"pid":');
    await expect(asked).rejects.toThrow("unreadable reply");
  });

  it("passes over noise and replies to nobody", async () => {
    const { control, events } = channel();
    const asked = control.ask("ping");
    for (const noise of ["", "garbage", "99 ok {}", "* hello nothing", "* hello [1]"]) control.take(noise);
    control.take("1 ok {}");
    expect(await asked).toEqual({});
    expect(events).toEqual([]);
  });

  it("refuses a request of two lines", async () => {
    const { control, written } = channel();
    await expect(control.ask("ping\n2 stop c1")).rejects.toBeInstanceOf(ControlRefusal);
    expect(written).toEqual([]);
  });

  it("gives up when aborted, and ignores a late reply", async () => {
    const { control } = channel();
    const abort = new AbortController();
    const asked = control.ask("ping", abort.signal);
    abort.abort(new Error("enough"));
    await expect(asked).rejects.toThrow("enough");
    expect(() => control.take("1 ok {}")).not.toThrow();
  });

  it("fails every open request when the machine goes", async () => {
    const { control } = channel();
    const asked = [control.ask("ping"), control.ask("ps")];
    control.close(new Error("powered off"));
    for (const one of asked) await expect(one).rejects.toThrow("powered off");
  });
});

import { describe, expect, it } from "vitest";
import { parsePort, portsOf } from "./ports";

const any = { hostAddress: "0.0.0.0", protocol: "tcp" };

describe("published ports as people write them", () => {
  it.each([
    ["80", [{ ...any, hostPort: null, port: 80 }]],
    ["8080:80", [{ ...any, hostPort: 8080, port: 80 }]],
    [":80", [{ ...any, hostPort: null, port: 80 }]],
    ["0:80", [{ ...any, hostPort: null, port: 80 }]],
    ["53:53/udp", [{ ...any, hostPort: 53, port: 53, protocol: "udp" }]],
    ["127.0.0.1:9000:80", [{ hostAddress: "127.0.0.1", hostPort: 9000, port: 80, protocol: "tcp" }]],
    ["127.0.0.1::80", [{ hostAddress: "127.0.0.1", hostPort: null, port: 80, protocol: "tcp" }]],
    [
      "8000-8001:80-81",
      [
        { ...any, hostPort: 8000, port: 80 },
        { ...any, hostPort: 8001, port: 81 },
      ],
    ],
  ])("E20: %s", (text, expected) => {
    expect(parsePort(text)).toEqual({ ok: true, value: expected });
  });

  it.each([
    ["abc:80", "invalid hostPort: abc"],
    ["80:99999", "invalid containerPort: 99999"],
    ["80:0", "invalid containerPort: 0"],
    ["80:80:80", "invalid IP address: 80"],
    ["80:80/sctp", "invalid proto: sctp"],
    ["9-8:80", "invalid hostPort: 9-8"],
    ["80-81:80", "invalid ranges specified for container and host Ports: 80 and 80-81"],
    ["", "invalid containerPort: "],
  ])("E20: %s is refused", (text, what) => {
    expect(parsePort(text)).toMatchObject({ ok: false, refusal: { code: "bad-port", what } });
  });

  it("E20: ports taken apart are read like written ones, and checked like them", () => {
    expect(
      portsOf([{ port: 80 }, { hostAddress: "10.0.0.1", hostPort: 5, port: 6, protocol: "udp" }]),
    ).toEqual({
      ok: true,
      value: [
        { ...any, hostPort: null, port: 80 },
        { hostAddress: "10.0.0.1", hostPort: 5, port: 6, protocol: "udp" },
      ],
    });
    expect(portsOf([{ port: 70_000 }]).ok).toBe(false);
    expect(portsOf(["80", "x"]).ok).toBe(false);
  });
});

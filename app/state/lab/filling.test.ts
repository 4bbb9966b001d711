import { describe, expect, it } from "vitest";
import { fillCommands } from "./filling";

describe("what is added over and over", () => {
  it("is a virtual machine that is switched on", () => {
    expect(fillCommands("vm", "laptop", "debian-13")).toEqual([
      { do: "createVm", host: "laptop", name: "vm{n}", os: "debian-13" },
      { do: "powerOn", machine: "vm{n}" },
    ]);
  });

  it.each([
    ["nginx", "nginx-{n}"],
    ["nginx:1.29", "nginx-{n}"],
    ["mcr.microsoft.com/windows/nanoserver:ltsc2025", "nanoserver-{n}"],
    ["sha256:0123", "container-{n}"],
  ])("is a container of %s, named %s", (image, name) => {
    expect(fillCommands("container", "laptop", image)).toMatchObject([
      { do: "runContainer", machine: "laptop", image, name },
    ]);
  });

  it("gets what its image cannot do without", () => {
    expect(fillCommands("container", "laptop", "postgres")).toMatchObject([
      { env: { POSTGRES_PASSWORD: expect.any(String) } },
    ]);
  });
});

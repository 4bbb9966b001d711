import { beforeAll, describe, expect, it } from "vitest";
import { type Lab, testLab } from "../../testing/engine";
import { compromised } from "./compromised";

const GIB = 2 ** 30;
const layers = ({ world }: Lab) =>
  world
    .all(compromised)
    .map(({ layer }) => layer)
    .sort();

/**
 * A laptop with an engine and a container, KVM, a guest `outer` with an engine and a container, and within that KVM and a
 * guest `inner` with an engine and a container; beside `outer` a guest `beside` with a container.
 */
function build(): Lab {
  const lab = testLab();
  lab.act({ do: "addMachine", name: "laptop", preset: "server", os: "debian-13" });
  lab.act({ do: "powerOn", machine: "laptop" });
  const guest = (host: string, name: string, memoryBytes: number, nested: boolean) => {
    const disk = { diskBytes: 30 * GIB * (nested ? 2 : 1) };
    lab.act({
      do: "createVm",
      host,
      name,
      os: "debian-13",
      profile: "microvm",
      memoryBytes,
      nested,
      ...disk,
    });
    lab.act({ do: "powerOn", machine: name });
  };
  lab.act({ do: "installHypervisor", machine: "laptop", product: "kvm" });
  guest("laptop", "outer", 8 * GIB, true);
  guest("laptop", "beside", 2 * GIB, false);
  lab.act({ do: "installHypervisor", machine: "outer", product: "kvm" });
  guest("outer", "inner", 2 * GIB, false);
  for (const machine of ["laptop", "outer", "beside", "inner"]) {
    lab.act({ do: "installEngine", machine });
    const command = ["sleep", "1000000"];
    for (const name of ["web", "db"])
      lab.act({ do: "runContainer", machine, image: "alpine", name, command });
    lab.act({ do: "runContainer", machine, image: "alpine", name: "ended", command: ["true"] });
  }
  lab.pass(1_000);
  return lab;
}

const inside = (name: string) => [
  `${name}/container/db`,
  `${name}/container/web`,
  `${name}/engine`,
  `${name}/kernel`,
  `${name}/userland`,
];
const machineAnd = (name: string) => [name, ...inside(name)];

describe("breaking out through several levels", () => {
  let lab: Lab;
  beforeAll(() => {
    lab = build();
  });

  it.each<[string, string, readonly string[]]>([
    ["inner", "inner/container/web", inside("inner")],
    ["beside", "beside/container/db", inside("beside")],
    ["outer", "outer/container/web", [...inside("outer"), "outer/hypervisor", ...machineAnd("inner")]],
    [
      "laptop",
      "laptop/container/web",
      [
        ...inside("laptop"),
        "laptop/hypervisor",
        ...machineAnd("beside"),
        ...machineAnd("outer"),
        "outer/hypervisor",
        ...machineAnd("inner"),
      ],
    ],
  ])(
    "X7 X8: into the kernel of %s from %s: all that stands on it falls, and nothing else",
    (machine, layer, all) => {
      const own = build();
      own.act({ do: "exploitKernel", machine, layer });
      expect(layers(own)).toEqual([...all].sort());
    },
  );

  it("X9: a container that has ended is no place to break out of, and is not reached", () => {
    const refused = lab.refused({ do: "exploitKernel", machine: "outer", layer: "outer/container/ended" });
    expect(refused).toMatchObject({
      code: "nobody-there",
      what: "Nobody in outer/container/ended can break into the kernel of outer",
      why: "no process of outer/container/ended runs on it",
    });
    expect(layers(lab)).toEqual([]);
  });

  it("X7: a guest that is paused falls too: its memory is there; one that is off does not", () => {
    const own = build();
    own.act({ do: "pauseVm", machine: "beside" });
    own.act({ do: "powerOff", machine: "inner" });
    own.act({ do: "exploitKernel", machine: "laptop", layer: "laptop/container/db" });
    expect(layers(own)).toEqual(expect.arrayContaining(["beside", "outer", "outer/hypervisor"]));
    expect(layers(own).filter((layer) => layer.startsWith("inner"))).toEqual([]);
  });
});

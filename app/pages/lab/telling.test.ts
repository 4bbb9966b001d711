/** A picture told layer by layer. */
import { expect, test } from "vitest";
import type { Picture, Plan, Role, Thing } from "../../diagram/layout/plan";
import { tell } from "./telling";

const thing = (id: string, role: Role): Thing => ({
  id,
  role,
  look: "done",
  labels: [id],
  notes: [],
  spoken: id,
  amounts: { memory: null, disk: null, start: null },
  compromised: false,
});
const band = (id: string, role: Role, ...above: Plan[]): Plan => ({
  kind: "band",
  thing: thing(id, role),
  above,
});

const picture: Picture = {
  ground: [
    band("laptop", "hardware", {
      kind: "span",
      thing: thing("laptop/os", "os"),
      of: ["laptop/kernel", "laptop/userland"],
      inside: [
        band("laptop/kernel", "kernel", band("laptop/userland", "userland"), {
          kind: "frame",
          thing: thing("~vm/vm1", "vm"),
          inside: [band("vm1", "virtual-hardware", band("vm1/kernel", "kernel"))],
        }),
      ],
    }),
  ],
  summary: "",
  standIns: new Map([["laptop/image", "laptop/userland"]]),
};
const story = [
  { layers: ["laptop"], text: "hardware" },
  { layers: ["laptop/os"], text: "system" },
  { layers: ["vm1"], text: "virtual hardware" },
  { layers: ["laptop/image"], text: "image" },
];

test("without a chapter everything is there and nothing is spoken of", () => {
  expect(tell(picture, story, null)).toEqual({ revealed: null, told: new Set() });
});

test("the first chapter shows the ground alone", () => {
  expect(tell(picture, story, 0)).toEqual({ revealed: new Set(["laptop"]), told: new Set(["laptop"]) });
});

test("an operating system is told by its kernel and its userland", () => {
  const { revealed, told } = tell(picture, story, 1);
  expect(told).toEqual(new Set(["laptop/os", "laptop/kernel", "laptop/userland"]));
  expect(revealed).toEqual(new Set(["laptop", ...told]));
});

test("virtual hardware comes with the frame of its machine, and nothing more of it", () => {
  const { revealed, told } = tell(picture, story, 2);
  expect(told).toEqual(new Set(["vm1", "~vm/vm1"]));
  expect(revealed?.has("vm1/kernel")).toBe(false);
});

test("the last chapter shows the whole, and speaks of what stands in for a layer", () => {
  expect(tell(picture, story, 3)).toEqual({ revealed: null, told: new Set(["laptop/userland"]) });
});

/** For tests: who reaches whom, from machines and containers by name, as words that a table can hold. */
import { resolveName } from "../kernel/net/names";
import { connect } from "../kernel/net/reach";
import { processes } from "../kernel/process/table";
import { kernelOf, machineNamed } from "../machine/access";
import { insideOf, type Lab } from "./engine";
import { codeOf } from "./net";

/** The initial network namespace of a machine. Throws if no kernel runs on it. */
export function machineNet({ world }: Lab, name: string): number {
  const machine = machineNamed(world, name);
  const kernel = machine.ok ? kernelOf(world, machine.value.id) : undefined;
  if (kernel === undefined) throw new Error(`${name} has no kernel`);
  return world.must(processes, kernel.init).ns.net;
}

/** The network namespace of a running container. */
export function containerNet(lab: Lab, name: string, machine = "box"): number {
  return insideOf(lab, name, machine).first.ns.net;
}

/** What comes of connecting to `10.0.0.2:80`, or to a name and port: `ok`, or the code of the refusal. */
export function dial({ world }: Lab, net: number, target: string, protocol: "tcp" | "udp" = "tcp"): string {
  const [host = "", port = ""] = target.split(":");
  const address = resolveName(world, net, host);
  return address.ok ? codeOf(connect(world, net, address.value, Number(port), protocol)) : codeOf(address);
}

/** The layer of the process that answers there; the code of the refusal if none does. */
export function answerer({ world }: Lab, net: number, target: string): string {
  const [host = "", port = ""] = target.split(":");
  const address = resolveName(world, net, host);
  if (!address.ok) return address.refusal.code;
  const reached = connect(world, net, address.value, Number(port), "tcp");
  return reached.ok ? world.must(processes, reached.value.process).layer : reached.refusal.code;
}

/** Everybody's outcome for every target: a row for each who asks, a word for each target. */
export function reachTable(
  lab: Lab,
  askers: Readonly<Record<string, number>>,
  targets: readonly string[],
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(askers).map(([name, net]) => [
      name,
      targets.map((target) => dial(lab, net, target)).join(" "),
    ]),
  );
}

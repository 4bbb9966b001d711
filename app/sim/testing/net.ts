/** For tests: hosts on a wire, network namespaces, and servers in them. */
import type { Result } from "../core/result";
import type { World } from "../core/world";
import { createNamespace } from "../kernel/namespace/create";
import { interfaceNamed } from "../kernel/net/interfaces";
import { listen } from "../kernel/net/listen";
import { netInterfaces } from "../kernel/net/tables";
import { processes } from "../kernel/process/table";
import { addTestKernel, start } from "./kernel";

/** The value of something that must go well. Throws with the refusal otherwise. */
export function must<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`${result.refusal.code}: ${result.refusal.what}: ${result.refusal.why}`);
  return result.value;
}

/** The code of something that must be refused; `ok` if it was not. */
export function codeOf(result: Result<unknown>): string {
  return result.ok ? "ok" : result.refusal.code;
}

/** A running kernel with its initial network namespace. */
export interface TestHost {
  readonly kernel: number;
  readonly ns: number;
}

/** Adds a host, with nothing but `lo`. */
export function testHost(world: World, name: string): TestHost {
  const { kernel, init } = addTestKernel(world, { layer: `${name}/kernel`, hostname: name });
  return { kernel, ns: world.must(processes, init).ns.net };
}

/** A new network namespace of a host, with `lo` down. */
export function testNs(world: World, host: TestHost): number {
  return createNamespace(world, { kernel: host.kernel, kind: "net" }).id;
}

/** Starts a process in a network namespace that listens on a port. Returns its row number. */
export function serve(world: World, host: TestHost, ns: number, port: number, address = "0.0.0.0"): number {
  const { id } = start(world, host.kernel, { ns: { net: ns } });
  must(listen(world, id, "tcp", address, port));
  return id;
}

/** Row number of an interface. Throws if there is none of that name. */
export function card(world: World, ns: number, name: string): number {
  const found = interfaceNamed(world, ns, name);
  if (found === undefined) throw new Error(`no ${name} in namespace ${ns}`);
  return found.id;
}

/** Names of a namespace's interfaces. */
export function cards(world: World, ns: number): string[] {
  return world.find(netInterfaces, "ns", ns).map(({ name }) => name);
}

/** Which namespaces a process gets when it asks for new ones, and whether it may. */
import { ok, type Result, refuse } from "../../core/result";
import type { World } from "../../core/world";
import { ALL_CAPABILITIES, CAP_SYS_ADMIN, MAX_NAMESPACE_DEPTH } from "../abi";
import { kernels } from "../kernel";
import type { Process } from "../process/table";
import { createNamespace } from "./create";
import { outward } from "./nesting";
import { hasCapability } from "./rights";
import { NAMESPACE_KINDS, type NamespaceKind, type NamespaceSet } from "./table";

/** Refuses with ENOSYS where the kernel has no namespaces: they are Linux's. */
export function offersNamespaces(world: World, kernel: number): Result<void> {
  return world.must(kernels, kernel).family === "linux"
    ? ok(undefined)
    : refuse(
        "ENOSYS",
        "the kernel has no namespaces to offer",
        "namespaces are a part of Linux, and this kernel is another",
        "run a Linux system, in a virtual machine for example",
      );
}

/**
 * Makes new namespaces of these kinds for a process that is, or would be, in the set `from`. Refused with EPERM without
 * the right to administer the system (a new user namespace gives that right inside it), ENOSYS, or ENOSPC when nested too deep.
 */
export function newNamespaces(
  world: World,
  process: Process,
  from: NamespaceSet,
  kinds: readonly NamespaceKind[],
): Result<{ readonly ns: NamespaceSet; readonly capabilities: string }> {
  const offered = offersNamespaces(world, process.kernel);
  if (!offered.ok) return offered;
  const newUser = kinds.includes("user");
  if (!newUser && kinds.length > 0 && !hasCapability(process, CAP_SYS_ADMIN))
    return refuse(
      "EPERM",
      `new ${kinds.join(", ")} namespaces cannot be made`,
      "the process may not administer the system (CAP_SYS_ADMIN)",
      "do it as root, or make a new user namespace along with them",
    );
  const ns: Record<NamespaceKind, number> = { ...from };
  // The user namespace first: it owns the others.
  const wanted = NAMESPACE_KINDS.filter((kind) => kinds.includes(kind)).sort(
    (a, b) => Number(b === "user") - Number(a === "user"),
  );
  for (const kind of wanted) {
    const nests = kind === "pid" || kind === "user";
    if (nests && outward(world, from[kind]).length > MAX_NAMESPACE_DEPTH)
      return refuse(
        "ENOSPC",
        `a new ${kind} namespace cannot be made`,
        `they are nested ${MAX_NAMESPACE_DEPTH} deep already`,
      );
    ns[kind] = createNamespace(world, {
      kernel: process.kernel,
      kind,
      ...(nests ? { parent: from[kind] } : { like: from[kind] }),
      owner: kind === "user" ? from.user : ns.user,
      ownerUid: process.uid,
      cgroupRoot: process.cgroup,
    }).id;
  }
  return ok({ ns, capabilities: newUser ? ALL_CAPABILITIES : process.capabilities });
}

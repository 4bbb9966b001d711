/** System calls about namespaces. */
import * as z from "zod/mini";
import { defineCommand } from "../../core/command";
import { setHostname, setns, unshare } from "../../kernel/namespace/change";
import { NAMESPACE_KINDS } from "../../kernel/namespace/table";
import { CAPABILITY, caller, callerOf, mayChange, namespaceOf } from "./caller";

const unshareNamespaces = defineCommand(
  "unshareNamespaces",
  "Gives the caller new namespaces of some kinds; a new pid namespace is for its later children",
  { ...caller, kinds: z.array(z.enum(NAMESPACE_KINDS)) },
  (world, { kinds, ...by }) => {
    const self = callerOf(world, by);
    return self.ok ? unshare(world, self.value.id, kinds) : self;
  },
);

const enterNamespace = defineCommand(
  "enterNamespace",
  "Puts the caller into a namespace that is there, by its number in /proc/PID/ns",
  { ...caller, inode: z.int() },
  (world, { inode, ...by }) => {
    const self = callerOf(world, by);
    if (!self.ok) return self;
    const namespace = namespaceOf(world, self.value, inode);
    return namespace.ok ? setns(world, self.value.id, namespace.value.id) : namespace;
  },
);

const setHostnameCall = defineCommand(
  "setHostname",
  "Sets the host name that everybody in the caller's uts namespace sees",
  { ...caller, name: z.string() },
  (world, { name, ...by }) => {
    const self = callerOf(world, by);
    if (!self.ok) return self;
    const { uts } = self.value.ns;
    const may = mayChange(world, self.value, uts, CAPABILITY.sysAdmin);
    return may.ok ? setHostname(world, uts, name) : may;
  },
);

export const namespaceCalls = [unshareNamespaces, enterNamespace, setHostnameCall] as const;

/** Lines for system calls about networks: the ip command. */
import { processIn } from "./processes";
import { shellOn, typed, words } from "./shell";
import type { Lines } from "./typed-line";

export const networkLines: Lines<
  | "addInterface"
  | "addVeth"
  | "deleteLink"
  | "setLink"
  | "moveLink"
  | "addAddress"
  | "deleteAddress"
  | "addRoute"
  | "deleteRoute"
  | "setForwarding"
> = {
  addInterface: ({ machine, name }, layers) =>
    words(shellOn(layers, machine), "ip", "link", "add", name, "type", "bridge"),
  addVeth: ({ machine, name, peer, peerNs }, layers) => {
    const shell = shellOn(layers, machine);
    const pair = words(shell, "ip", "link", "add", name, "type", "veth", "peer", "name", peer).line;
    return typed(shell, peerNs === undefined ? pair : `${pair} netns ${processIn(peerNs)}`);
  },
  deleteLink: ({ machine, name }, layers) => words(shellOn(layers, machine), "ip", "link", "delete", name),
  setLink: ({ machine, name, up, master }, layers) =>
    words(
      shellOn(layers, machine),
      "ip",
      "link",
      "set",
      name,
      ...(up === undefined ? [] : [up ? "up" : "down"]),
      ...(master === undefined ? [] : master === "" ? ["nomaster"] : ["master", master]),
    ),
  moveLink: ({ machine, name, to, newName }, layers) => {
    const shell = shellOn(layers, machine);
    const move = words(shell, "ip", "link", "set", name).line;
    const where = to === undefined ? "" : ` netns ${processIn(to)}`;
    return typed(shell, `${move}${where}${newName === undefined ? "" : ` name ${shell.quote(newName)}`}`);
  },
  addAddress: ({ machine, name, address }, layers) =>
    words(shellOn(layers, machine), "ip", "addr", "add", address, "dev", name),
  deleteAddress: ({ machine, name, address }, layers) =>
    words(shellOn(layers, machine), "ip", "addr", "delete", address, "dev", name),
  addRoute: ({ machine, to, via, device }, layers) =>
    words(
      shellOn(layers, machine),
      "ip",
      "route",
      "add",
      to,
      ...(via === undefined ? [] : ["via", via]),
      ...(device === undefined ? [] : ["dev", device]),
    ),
  deleteRoute: ({ machine, to }, layers) => words(shellOn(layers, machine), "ip", "route", "delete", to),
  setForwarding: ({ machine, forwarding }, layers) =>
    words(shellOn(layers, machine), "sysctl", "-w", `net.ipv4.ip_forward=${forwarding ? 1 : 0}`),
};

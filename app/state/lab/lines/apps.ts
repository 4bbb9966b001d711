/** Lines about applications on a system, by its package manager and its init. */
import type { LayerView } from "../../../sim/index";
import { systemOn } from "../reading/products";
import { shellOn, typed } from "./shell";
import type { Lines } from "./typed-line";

const INSTALL: Readonly<Record<string, string>> = {
  apt: "apt-get install -y",
  apk: "apk add",
  dnf: "dnf install -y",
  yum: "yum install -y",
  winget: "winget install",
  none: "choco install -y",
  softwareupdate: "brew install",
};

function startLine(layers: readonly LayerView[], machine: string, name: string): string {
  switch (systemOn(layers, machine)?.initKind) {
    case "openrc":
      return `rc-service ${name} start`;
    case "windows":
      return `Start-Service -Name ${name}`;
    case "launchd":
      return `brew services start ${name}`;
    default:
      return `systemctl start ${name}`;
  }
}

export const appLines: Lines<"installApp" | "startApp" | "crashApp"> = {
  installApp: ({ machine, name }, layers) => {
    const shell = shellOn(layers, machine);
    const install = INSTALL[systemOn(layers, machine)?.packageManager ?? "apt"] ?? "apt-get install -y";
    return typed(shell, `${install} ${shell.quote(name)}`);
  },
  startApp: ({ machine, name }, layers) => {
    const shell = shellOn(layers, machine);
    return typed(shell, startLine(layers, machine, shell.quote(name)));
  },
  crashApp: ({ machine, name }, layers) => {
    const shell = shellOn(layers, machine);
    const app = shell.quote(name);
    return typed(shell, shell.family === "nt" ? `Stop-Process -Force -Name ${app}` : `pkill -SEGV -x ${app}`);
  },
};

/** VirtualBox: VBoxManage, the same on every system. */
import type { SystemChoice } from "../../../../sim/index";
import { mebibytes } from "../amounts";
import { andThen, type ToolFor } from "./tool";

const MEGABYTE = 1_000_000;

/** VirtualBox's own names of systems. */
function typeOf(system: SystemChoice | undefined): string {
  const types: Readonly<Record<string, string>> = {
    ubuntu: "Ubuntu_64",
    debian: "Debian_64",
    fedora: "Fedora_64",
    rhel: "RedHat_64",
    rocky: "RedHat_64",
    centos: "RedHat_64",
    macos: "MacOS_64",
    "windows-11": "Windows11_64",
    "windows-10": "Windows10_64",
    "windows-7": "Windows7_64",
    "windows-server-2022": "Windows2022_64",
    "windows-server-2025": "Windows2022_64",
  };
  return types[system?.key ?? ""] ?? types[system?.distribution ?? ""] ?? "Linux_64";
}

export const virtualbox: ToolFor = (q, family) => ({
  create: (vm) => {
    const disk = q(`${vm.name}.vdi`);
    const size = Math.ceil(vm.diskBytes / MEGABYTE);
    return andThen(
      family,
      `VBoxManage createvm --name ${q(vm.name)} --ostype ${typeOf(vm.system)} --register`,
      `VBoxManage modifyvm ${q(vm.name)} --cpus ${vm.vcpus} --memory ${mebibytes(vm.memoryBytes)}${vm.nested ? " --nested-hw-virt on" : ""}`,
      `VBoxManage createmedium disk --filename ${disk} --size ${size}${vm.full ? " --variant Fixed" : ""}`,
      `VBoxManage storagectl ${q(vm.name)} --name SATA --add sata`,
      `VBoxManage storageattach ${q(vm.name)} --storagectl SATA --port 0 --type hdd --medium ${disk}`,
    );
  },
  start: (name) => `VBoxManage startvm ${q(name)} --type headless`,
  stop: (name) => `VBoxManage controlvm ${q(name)} poweroff`,
  shutDown: (name) => `VBoxManage controlvm ${q(name)} acpipowerbutton`,
  reset: (name) => `VBoxManage controlvm ${q(name)} reset`,
  pause: (name) => `VBoxManage controlvm ${q(name)} pause`,
  resume: (name) => `VBoxManage controlvm ${q(name)} resume`,
  snapshot: (name, snapshot) => `VBoxManage snapshot ${q(name)} take ${q(snapshot)}`,
  restore: (name, snapshot) => `VBoxManage snapshot ${q(name)} restore ${q(snapshot)}`,
  deleteSnapshot: (name, snapshot) => `VBoxManage snapshot ${q(name)} delete ${q(snapshot)}`,
  remove: (name) => `VBoxManage unregistervm ${q(name)} --delete`,
  migrate: (name, to) => `VBoxManage controlvm ${q(name)} teleport --host ${q(to)} --port 6000`,
  crash: () => (family === "nt" ? "Stop-Process -Force -Name VBoxHeadless" : "pkill -KILL VBoxHeadless"),
});

/** Xen: xl in its management VM, with the tools that make images. */
import { gigabytes, mebibytes } from "../amounts";
import type { ToolFor } from "./tool";

export const xen: ToolFor = (q) => {
  const settings = (name: string) => q(`/etc/xen/${name}.cfg`);
  const memory = (name: string, snapshot: string) => q(`/var/lib/xen/save/${name}-${snapshot}`);
  const volume = (name: string) => q(`/dev/vg0/${name}-disk`);
  const kept = (name: string, snapshot: string) => q(`/dev/vg0/${name}-${snapshot}`);
  return {
    create: (vm) =>
      `xen-create-image --hostname ${q(vm.name)} --vcpus ${vm.vcpus} --memory ${mebibytes(vm.memoryBytes)}MB --size ${gigabytes(vm.diskBytes)}GB --lvm vg0`,
    start: (name) => `xl create ${settings(name)}`,
    stop: (name) => `xl destroy ${q(name)}`,
    shutDown: (name) => `xl shutdown ${q(name)}`,
    reset: (name) => `xl destroy ${q(name)} && xl create ${settings(name)}`,
    pause: (name) => `xl pause ${q(name)}`,
    resume: (name) => `xl unpause ${q(name)}`,
    snapshot: (name, snapshot) =>
      `xl save -c ${q(name)} ${memory(name, snapshot)} && lvcreate --snapshot --size 5G --name ${q(`${name}-${snapshot}`)} ${volume(name)}`,
    restore: (name, snapshot) =>
      `xl destroy ${q(name)}; lvconvert --merge ${kept(name, snapshot)} && xl restore ${memory(name, snapshot)}`,
    deleteSnapshot: (name, snapshot) => `lvremove -y ${kept(name, snapshot)} && rm ${memory(name, snapshot)}`,
    remove: (name) => `xen-delete-image --hostname ${q(name)} --lvm vg0`,
    migrate: (name, to) => `xl migrate ${q(name)} ${q(to)}`,
    crash: () => "xl debug-keys C",
  };
};

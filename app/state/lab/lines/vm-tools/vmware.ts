/** VMware: vmrun for Workstation, the shell of ESXi with vim-cmd. */
import { gigabytes, mebibytes } from "../amounts";
import { andThen, type ToolFor } from "./tool";

export const workstation: ToolFor = (q, family) => {
  const file = (name: string) => q(`${name}/${name}.vmx`);
  return {
    create: (vm) =>
      andThen(
        family,
        `vmcli VM Create -n ${q(vm.name)} -d ${q(vm.name)} -g ${vm.system?.family === "nt" ? "windows9-64" : "ubuntu-64"}`,
        `vmcli ${file(vm.name)} Chipset SetVCpuCount ${vm.vcpus}`,
        `vmcli ${file(vm.name)} Chipset SetMemSize ${mebibytes(vm.memoryBytes)}`,
        `vmcli Disk Create -f ${q(`${vm.name}/${vm.name}.vmdk`)} -a lsilogic -s ${gigabytes(vm.diskBytes)}GB -t ${vm.full ? 2 : 0}`,
      ),
    start: (name) => `vmrun -T ws start ${file(name)} nogui`,
    stop: (name) => `vmrun -T ws stop ${file(name)} hard`,
    shutDown: (name) => `vmrun -T ws stop ${file(name)} soft`,
    reset: (name) => `vmrun -T ws reset ${file(name)} hard`,
    pause: (name) => `vmrun -T ws pause ${file(name)}`,
    resume: (name) => `vmrun -T ws unpause ${file(name)}`,
    snapshot: (name, snapshot) => `vmrun -T ws snapshot ${file(name)} ${q(snapshot)}`,
    restore: (name, snapshot) => `vmrun -T ws revertToSnapshot ${file(name)} ${q(snapshot)}`,
    deleteSnapshot: (name, snapshot) => `vmrun -T ws deleteSnapshot ${file(name)} ${q(snapshot)}`,
    remove: (name) => `vmrun -T ws deleteVM ${file(name)}`,
    migrate: (name, to) => `scp -r ${q(name)} ${q(`${to}:`)}`,
    crash: () => (family === "nt" ? "Stop-Process -Force -Name vmware-vmx" : "pkill -KILL vmware-vmx"),
  };
};

export const esxi: ToolFor = (q) => {
  const store = "/vmfs/volumes/datastore1";
  const number = (name: string) =>
    `"$(vim-cmd vmsvc/getallvms | awk -v vm=${q(name)} '$2 == vm {print $1}')"`;
  const numbered = (name: string, snapshot: string) =>
    `"$(vim-cmd vmsvc/snapshot.get ${number(name)} | grep -A 1 -F ${q(snapshot)} | awk '/Id/ {print $NF}')"`;
  return {
    create: (vm) =>
      [
        `vim-cmd vmsvc/createdummyvm ${q(vm.name)} ${store}`,
        `printf 'numvcpus = "%s"\\nmemSize = "%s"\\n' ${vm.vcpus} ${mebibytes(vm.memoryBytes)} >> ${q(`${store}/${vm.name}/${vm.name}.vmx`)}`,
        `vmkfstools -X ${gigabytes(vm.diskBytes)}G ${q(`${store}/${vm.name}/${vm.name}.vmdk`)}${vm.full ? " -d eagerzeroedthick" : ""}`,
      ].join(" && "),
    start: (name) => `vim-cmd vmsvc/power.on ${number(name)}`,
    stop: (name) => `vim-cmd vmsvc/power.off ${number(name)}`,
    shutDown: (name) => `vim-cmd vmsvc/power.shutdown ${number(name)}`,
    reset: (name) => `vim-cmd vmsvc/power.reset ${number(name)}`,
    pause: (name) => `vim-cmd vmsvc/power.suspend ${number(name)}`,
    resume: (name) => `vim-cmd vmsvc/power.on ${number(name)}`,
    snapshot: (name, snapshot) =>
      `vim-cmd vmsvc/snapshot.create ${number(name)} ${q(snapshot)} ${q(snapshot)} true`,
    restore: (name, snapshot) =>
      `vim-cmd vmsvc/snapshot.revert ${number(name)} ${numbered(name, snapshot)} false`,
    deleteSnapshot: (name, snapshot) =>
      `vim-cmd vmsvc/snapshot.remove ${number(name)} ${numbered(name, snapshot)}`,
    remove: (name) => `vim-cmd vmsvc/destroy ${number(name)}`,
    migrate: (name, to) => `govc vm.migrate -host ${q(to)} ${q(name)}`,
    crash: () => "vsish -e set /reliability/crashMe/Panic 1",
  };
};

/** Hypervisors of macOS: Apple's framework by tart, and HyperKit. */
import { gigabytes, mebibytes } from "../amounts";
import type { ToolFor } from "./tool";

export const appleVirtualization: ToolFor = (q) => {
  const copy = (name: string, snapshot: string) => q(`${name}-${snapshot}`);
  return {
    create: (vm) =>
      `tart create ${vm.system?.family === "linux" ? "--linux" : "--from-ipsw latest"} --disk-size ${gigabytes(vm.diskBytes)} ${q(vm.name)} && tart set ${q(vm.name)} --cpu ${vm.vcpus} --memory ${mebibytes(vm.memoryBytes)}`,
    start: (name) => `tart run --no-graphics ${q(name)} &`,
    stop: (name) => `tart stop --timeout 0 ${q(name)}`,
    shutDown: (name) => `tart stop ${q(name)}`,
    reset: (name) => `tart stop --timeout 0 ${q(name)} && tart run --no-graphics ${q(name)} &`,
    pause: (name) => `pkill -STOP -f ${q(`tart run.*${name}`)}`,
    resume: (name) => `pkill -CONT -f ${q(`tart run.*${name}`)}`,
    snapshot: (name, snapshot) => `tart clone ${q(name)} ${copy(name, snapshot)}`,
    restore: (name, snapshot) => `tart delete ${q(name)} && tart clone ${copy(name, snapshot)} ${q(name)}`,
    deleteSnapshot: (name, snapshot) => `tart delete ${copy(name, snapshot)}`,
    remove: (name) => `tart delete ${q(name)}`,
    migrate: (name, to) => `tart export ${q(name)} && scp ${q(`${name}.tvm`)} ${q(`${to}:`)}`,
    crash: () => "pkill -KILL com.apple.Virtualization.VirtualMachine",
  };
};

export const hyperkit: ToolFor = (q) => {
  const disk = (name: string) => q(`${name}.img`);
  const tell = (name: string, signal: string) => `pkill -${signal} -F ${q(`${name}.pid`)}`;
  return {
    create: (vm) =>
      `mkfile -n ${gigabytes(vm.diskBytes)}g ${disk(vm.name)} && echo ${q(`-c ${vm.vcpus} -m ${mebibytes(vm.memoryBytes)}M`)} > ${q(`${vm.name}.args`)}`,
    start: (name) =>
      `hyperkit -A -F ${q(`${name}.pid`)} $(cat ${q(`${name}.args`)}) -s ${q(`4,virtio-blk,${name}.img`)} -f kexec,vmlinuz,initrd.gz,console=ttyS0 &`,
    stop: (name) => tell(name, "KILL"),
    shutDown: (name) => tell(name, "TERM"),
    reset: (name) => tell(name, "HUP"),
    pause: (name) => tell(name, "STOP"),
    resume: (name) => tell(name, "CONT"),
    snapshot: (name, snapshot) => `cp -c ${disk(name)} ${disk(`${name}-${snapshot}`)}`,
    restore: (name, snapshot) => `cp -c ${disk(`${name}-${snapshot}`)} ${disk(name)}`,
    deleteSnapshot: (name, snapshot) => `rm ${disk(`${name}-${snapshot}`)}`,
    remove: (name) => `rm ${disk(name)}`,
    migrate: (name, to) => `scp ${disk(name)} ${q(`${to}:`)}`,
    crash: () => "pkill -KILL hyperkit",
  };
};

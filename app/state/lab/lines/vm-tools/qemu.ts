/** QEMU by itself: one command starts a machine, and its monitor is spoken to through a socket. */
import { gigabytes, mebibytes } from "../amounts";
import { andThen, type ToolFor } from "./tool";

export const qemu: ToolFor = (q, family) => {
  const monitor = (name: string, command: string) =>
    family === "nt"
      ? `'${command.replaceAll("'", "''")}' | ncat --unixsock ${q(`C:/vms/${name}.sock`)}`
      : `echo ${q(command)} | socat - ${q(`UNIX-CONNECT:/run/${name}.sock`)}`;
  const image = (name: string) => q(`${name}.qcow2`);
  return {
    create: (vm) => {
      const preallocation = vm.full ? " -o preallocation=full" : "";
      return andThen(
        family,
        `qemu-img create -f qcow2${preallocation} ${image(vm.name)} ${gigabytes(vm.diskBytes)}G`,
        `echo ${q(`-m ${mebibytes(vm.memoryBytes)} -smp ${vm.vcpus}${vm.micro ? " -M microvm" : ""}`)} > ${q(`${vm.name}.args`)}`,
      );
    },
    start: (name) =>
      `qemu-system-x86_64 -name ${q(name)} $(cat ${q(`${name}.args`)}) -hda ${image(name)} -monitor ${q(`unix:/run/${name}.sock,server,nowait`)} -daemonize`,
    stop: (name) => monitor(name, "quit"),
    shutDown: (name) => monitor(name, "system_powerdown"),
    reset: (name) => monitor(name, "system_reset"),
    pause: (name) => monitor(name, "stop"),
    resume: (name) => monitor(name, "cont"),
    snapshot: (name, snapshot) => monitor(name, `savevm ${snapshot}`),
    restore: (name, snapshot) => monitor(name, `loadvm ${snapshot}`),
    deleteSnapshot: (name, snapshot) => monitor(name, `delvm ${snapshot}`),
    remove: (name) => `rm ${image(name)} ${q(`${name}.args`)}`,
    migrate: (name, to) => monitor(name, `migrate -d tcp:${to}:4444`),
    crash: () =>
      family === "nt" ? "Stop-Process -Force -Name qemu-system-x86_64" : "pkill -KILL qemu-system",
  };
};

/** Hyper-V in PowerShell, and WSL 2. */
import { gigabytes, mebibytes } from "../amounts";
import type { ToolFor } from "./tool";

export const hyperV: ToolFor = (q) => ({
  create: (vm) =>
    [
      `New-VM -Name ${q(vm.name)} -Generation 2 -MemoryStartupBytes ${mebibytes(vm.memoryBytes)}MB ${vm.full ? "-NoVHD" : `-NewVHDPath ${q(`${vm.name}.vhdx`)} -NewVHDSizeBytes ${gigabytes(vm.diskBytes)}GB`}`,
      `Set-VMProcessor -VMName ${q(vm.name)} -Count ${vm.vcpus}${vm.nested ? " -ExposeVirtualizationExtensions $true" : ""}`,
      ...(vm.full
        ? [
            `New-VHD -Path ${q(`${vm.name}.vhdx`)} -SizeBytes ${gigabytes(vm.diskBytes)}GB -Fixed`,
            `Add-VMHardDiskDrive -VMName ${q(vm.name)} -Path ${q(`${vm.name}.vhdx`)}`,
          ]
        : []),
    ].join("; "),
  start: (name) => `Start-VM -Name ${q(name)}`,
  stop: (name) => `Stop-VM -Name ${q(name)} -TurnOff`,
  shutDown: (name) => `Stop-VM -Name ${q(name)}`,
  reset: (name) => `Restart-VM -Name ${q(name)} -Force`,
  pause: (name) => `Suspend-VM -Name ${q(name)}`,
  resume: (name) => `Resume-VM -Name ${q(name)}`,
  snapshot: (name, snapshot) => `Checkpoint-VM -Name ${q(name)} -SnapshotName ${q(snapshot)}`,
  restore: (name, snapshot) => `Restore-VMSnapshot -VMName ${q(name)} -Name ${q(snapshot)} -Confirm:$false`,
  deleteSnapshot: (name, snapshot) => `Remove-VMSnapshot -VMName ${q(name)} -Name ${q(snapshot)}`,
  remove: (name) => `Remove-VM -Name ${q(name)} -Force; Remove-Item ${q(`${name}.vhdx`)}`,
  migrate: (name, to) =>
    `Move-VM -Name ${q(name)} -DestinationHost ${q(to)} -IncludeStorage -DestinationStoragePath C:/vms`,
  crash: () => "notmyfault64.exe /crash",
});

/** WSL 2 has one light VM for all distributions; holding it still is not among its commands, but among Sysinternals'. */
export const wsl2: ToolFor = (q) => {
  const file = (name: string, snapshot: string) => q(`C:/wsl/${name}-${snapshot}.tar`);
  const imported = (name: string, from: string) => `wsl --import ${q(name)} ${q(`C:/wsl/${name}`)} ${from}`;
  return {
    create: (vm) => imported(vm.name, q(`${vm.system?.key ?? "rootfs"}.tar`)),
    start: (name) => `wsl -d ${q(name)}`,
    stop: (name) => `wsl --terminate ${q(name)}`,
    shutDown: (name) => `wsl -d ${q(name)} poweroff`,
    reset: (name) => `wsl --terminate ${q(name)}; wsl -d ${q(name)}`,
    pause: () => "pssuspend vmmem",
    resume: () => "pssuspend -r vmmem",
    snapshot: (name, snapshot) => `wsl --export ${q(name)} ${file(name, snapshot)}`,
    restore: (name, snapshot) => `wsl --unregister ${q(name)}; ${imported(name, file(name, snapshot))}`,
    deleteSnapshot: (name, snapshot) => `Remove-Item ${file(name, snapshot)}`,
    remove: (name) => `wsl --unregister ${q(name)}`,
    migrate: (name, to) =>
      `wsl --export ${q(name)} ${file(name, "moved")}; scp ${file(name, "moved")} ${q(`${to}:`)}`,
    crash: () => "Stop-Process -Force -Name vmmem",
  };
};

/** KVM by libvirt: virsh and virt-install. */
import { gigabytes, mebibytes } from "../amounts";
import { andThen, type NewVm, type ToolFor } from "./tool";

/** Names of libosinfo, where they differ from ours. */
const VARIANTS: Readonly<Record<string, string>> = {
  "ubuntu-24.04": "ubuntu24.04",
  "ubuntu-22.04": "ubuntu22.04",
  "ubuntu-24.04-desktop": "ubuntu24.04",
  "debian-13": "debian13",
  "debian-12": "debian12",
  "alpine-3.22": "alpinelinux3.22",
  "rhel-9": "rhel9.6",
  "rocky-9": "rocky9",
  "centos-stream-9": "centos-stream9",
  "centos-7": "centos7.0",
  "fedora-42": "fedora42",
  "windows-11": "win11",
  "windows-10": "win10",
  "windows-7": "win7",
  "windows-server-2025": "win2k25",
  "windows-server-2022": "win2k22",
};

function disk({ diskBytes, full }: NewVm): string {
  return `size=${gigabytes(diskBytes)}${full ? ",sparse=no" : ""}`;
}

export const kvm: ToolFor = (q, family) => ({
  create: (vm) =>
    [
      `virt-install --name ${q(vm.name)} --os-variant ${VARIANTS[vm.system?.key ?? ""] ?? "generic"}`,
      `--vcpus ${vm.vcpus} --memory ${mebibytes(vm.memoryBytes)} --disk ${disk(vm)}`,
      ...(vm.nested ? ["--cpu host-passthrough"] : []),
      ...(vm.micro ? ["--boot kernel=/boot/vmlinuz-virt,initrd=/boot/initramfs-virt"] : []),
      "--import --noreboot --noautoconsole",
    ].join(" "),
  start: (name) => `virsh start ${q(name)}`,
  stop: (name) => `virsh destroy ${q(name)}`,
  shutDown: (name) => `virsh shutdown ${q(name)}`,
  reset: (name) => `virsh reset ${q(name)}`,
  pause: (name) => `virsh suspend ${q(name)}`,
  resume: (name) => `virsh resume ${q(name)}`,
  snapshot: (name, snapshot) => `virsh snapshot-create-as ${q(name)} ${q(snapshot)}`,
  restore: (name, snapshot) => `virsh snapshot-revert ${q(name)} ${q(snapshot)}`,
  deleteSnapshot: (name, snapshot) => `virsh snapshot-delete ${q(name)} ${q(snapshot)}`,
  remove: (name) => `virsh undefine ${q(name)} --remove-all-storage --snapshots-metadata`,
  migrate: (name, to) =>
    `virsh migrate --live --copy-storage-all ${q(name)} ${q(`qemu+ssh://root@${to}/system`)}`,
  crash: () => andThen(family, "echo 1 > /proc/sys/kernel/sysrq", "echo c > /proc/sysrq-trigger"),
});

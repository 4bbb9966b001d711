/** The words of the comparison, each in one sentence or two. */
export const GLOSSARY: readonly { term: string; meaning: string }[] = [
  {
    term: "Kernel",
    meaning:
      "The program that owns the hardware and gives it out to all other programs as processes, files and memory.",
  },
  { term: "Userland", meaning: "Everything outside the kernel: shells, tools, libraries, services." },
  {
    term: "Virtual machine",
    meaning: "A machine whose hardware is granted instead of bought. It boots a kernel of its own.",
  },
  { term: "Hypervisor", meaning: "What grants virtual hardware to machines and keeps them apart." },
  {
    term: "Container",
    meaning:
      "Processes of an ordinary kernel that see their own processes, files, network and hostname, within limits. It has no kernel of its own.",
  },
  {
    term: "Namespace",
    meaning: "A kernel’s own view of something for some processes, such as pids or mounts.",
  },
  {
    term: "Cgroup",
    meaning: "A group of processes whose memory, processor time and number are counted and limited.",
  },
  {
    term: "Image",
    meaning: "The files that a container starts from, in read-only layers that containers share.",
  },
  {
    term: "Engine",
    meaning: "The program that sets containers up. Here it is box, a short script you can read.",
  },
  { term: "Firmware", meaning: "The first program of a PC: it finds the hardware and loads a kernel." },
  { term: "Initramfs", meaning: "The first files of a booting system, unpacked by the kernel into memory." },
  { term: "Init", meaning: "The first process, pid 1: it prepares the userland and starts the rest." },
  {
    term: "Boot id",
    meaning: "A random name that a kernel gives itself at each start. Same id, same running kernel.",
  },
];

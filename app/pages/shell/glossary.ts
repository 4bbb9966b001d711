/** The words of the pages, each in one sentence or two. */
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
    term: "Type 1, type 2",
    meaning:
      "A hypervisor of type 1 stands on the hardware itself; one of type 2 is a program on an operating system.",
  },
  { term: "Host, guest", meaning: "The host gives out what it has; a guest runs in what it was given." },
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
    meaning:
      "The program that sets containers up. On the comparison page it is box, a short script you can read.",
  },
  {
    term: "Daemon",
    meaning: "A program that waits in the background to be asked for something, as an engine does.",
  },
  {
    term: "Live-restore",
    meaning: "A setting of an engine: its containers run on while its daemon is away, and are found again.",
  },
  {
    term: "Limit",
    meaning: "How much memory, processor time or how many processes a container may have, at most.",
  },
  {
    term: "OOM kill",
    meaning: "Out of memory: the kernel ends a process to get memory back, within a limit or for all.",
  },
  {
    term: "Fork bomb",
    meaning: "A program that only starts itself again and again, until nothing else can start.",
  },
  {
    term: "Panic",
    meaning: "A kernel has found itself broken and stops. Everything that runs on it stops with it.",
  },
  {
    term: "Snapshot",
    meaning: "The state of a machine at one moment, kept so that the machine can be put back to it.",
  },
  { term: "Migration", meaning: "Moving a running machine to another host." },
  { term: "Firmware", meaning: "The first program of a PC: it finds the hardware and loads a kernel." },
  { term: "Initramfs", meaning: "The first files of a booting system, unpacked by the kernel into memory." },
  { term: "Init", meaning: "The first process, pid 1: it prepares the userland and starts the rest." },
  {
    term: "Boot id",
    meaning: "A random name that a kernel gives itself at each start. Same id, same running kernel.",
  },
];

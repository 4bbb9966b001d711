/** Facts of the Linux interface: numbers and modes that every Linux system has in common. */

/** Signal numbers of x86-64 and arm64. */
export const SIGNALS = {
  SIGHUP: 1,
  SIGINT: 2,
  SIGQUIT: 3,
  SIGILL: 4,
  SIGTRAP: 5,
  SIGABRT: 6,
  SIGBUS: 7,
  SIGFPE: 8,
  SIGKILL: 9,
  SIGUSR1: 10,
  SIGSEGV: 11,
  SIGUSR2: 12,
  SIGPIPE: 13,
  SIGALRM: 14,
  SIGTERM: 15,
  SIGSTKFLT: 16,
  SIGCHLD: 17,
  SIGCONT: 18,
  SIGSTOP: 19,
  SIGTSTP: 20,
  SIGTTIN: 21,
  SIGTTOU: 22,
  SIGURG: 23,
  SIGXCPU: 24,
  SIGXFSZ: 25,
  SIGVTALRM: 26,
  SIGPROF: 27,
  SIGWINCH: 28,
  SIGIO: 29,
  SIGPWR: 30,
  SIGSYS: 31,
} as const;

/** Highest signal number (the last real-time signal). */
export const MAX_SIGNAL = 64;

/** Exit code of a process that a signal killed: this plus the signal's number. */
export const SIGNAL_EXIT = 128;

/** Largest exit code. */
export const MAX_EXIT_CODE = 255;

/** Exit codes of shells and container runtimes: the program cannot be run, or is not there. */
export const EXIT_CANNOT_RUN = 126;
export const EXIT_NOT_FOUND = 127;

/** Inode numbers of the initial namespaces, as `/proc/self/ns` shows them. */
export const INITIAL_NAMESPACE_INODES = {
  time: 4_026_531_834,
  cgroup: 4_026_531_835,
  pid: 4_026_531_836,
  user: 4_026_531_837,
  uts: 4_026_531_838,
  ipc: 4_026_531_839,
  net: 4_026_531_840,
  mnt: 4_026_531_841,
} as const;

/** Inode number of the first namespace that is made later. */
export const FIRST_NAMESPACE_INODE = 4_026_532_200;

/** Process numbers below this are not given out again when the numbers start over. */
export const RESERVED_PIDS = 300;

/** Every process number is below this, unless a kernel has many processors. */
export const PID_MAX = 32_768;

/** Process numbers per processor, where that is more than PID_MAX. */
export const PIDS_PER_CPU = 1024;

/** Nested pid namespaces and user namespaces go no deeper than this. */
export const MAX_NAMESPACE_DEPTH = 32;

/** CapEff of root with every capability there is. */
export const ALL_CAPABILITIES = "000001ffffffffff";

/** CapEff of an ordinary user. */
export const NO_CAPABILITIES = "0000000000000000";

/** Numbers of capabilities: their bits in the mask. */
export const CAP_SYS_ADMIN = 21;

/** Longest host name, bytes. */
export const MAX_HOSTNAME = 64;

/** Longest name of a process (`/proc/PID/comm`), bytes. */
export const MAX_COMM = 15;

/** Number of user and group identities: the initial user namespace maps each to itself. */
export const ALL_IDS = 4_294_967_295;

/** Identity that a user namespace shows for one that it does not map. */
export const OVERFLOW_ID = 65_534;

/** Ports that services have by custom. */
export const PORTS = {
  web: 80,
  redis: 6379,
  memcached: 11_211,
  postgres: 5432,
  mysql: 3306,
  node: 3000,
  python: 8000,
  java: 8080,
} as const;

/** Address of a socket that listens on all of a host's addresses. */
export const ANY_ADDRESS = "0.0.0.0";

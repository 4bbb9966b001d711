/* SPDX-License-Identifier: MIT */
/* System calls and constants that the kernel's small header-only libc (nolibc) does not wrap. */
#ifndef KERNEL_H
#define KERNEL_H

#include <asm/termbits.h>
#include <linux/sched.h>

typedef unsigned int u32;
typedef unsigned long long u64;

/* Numbers whose kernel headers clash with nolibc, under names of our own. */
enum { MNT_DETACH = 2 };
enum { TTY_MAKE_CONTROLLING = 0x540E, TTY_GET_FOREGROUND = 0x540F, TTY_SET_FOREGROUND = 0x5410, TTY_GET_SIZE = 0x5413,
       TTY_SET_SIZE = 0x5414 };
enum { CLOCK_REALTIME_ID = 0, CLOCK_MONOTONIC_ID = 1 };
enum { OPEN_CLOEXEC = 02000000 };

static inline int unshare(int flags) { return my_syscall1(__NR_unshare, flags); }
static inline int setns(int fd, int flags) { return my_syscall2(__NR_setns, fd, flags); }
static inline int pidfd_open(int pid) { return my_syscall2(__NR_pidfd_open, pid, 0); }
static inline int sethostname(const char *name, int length) { return my_syscall2(__NR_sethostname, name, length); }
static inline int set_nice(int value) { return my_syscall3(__NR_setpriority, 0, 0, value); }
static inline int prctl(int option, unsigned long value) { return my_syscall5(__NR_prctl, option, value, 0, 0, 0); }
static inline int make_pipe(int ends[2]) { return my_syscall2(__NR_pipe2, ends, OPEN_CLOEXEC); }
static inline int console_log_level(int level) { return my_syscall3(__NR_syslog, 8 /* SYSLOG_ACTION_CONSOLE_LEVEL */, 0, level); }
static inline int rmdir(const char *path) { return my_syscall1(__NR_rmdir, path); }
static inline int rename(const char *from, const char *to) { return my_syscall2(__NR_rename, from, to); }
static inline int readlink(const char *path, char *buffer, int size) { return my_syscall3(__NR_readlink, path, buffer, size); }
static inline int mkdev(int major, int minor) { return major << 8 | minor; }

/* Microseconds on the monotonic clock, which starts at boot and is never set. */
static inline u64 clock_us(int clock)
{
    struct { int seconds, nanoseconds; } now;
    my_syscall2(__NR_clock_gettime, clock, &now);
    return (u64)(u32)now.seconds * 1000000u + (u32)now.nanoseconds / 1000u;
}
static inline u64 monotonic_us(void) { return clock_us(CLOCK_MONOTONIC_ID); }

/* Signal sets are 64 bits wide; bit N-1 stands for signal N. */
typedef struct { u32 low, high; } signal_set;
static inline u32 signal_bit(int number) { return 1u << (number - 1); }
static inline void signals_block(signal_set set) { my_syscall4(__NR_rt_sigprocmask, 2 /* SIG_SETMASK */, &set, 0, 8); }
static inline int signal_wait(signal_set set) { return my_syscall4(__NR_rt_sigtimedwait, &set, 0, 0, 8); }

/* Ignoring SIGCHLD makes the kernel reap children by itself; default lets us wait for them. */
static inline void children_reaped_by_kernel(int yes)
{
    struct { unsigned long handler, flags, restorer, mask[2]; } action = { yes ? 1 : 0, 0, 0, { 0, 0 } };
    my_syscall4(__NR_rt_sigaction, SIGCHLD, &action, 0, 8);
}

/* clone(2) as vfork does it: the child runs task(argument) on its own stack but in the parent's memory, and the
   parent sleeps until the child has called exec or exited. No page table is copied, and the child can leave
   results in ordinary variables. */
static inline long clone_and_wait_for_exec(u32 namespaces, int (*task)(void *), void *argument)
{
    static char stack[16384] __attribute__((aligned(16)));
    long result;
    __asm__ volatile("int $0x80\n\t"
                     "test %%eax, %%eax\n\t"
                     "jnz 1f\n\t"
                     "xor %%ebp, %%ebp\n\t"
                     "push %%edi\n\t"
                     "call *%%esi\n\t"
                     "mov %%eax, %%ebx\n\t"
                     "mov %[exit], %%eax\n\t"
                     "int $0x80\n"
                     "1:"
                     : "=a"(result)
                     : "0"(__NR_clone), "b"(namespaces | CLONE_VM | CLONE_VFORK | SIGCHLD),
                       "c"(stack + sizeof stack - 12), "d"(0), "S"(task), "D"(argument), [exit] "i"(__NR_exit)
                     : "memory", "cc");
    return result;
}

#endif

/* SPDX-License-Identifier: MIT */
/* /init, the guest's first process: mounts the file systems, starts the shell and the background services,
   and adopts orphans. A C program without libc, because every fork and exec costs an emulated machine dearly:
   nothing is started before the shell. */

#include "lib/text.h"

static char *const environment[] = { "HOME=/root", "USER=root", "PATH=/usr/local/bin:/bin:/sbin:/usr/bin:/usr/sbin",
                                     "TERM=xterm-256color", "PS1=\\h:\\w # ", 0 };

static void say(const char *text) { write(1, text, strlen(text)); }

/* The root file system of an initramfs can be neither unmounted nor pivoted away from; bound onto itself
   it becomes an ordinary mount, as container runtimes (and df) need it. Nothing is copied. */
static void make_root_an_ordinary_mount(void)
{
    mount("/", "/mnt", 0, MS_BIND, 0);
    chdir("/mnt");
    mount(".", "/", 0, MS_MOVE, 0);
    chroot(".");
}

static void mount_file_systems(void)
{
    mount("proc", "/proc", "proc", MS_NOSUID | MS_NODEV | MS_NOEXEC, 0);
    mount("sys", "/sys", "sysfs", MS_NOSUID | MS_NODEV | MS_NOEXEC, 0);
    mount("dev", "/dev", "devtmpfs", MS_NOSUID, "mode=0755");
    mkdir("/dev/pts", 0755);
    mount("pts", "/dev/pts", "devpts", MS_NOSUID | MS_NOEXEC, "gid=5,mode=620,ptmxmode=666");
    mkdir("/dev/shm", 01777);
    mount("shm", "/dev/shm", "tmpfs", MS_NOSUID | MS_NODEV, "mode=1777");
    symlink("/proc/self/fd", "/dev/fd");
    mount("tmp", "/tmp", "tmpfs", MS_NOSUID | MS_NODEV, "mode=1777");
    mount("run", "/run", "tmpfs", MS_NOSUID | MS_NODEV, "mode=0755");
    mount("cgroup", "/sys/fs/cgroup", "cgroup2", MS_NOSUID | MS_NODEV | MS_NOEXEC, 0);
    write_file("/sys/fs/cgroup/cgroup.subtree_control", "+cpu +memory +pids");
}

/* The kernel takes the name from `hostname=` on its command line; "(none)" means nobody gave one. */
static void ensure_hostname(void)
{
    char name[65];
    read_file("/proc/sys/kernel/hostname", name, sizeof name);
    if (!strncmp(name, "(none)", 6))
        sethostname("guest", 5);
}

/* "init: READY uptime 0.41": the line by which a host program knows that userland is up. */
static void announce_ready(void)
{
    char uptime[48], line[80];
    struct text t = TEXT_IN(line);
    read_file("/proc/uptime", uptime, sizeof uptime);
    for (char *end = uptime; *end; end++)
        if (*end == ' ')
            *end = 0;
    put(&t, "init: READY uptime ");
    put(&t, uptime);
    put(&t, "\n");
    say(line);
}

/* A serial line does not know how large the terminal at its other end is. Until somebody says so (the agent's
   `winsize`) it is the classic size, so that full-screen programs have something to go by. */
static void ensure_window_size(int console)
{
    struct { unsigned short rows, columns, width, height; } size = { 0, 0, 0, 0 };
    if (ioctl(console, TTY_GET_SIZE, &size) == 0 && size.columns)
        return;
    size.rows = 24;
    size.columns = 80;
    ioctl(console, TTY_SET_SIZE, &size);
}

/* The terminal asks whoever types to wait (XOFF, XON) when a program is slow to read: a long paste loses nothing. */
static void ask_typists_to_wait(int console)
{
    struct termios settings;
    if (ioctl(console, TCGETS, &settings))
        return;
    settings.c_iflag |= IXOFF;
    ioctl(console, TCSETS, &settings);
}

/* A login shell that owns the console, so that Ctrl-C, Ctrl-Z and fg work in it. */
static int start_shell(void)
{
    static char *const argv[] = { "-sh", 0 };
    int pid = fork();
    if (pid)
        return pid;
    setsid();
    int console = open("/dev/ttyS0", O_RDWR);
    ioctl(console, TTY_MAKE_CONTROLLING, (void *)1);
    ensure_window_size(console);
    ask_typists_to_wait(console);
    for (int fd = 0; fd < 3; fd++)
        dup2(console, fd);
    if (console > 2)
        close(console);
    chdir("/root");
    execve("/bin/sh", argv, environment);
    say("init: cannot start /bin/sh\n");
    exit(1);
}

/* Services begin at the lowest priority: they must not delay the first prompt. */
static void start_service(char *path, char *argument)
{
    char *const argv[] = { path, argument, 0 };
    if (fork())
        return;
    setsid();
    set_nice(19);
    execve(path, argv, environment);
    exit(1);
}

/* `poweroff`, `halt` and `reboot` ask init by a signal. Nothing here needs saving: the machine stops at once. */
static void stop_machine(int signal)
{
    reboot(signal == SIGTERM ? LINUX_REBOOT_CMD_RESTART : LINUX_REBOOT_CMD_POWER_OFF);
}

static void obey_power_commands(void)
{
    my_syscall2(__NR_signal, SIGUSR1, stop_machine);
    my_syscall2(__NR_signal, SIGUSR2, stop_machine);
    my_syscall2(__NR_signal, SIGTERM, stop_machine);
}

int main(void)
{
    say("init: mounting file systems\n");
    make_root_an_ordinary_mount();
    mount_file_systems();
    ensure_hostname();
    obey_power_commands();
    announce_ready();
    console_log_level(3); /* from here on the console is the shell's; `dmesg` has what the kernel says */

    int shell = start_shell();
    start_service("/usr/libexec/agent", 0);
    start_service("/usr/libexec/box/helper", "setup");
    for (;;) {
        int ended = waitpid(-1, 0, 0);
        if (ended == shell)
            shell = start_shell();
    }
}

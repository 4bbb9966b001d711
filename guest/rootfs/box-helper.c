/* SPDX-License-Identifier: MIT */
/* The part of box that a shell cannot do: the system calls that make a container.

     helper run [OPTIONS] IMAGE [COMMAND…]   is all of `box run`, in one process from the options to the exec
     helper exec COMMAND…   runs one more program in a running container ($name, $pid)
     helper setup           makes the bridge and the parent control group, so that the first run need not

   The whole of a container's making is container_main() below, in the order in which it happens. */

#include "lib/books.h"
#include "lib/cgroup.h"
#include "lib/confine.h"
#include "lib/container-root.h"
#include "lib/terminal.h"

enum { LOG_LIMIT = 1 << 20 };

/* ---------- making a container ---------- */

static int join_network(void)
{
    unsigned char address[4];
    const char *s = box.ip;
    int error;
    for (int i = 0; i < 4; i++, s += *s == '.')
        address[i] = parse_u64(&s);
    /* Process 1 is the container itself, seen from inside its own process namespace. */
    if ((error = network_plug_in(&box.host_network, box.veth, box.bridge, 1)))
        return fail_with_errno("network: veth", -error);
    if ((error = network_configure(address)))
        return fail_with_errno("network: eth0", -error);
    return 0;
}

static int enter_cgroup(void)
{
    if (cgroup_create(box.name) && errno != EEXIST)
        return fail_with_errno("cgroup", errno);
    if (*box.memory && cgroup_write(box.name, "memory.max", box.memory))
        return fail_with_errno("cgroup: memory.max", errno);
    if (*box.pids && cgroup_write(box.name, "pids.max", box.pids))
        return fail_with_errno("cgroup: pids.max", errno);
    if (*box.cpu && cgroup_write(box.name, "cpu.max", box.cpu))
        return fail_with_errno("cgroup: cpu.max", errno);
    if (cgroup_enter(box.name) || unshare(CLONE_NEWCGROUP))
        return fail_with_errno("cgroup", errno);
    return 0;
}

static int enter_root(void)
{
    char merged[160], terminal[64];
    const char *problem;
    mount(0, "/", 0, MS_REC | MS_PRIVATE, 0);
    root_write_etc(box.dir, box.hostname, box.ip);
    if (root_mount_overlay(box.dir, image.layers) || chdir(join(merged, sizeof merged, box.dir, "/merged", "")))
        return fail_with_errno("rootfs: overlay", errno);
    if ((problem = root_mount_all(terminal_path(terminal, sizeof terminal))))
        return fail_with_errno(problem, errno);
    if (root_pivot())
        return fail_with_errno("rootfs: pivot_root", errno);
    return 0;
}

static int run_program(void)
{
    int error;
    char what[160];
    struct text t = TEXT_IN(what);
    drop_privileges();
    signals_block((signal_set){ 0, 0 });
    error = exec_in_path(box.command, box.environment);
    put(&t, "exec: ");
    put_json(&t, box.command[0]);
    return fail(exec_failure_status(error), what, exec_failure_text(error, box.command[0]));
}

/* The container's first process, already in its new namespaces. */
static int container_main(void *unused)
{
    (void)unused;
    phase(NETWORK);
    if (join_network())
        return box.failure;
    phase(CGROUP);
    if (enter_cgroup())
        return box.failure;
    phase(ROOTFS);
    if (enter_root())
        return box.failure;
    sethostname(box.hostname, strlen(box.hostname));
    phase(EXEC);
    return run_program();
}

/* Starts the container; when this returns without a failure its program is running. */
static void start_container(void)
{
    const int namespaces = CLONE_NEWPID | CLONE_NEWNS | CLONE_NEWUTS | CLONE_NEWIPC | CLONE_NEWNET;
    int error;
    phase(NAMESPACES);
    if ((box.bridge = network_bridge()) <= 0) {
        fail_with_errno("network: bridge box0", -box.bridge);
        return;
    }
    if ((error = netlink_open(&box.host_network))) {
        fail_with_errno("network", -error);
        return;
    }
    box.pid = clone_and_wait_for_exec(namespaces, container_main, 0);
    if (box.pid < 0)
        fail_with_errno("namespaces", -box.pid);
    close(box.host_network.socket);
    if (!box.failure) {
        phase(RUNNING);
        set_nice(19); /* first let the container come to its prompt */
        record_running();
        set_nice(0);
    }
}

/* ---------- and unmaking it ---------- */

static int status_of(int wait_status)
{
    return WIFEXITED(wait_status) ? WEXITSTATUS(wait_status) : 128 + (wait_status & 0x7f);
}

/* Its namespaces, and with them its mounts, went with its last process. The rest is ours to remove. */
static void finish_container(const char *state, int status)
{
    int oom_killed = cgroup_oom_kills(box.name) > 0;
    network_unplug(box.veth);
    cgroup_remove(box.name);
    record_end(state, status, oom_killed);
    if (asked.remove && fork() == 0) {
        char lease[64];
        const char *last = strrchr(box.ip, '.');
        char *const argv[] = { "rm", "-rf", box.dir, (char *)join(lease, sizeof lease, ADDRESSES, last + 1, ""), 0 };
        execve("/bin/busybox", argv, box.environment);
    }
    waitpid(-1, 0, 0);
}

/* Waits for the program in the foreground and passes signals on to it. A first process ignores Ctrl-C unless it
   asked for it, so the third one is taken as "stop this", as Docker's client does. */
static int wait_and_forward(int pid, int on_terminal)
{
    int wait_status, interrupts = 0;
    const signal_set wanted = { signal_bit(SIGCHLD) | signal_bit(SIGINT) | signal_bit(SIGTERM) | signal_bit(SIGHUP) | signal_bit(SIGQUIT), 0 };
    for (;;) {
        int number = signal_wait(wanted);
        if (number == SIGCHLD) {
            if (waitpid(pid, &wait_status, WNOHANG) == pid)
                return status_of(wait_status);
        } else if (number == SIGINT && ++interrupts >= 3) {
            complain("stopped after three interrupts");
            kill(pid, SIGKILL);
        } else if (number > 0 && !(number == SIGINT && on_terminal)) {
            kill(pid, number);
        }
    }
}

/* Signals are taken by wait_and_forward; SIGTTOU is blocked so that the terminal can be taken back. */
static void hold_signals(void)
{
    signals_block((signal_set){ signal_bit(SIGCHLD) | signal_bit(SIGINT) | signal_bit(SIGTERM) | signal_bit(SIGHUP) |
                                signal_bit(SIGQUIT) | signal_bit(SIGTTOU), 0 });
}

static int run_attached(void)
{
    struct terminal terminal;
    int status;
    terminal_begin(&terminal);
    hold_signals();
    start_container();
    if (box.failure) {
        complain(box.problem);
        if (box.pid > 0)
            waitpid(box.pid, 0, 0);
        finish_container("created", box.failure);
        return box.failure;
    }
    status = wait_and_forward(box.pid, terminal.is_terminal);
    terminal_take_back(&terminal);
    finish_container("exited", status);
    return status;
}

/* Copies the container's output to its log, of which the newest one to two megabytes are kept. */
static void keep_log(int from)
{
    char path[160], old[160], chunk[1024];
    int n, used = 0, log;
    join(path, sizeof path, box.dir, "/log", "");
    join(old, sizeof old, box.dir, "/log.1", "");
    log = open(path, O_WRONLY | O_CREAT | O_APPEND | OPEN_CLOEXEC, 0644);
    while ((n = read(from, chunk, sizeof chunk)) > 0) {
        if ((used += n) > LOG_LIMIT) {
            close(log);
            rename(path, old);
            log = open(path, O_WRONLY | O_CREAT | O_APPEND | OPEN_CLOEXEC, 0644);
            used = n;
        }
        write(log, chunk, n);
    }
}

/* The "shim": stays behind as the container's parent when `box run -d` has returned. */
static void shim(int result)
{
    int log[2], user_stderr, wait_status;
    setsid();
    chdir("/");
    make_pipe(log);
    user_stderr = dup3(2, 100, OPEN_CLOEXEC);
    dup2(open("/dev/null", O_RDONLY | OPEN_CLOEXEC), 0);
    dup2(log[1], 1);
    dup2(log[1], 2);
    start_container();
    dup2(user_stderr, 2);
    if (box.failure)
        complain(box.problem);
    write(result, &box.failure, sizeof box.failure);
    for (int fd = 0; fd <= user_stderr; fd++)
        if (fd != log[0] && fd != channel)
            close(fd);
    keep_log(log[0]);
    if (box.pid > 0)
        waitpid(box.pid, &wait_status, 0);
    finish_container(box.failure ? "created" : "exited", box.failure ? box.failure : status_of(wait_status));
    exit(0);
}

static int run_detached(void)
{
    int result[2], failure = BOX_FAILED;
    make_pipe(result);
    if (fork() == 0)
        shim(result[1]);
    close(result[1]);
    read(result[0], &failure, sizeof failure);
    if (!failure) {
        write(1, box.name, strlen(box.name));
        write(1, "\n", 1);
    }
    return failure;
}

/* ---------- the three commands ---------- */

/* The program's environment: the usual variables, then the image's own ("NAME=value NAME=value"). */
static void build_environment(char *of_image)
{
    static char hostname[80] = "HOSTNAME=", term[64] = "TERM=";
    int n = 0;
    box.environment[n++] = "PATH=/bin:/sbin:/usr/bin:/usr/sbin";
    strlcat(hostname, box.hostname, sizeof hostname);
    box.environment[n++] = hostname;
    box.environment[n++] = "HOME=/root";
    box.environment[n++] = "PS1=\\h:\\w # ";
    if (*setting("TERM")) {
        strlcat(term, setting("TERM"), sizeof term);
        box.environment[n++] = term;
    }
    split(of_image, box.environment + n, 64 - n);
}

/* When `box run` began: its wall-clock time ("seconds.microseconds") on the monotonic clock. */
static u64 began_us(void)
{
    const char *s = setting("began");
    u64 seconds = parse_u64(&s), micros = (s += *s == '.', parse_u64(&s));
    u64 now = monotonic_us();
    return seconds ? now - (clock_us(CLOCK_REALTIME_ID) - (seconds * 1000000 + micros)) : now;
}

static int run(char **words)
{
    channel_open(O_WRONLY | O_NONBLOCK);
    box.phase_us[IMAGE] = began_us();
    if (parse_options(words) || check_options() || image_open() || open_books()) {
        complain(box.problem);
        return BOX_FAILED;
    }
    strlcat(strcpy(box.veth, "veth"), box.id, 12);
    build_environment(image.environment);
    phase(IMAGE);
    return asked.detach ? run_detached() : run_attached();
}

static int exec_cgroup_procs;
static int exec_main(void *unused)
{
    (void)unused;
    if (write(exec_cgroup_procs, "0", 1) < 0)
        return fail_with_errno("cgroup", errno);
    return run_program();
}

static int exec(char **command)
{
    const int namespaces = CLONE_NEWPID | CLONE_NEWNS | CLONE_NEWUTS | CLONE_NEWIPC | CLONE_NEWNET | CLONE_NEWCGROUP;
    char path[256];
    struct terminal terminal;
    box.name = setting("name");
    box.hostname = setting("hostname");
    box.command = command;
    strlcpy(image.environment, setting("environment"), sizeof image.environment);
    build_environment(image.environment);
    int status, process = pidfd_open(atoi(setting("pid")));
    exec_cgroup_procs = open(cgroup_path(path, sizeof path, box.name, "cgroup.procs"), O_WRONLY | OPEN_CLOEXEC);
    terminal_begin(&terminal);
    hold_signals();
    if (process < 0 || exec_cgroup_procs < 0 || setns(process, namespaces) < 0) {
        complain("cannot enter the container: it has just ended");
        return BOX_FAILED;
    }
    box.pid = clone_and_wait_for_exec(0, exec_main, 0);
    if (box.failure)
        complain(box.problem);
    status = box.pid < 0 ? BOX_FAILED : wait_and_forward(box.pid, terminal.is_terminal);
    terminal_take_back(&terminal);
    return box.failure ? box.failure : status;
}

int main(int argc, char **argv, char **envp)
{
    environ = envp;
    if (argc == 2 && !strcmp(argv[1], "setup")) {
        make_book_shelves();
        cgroup_prepare();
        return network_bridge() > 0 ? 0 : 1;
    }
    if (argc > 1 && !strcmp(argv[1], "run"))
        return run(argv + 2);
    if (argc < 3 || strcmp(argv[1], "exec")) {
        complain("this helper is started by box; try: box help");
        return BOX_FAILED;
    }
    return exec(argv + 2);
}

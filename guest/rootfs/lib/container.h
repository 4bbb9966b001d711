/* SPDX-License-Identifier: MIT */
/* The container being started: what is known about it, and telling others how far it is. */
#ifndef CONTAINER_H
#define CONTAINER_H

#include "channel.h"
#include "network.h"

enum { BOX_FAILED = 125 };
enum phase { IMAGE, NAMESPACES, NETWORK, CGROUP, ROOTFS, EXEC, RUNNING, PHASES };
static const char *const phase_names[] = { "image", "namespaces", "network", "cgroup", "rootfs", "exec", "started" };

/* Everything about the container being started. Parent and child share it (see clone_and_wait_for_exec). */
static struct {
    const char *name, *hostname;
    char id[13], dir[128], ip[16];
    char memory[24], pids[16], cpu[24]; /* as the cgroup files want them; empty: no limit */
    char **command, *environment[64];
    char veth[16];
    int bridge, pid;
    struct netlink host_network;
    u64 phase_us[PHASES];
    int failure;          /* exit status of a start that failed, or 0 */
    char problem[256];    /* and why */
} box;

char **environ; /* for getenv() */

static const char *setting(const char *name)
{
    const char *value = getenv(name);
    return value ? value : "";
}

/* ---------- telling others ---------- */

static void phase(enum phase phase)
{
    char line[256];
    struct text t = TEXT_IN(line);
    if (!box.phase_us[phase])
        box.phase_us[phase] = monotonic_us();
    event_begin(&t, phase == RUNNING ? "running" : "phase");
    put_field(&t, "container", box.name);
    if (phase == RUNNING)
        put_field_u64(&t, "pid", box.pid);
    else
        put_field(&t, "phase", phase_names[phase]);
    put_field_u64(&t, "us", box.phase_us[phase]);
    event_end(&t);
}

/* Writes the container's state: one line for what it is now, one for the begin of each phase (microseconds). The file
   is replaced in one step, so that a reader never sees half of it. */
static void save_state(struct text *line)
{
    char path[160], temporary[160];
    for (int i = 0; i < PHASES && box.phase_us[i]; i++) {
        put(line, "\n");
        put(line, phase_names[i]);
        put(line, " ");
        put_u64(line, box.phase_us[i]);
    }
    put(line, "\n");
    write_file(join(temporary, sizeof temporary, box.dir, "/state.new", ""), line->start);
    rename(temporary, join(path, sizeof path, box.dir, "/state", ""));
}

static void record_running(void)
{
    char content[256];
    struct text t = TEXT_IN(content);
    put(&t, "running ");
    put_u64(&t, box.pid);
    put(&t, " ");
    put_u64(&t, getpid());
    save_state(&t);
}

static void record_end(const char *state, int status, int oom_killed)
{
    char content[256];
    struct text t = TEXT_IN(content);
    put(&t, state);
    put(&t, " ");
    put_u64(&t, status);
    put(&t, oom_killed ? " oom " : " - ");
    put_u64(&t, monotonic_us());
    save_state(&t);
    t.at = t.start;
    event_begin(&t, "exit");
    put_field(&t, "container", box.name);
    put_field_u64(&t, "status", status);
    put_key(&t, "oomKilled");
    put(&t, oom_killed ? "true" : "false");
    put_field_u64(&t, "us", monotonic_us());
    event_end(&t);
}

/* Remembers why the container cannot start. */
static int fail(int status, const char *what, const char *why)
{
    struct text t = TEXT_IN(box.problem);
    put(&t, what);
    put(&t, ": ");
    put(&t, why);
    box.failure = status;
    return status;
}
static int fail_with_errno(const char *what, int error)
{
    char why[48] = "error ";
    if (error == ENODEV || error == EOPNOTSUPP)
        return fail(BOX_FAILED, what, "this kernel was built without it; boot the pc or microvm profile to run containers");
    itoa_r(error, why + 6);
    return fail(BOX_FAILED, what, why);
}

static void complain(const char *problem)
{
    char line[300];
    struct text t = TEXT_IN(line);
    put(&t, "box: ");
    put(&t, problem);
    put(&t, "\n");
    write(2, line, t.at - t.start);
}

#endif

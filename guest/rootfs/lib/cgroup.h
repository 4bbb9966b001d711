/* SPDX-License-Identifier: MIT */
/* A container's control group, /sys/fs/cgroup/box/NAME: how much it may use, and what it has used. */
#ifndef CGROUP_H
#define CGROUP_H

#include "text.h"

#define CGROUP_PARENT "/sys/fs/cgroup/box"

static const char *cgroup_path(char *buffer, int size, const char *name, const char *file)
{
    char dir[160];
    return join(buffer, size, join(dir, sizeof dir, CGROUP_PARENT "/", name, "/"), file, "");
}
static int cgroup_write(const char *name, const char *file, const char *value)
{
    char path[256];
    return write_file(cgroup_path(path, sizeof path, name, file), value);
}
static int cgroup_read(const char *name, const char *file, char *buffer, int size)
{
    char path[256];
    return read_file(cgroup_path(path, sizeof path, name, file), buffer, size);
}

/* The parent group of all containers, with the three controllers switched on for its children. */
static void cgroup_prepare(void)
{
    if (mkdir(CGROUP_PARENT, 0755) == 0)
        write_file(CGROUP_PARENT "/cgroup.subtree_control", "+cpu +memory +pids");
}
static int cgroup_create(const char *name)
{
    char path[256];
    cgroup_prepare();
    return mkdir(cgroup_path(path, sizeof path, name, ""), 0755);
}

/* Moves the calling process in. */
static int cgroup_enter(const char *name) { return cgroup_write(name, "cgroup.procs", "0"); }

/* Ends every process in it at once. */
static void cgroup_kill(const char *name) { cgroup_write(name, "cgroup.kill", "1"); }

/* A group can be removed once the last of its processes is gone for good. */
static void cgroup_remove(const char *name)
{
    char path[256];
    cgroup_path(path, sizeof path, name, "");
    for (int tries = 0; rmdir(path) < 0 && errno == EBUSY && tries < 100; tries++) {
        cgroup_kill(name);
        msleep(10);
    }
}

static u64 cgroup_oom_kills(const char *name)
{
    char events[256];
    cgroup_read(name, "memory.events", events, sizeof events);
    return find_u64(events, "oom_kill ");
}

#endif

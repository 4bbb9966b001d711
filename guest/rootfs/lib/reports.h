/* SPDX-License-Identifier: MIT */
/* What the agent can tell about the guest. Each function writes one JSON value; all facts come from /proc,
   /sys/fs/cgroup and the books of box. Returns null, or why there is no answer. */
#ifndef REPORTS_H
#define REPORTS_H

#include "cgroup.h"
#include "names.h"

/* Calls visit(name) for every entry of a directory. */
static void each_entry(const char *path, void (*visit)(const char *name))
{
    char buffer[2048] __attribute__((aligned(8)));
    int size, fd = open(path, O_RDONLY | O_DIRECTORY | OPEN_CLOEXEC);
    if (fd < 0)
        return;
    while ((size = getdents64(fd, (void *)buffer, sizeof buffer)) > 0) {
        for (int at = 0; at < size;) {
            struct linux_dirent64 *entry = (void *)(buffer + at);
            if (entry->d_name[0] != '.')
                visit(entry->d_name);
            at += entry->d_reclen;
        }
    }
    close(fd);
}

static const char *proc_path(char *buffer, int size, const char *pid, const char *file)
{
    char dir[48];
    return join(buffer, size, join(dir, sizeof dir, "/proc/", pid, "/"), file, "");
}

/* RAM the firmware or boot stub granted: the sum of the "System RAM" ranges in /proc/iomem ("00100000-05ffffff : …"). */
static u64 granted_ram(void)
{
    static char map[4096];
    u64 total = 0;
    read_file("/proc/iomem", map, sizeof map);
    for (char *line = map; *line; line++) {
        u32 from = 0, to = 0, *value = &from;
        char *s = line;
        for (; *s && *s != ' ' && *s != '\n'; s++) {
            if (*s == '-')
                value = &to;
            else
                *value = *value << 4 | ((*s & 15) + (*s > '9' ? 9 : 0));
        }
        if (line[0] != ' ' && !strncmp(s, " : System RAM", 13))
            total += (u64)to - from + 1;
        for (line = s; *line && *line != '\n'; line++)
            ;
        if (!*line)
            break;
    }
    return total;
}

static const char *report_meminfo(struct text *t)
{
    char info[2048];
    read_file("/proc/meminfo", info, sizeof info);
    put(t, "{");
    put_field_u64(t, "total", find_u64(info, "MemTotal:") * 1024);
    put_field_u64(t, "free", find_u64(info, "MemFree:") * 1024);
    put_field_u64(t, "available", find_u64(info, "MemAvailable:") * 1024);
    put_field_u64(t, "granted", granted_ram());
    put(t, "}");
    return 0;
}

/* Name of the container a process belongs to, from its control group ("0::/box/NAME…"), or an empty string. */
static void find_container(const char *pid, char *name, int size)
{
    char path[64], group[256];
    read_file(proc_path(path, sizeof path, pid, "cgroup"), group, sizeof group);
    name[0] = 0;
    if (!strncmp(group, "0::/box/", 8))
        copy_line(name, size, group + 8);
    for (char *s = name; *s; s++)
        if (*s == '/')
            *s = 0;
}

static struct text *process_list;
static void report_process(const char *pid)
{
    struct text *t = process_list;
    char path[64], status[2048], value[80];
    const char *ids;
    if (pid[0] < '0' || pid[0] > '9' || read_file(proc_path(path, sizeof path, pid, "status"), status, sizeof status) <= 0)
        return;
    if (t->end - t->at < 300) /* keep the answer well-formed: the rest is left out */
        return;
    put(t, t->at[-1] == '[' ? "{" : ",{");
    put_field_u64(t, "pid", find_u64(status, "Pid:"));
    put_field_u64(t, "ppid", find_u64(status, "PPid:"));
    copy_line(value, sizeof value, find_value(status, "Name:"));
    put_field(t, "name", value);
    value[0] = *find_value(status, "State:");
    value[1] = 0;
    put_field(t, "state", value);
    put_field_u64(t, "rssBytes", find_u64(status, "VmRSS:") * 1024);
    put_key(t, "nspid");
    put(t, "[");
    for (ids = find_value(status, "NSpid:"); ids && *ids >= '0' && *ids <= '9'; ids += *ids == '\t') {
        if (t->at[-1] != '[')
            put(t, ",");
        put_u64(t, parse_u64(&ids));
    }
    put(t, "]");
    find_container(pid, value, sizeof value);
    put_key(t, "container");
    value[0] ? put_json(t, value) : put(t, "null");
    put(t, "}");
}
static const char *report_processes(struct text *t)
{
    put(t, "[");
    process_list = t;
    each_entry("/proc", report_process);
    put(t, "]");
    return 0;
}

static const char *report_namespaces(struct text *t, const char *pid)
{
    static const char *const kinds[] = { "cgroup", "ipc", "mnt", "net", "pid", "time", "user", "uts" };
    char dir[64], path[80], link[64];
    put(t, "{");
    for (u32 i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        int size = readlink(join(path, sizeof path, proc_path(dir, sizeof dir, pid, "ns/"), kinds[i], ""), link, sizeof link - 1);
        const char *inode = link;
        if (size < 0)
            return "no such process";
        link[size] = 0;
        while (*inode && (*inode < '0' || *inode > '9'))
            inode++;
        put_field_u64(t, kinds[i], parse_u64(&inode));
    }
    put(t, "}");
    return 0;
}

/* A number from a cgroup file; null for "max" and for a file this kernel does not have. */
static void put_limit(struct text *t, const char *key, const char *name, const char *file)
{
    char value[32];
    const char *s = value;
    put_key(t, key);
    cgroup_read(name, file, value, sizeof value);
    value[0] >= '0' && value[0] <= '9' ? put_u64(t, parse_u64(&s)) : put(t, "null");
}
static const char *report_cgroup(struct text *t, const char *name)
{
    char content[512], value[32];
    if (!is_word(name, "_.-", 1) || cgroup_read(name, "memory.current", content, sizeof content) < 0)
        return "no such container, or it is not running";
    put(t, "{");
    put_limit(t, "memoryCurrent", name, "memory.current");
    put_limit(t, "memoryPeak", name, "memory.peak");
    put_limit(t, "memoryMax", name, "memory.max");
    put_limit(t, "pidsCurrent", name, "pids.current");
    put_limit(t, "pidsMax", name, "pids.max");
    cgroup_read(name, "cpu.max", content, sizeof content);
    copy_line(value, sizeof value, content);
    put_field(t, "cpuMax", value);
    cgroup_read(name, "cpu.stat", content, sizeof content);
    put_field_u64(t, "cpuUsageUs", find_u64(content, "usage_usec "));
    put_field_u64(t, "oomKills", cgroup_oom_kills(name));
    put(t, "}");
    return 0;
}

static struct text *container_list;
static void report_container(const char *name)
{
    struct text *t = container_list;
    char dir[128], path[160], config[512], state[256], value[80];
    const char *s = state;
    join(dir, sizeof dir, CONTAINERS, name, "");
    if (read_file(join(path, sizeof path, dir, "/config", ""), config, sizeof config) < 0 || t->end - t->at < 500)
        return;
    if (read_file(join(path, sizeof path, dir, "/state", ""), state, sizeof state) <= 0)
        strcpy(state, "created 0");
    while (*s && *s != ' ')
        s++;
    int running = !strncmp(state, "running", 7);
    s += *s == ' ';
    u64 number = parse_u64(&s);
    put(t, t->at[-1] == '[' ? "{" : ",{");
    put_field(t, "name", name);
    copy_line(value, sizeof value, find_value(config, "id="));
    put_field(t, "id", value);
    copy_line(value, sizeof value, find_value(config, "image="));
    put_field(t, "image", value);
    put_key(t, "pid");
    running ? put_u64(t, number) : put(t, "null");
    put_field(t, "state", running ? "running" : strncmp(state, "exited", 6) ? "created" : "exited");
    put_key(t, "exitStatus");
    running ? put(t, "null") : put_u64(t, number);
    put_key(t, "oomKilled");
    put(t, !running && !strncmp(s, " oom", 4) ? "true" : "false");
    copy_line(value, sizeof value, find_value(config, "hostname="));
    put_field(t, "hostname", value);
    copy_line(value, sizeof value, find_value(config, "ip="));
    put_field(t, "ip", value);
    put_field_u64(t, "createdUs", find_u64(config, "created="));
    put(t, "}");
}
static const char *report_containers(struct text *t)
{
    put(t, "[");
    container_list = t;
    each_entry(CONTAINERS, report_container);
    put(t, "]");
    return 0;
}

/* The kernel as a process sees it: read through its root directory, with its host name (UTS namespace).
   Changes the caller's namespace, so call it in a forked child. */
static const char *report_kernel(struct text *t, const char *pid)
{
    static const struct { const char *key, *file; } facts[] = {
        { "release", "root/proc/sys/kernel/osrelease" }, { "version", "root/proc/sys/kernel/version" },
        { "bootId", "root/proc/sys/kernel/random/boot_id" }, { "hostname", "root/proc/sys/kernel/hostname" },
    };
    char path[96], value[128], line[128];
    int uts = open(proc_path(path, sizeof path, pid, "ns/uts"), O_RDONLY | OPEN_CLOEXEC);
    if (uts < 0 || setns(uts, CLONE_NEWUTS))
        return "no such process";
    put(t, "{");
    for (u32 i = 0; i < sizeof facts / sizeof *facts; i++) {
        if (read_file(proc_path(path, sizeof path, pid, facts[i].file), value, sizeof value) < 0)
            return "this process has no /proc to read";
        copy_line(line, sizeof line, value);
        put_field(t, facts[i].key, line);
    }
    put(t, "}");
    return 0;
}

#endif

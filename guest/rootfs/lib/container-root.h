/* SPDX-License-Identifier: MIT */
/* What a container sees as its file system, built inside its own mount namespace: nothing of this shows on the host. */
#ifndef CONTAINER_ROOT_H
#define CONTAINER_ROOT_H

#include "text.h"

/* Files every container has of its own. They go straight into the writable layer, before it is mounted. */
static void root_write_etc(const char *dir, const char *hostname, const char *ip)
{
    char path[160], content[256];
    struct text t = TEXT_IN(content);
    mkdir(join(path, sizeof path, dir, "/upper/etc", ""), 0755);
    put(&t, hostname);
    put(&t, "\n");
    write_file(join(path, sizeof path, dir, "/upper/etc/hostname", ""), content);
    t.at = t.start;
    put(&t, "127.0.0.1\tlocalhost\n");
    put(&t, ip);
    put(&t, "\t");
    put(&t, hostname);
    put(&t, "\n");
    write_file(join(path, sizeof path, dir, "/upper/etc/hosts", ""), content);
}

/* overlayfs stacks the container's writable directory on the image's read-only layers ("top:…:bottom").
   The layers are shared: all containers of an image, and all images on a layer, use the same files. */
static int root_mount_overlay(const char *dir, const char *layers)
{
    char options[512], path[160];
    struct text t = TEXT_IN(options);
    put(&t, "lowerdir=");
    put(&t, layers);
    put(&t, ",upperdir=");
    put(&t, dir);
    put(&t, "/upper,workdir=");
    put(&t, dir);
    put(&t, "/work");
    return mount("overlay", join(path, sizeof path, dir, "/merged", ""), "overlay", 0, options);
}

static void root_make_devices(void)
{
    static const struct { const char *path; int major, minor; } nodes[] = {
        { "dev/null", 1, 3 }, { "dev/zero", 1, 5 }, { "dev/full", 1, 7 },
        { "dev/random", 1, 8 }, { "dev/urandom", 1, 9 }, { "dev/tty", 5, 0 },
    };
    for (u32 i = 0; i < sizeof nodes / sizeof *nodes; i++)
        mknod(nodes[i].path, S_IFCHR | 0666, mkdev(nodes[i].major, nodes[i].minor));
    symlink("/proc/self/fd", "dev/fd");
    symlink("pts/ptmx", "dev/ptmx");
    mkdir("dev/pts", 0755);
    mkdir("dev/shm", 01777);
}

/* Mounts everything below the current directory (the merged overlay). `terminal` is the host's path of the terminal
   the container runs on, or empty. Returns the step that failed, or null. */
static const char *root_mount_all(const char *terminal)
{
    const int safe = MS_NOSUID | MS_NODEV | MS_NOEXEC;
    if (mount("proc", "proc", "proc", safe, 0))
        return "proc";
    /* /proc/sys and the sysrq trigger reach past every namespace: read-only and masked. */
    mount("proc/sys", "proc/sys", 0, MS_BIND, 0);
    mount(0, "proc/sys", 0, MS_REMOUNT | MS_BIND | MS_RDONLY | safe, 0);
    if (mount("sysfs", "sys", "sysfs", safe | MS_RDONLY, 0))
        return "sysfs";
    if (mount("cgroup", "sys/fs/cgroup", "cgroup2", safe | MS_RDONLY, 0))
        return "cgroup2";
    if (mount("tmpfs", "dev", "tmpfs", MS_NOSUID, "mode=755,size=64k"))
        return "/dev";
    umask(0);
    root_make_devices();
    umask(022);
    mount("dev/null", "proc/sysrq-trigger", 0, MS_BIND, 0);
    if (*terminal && write_file("dev/console", "") == 0)
        mount(terminal, "dev/console", 0, MS_BIND, 0);
    if (mount("devpts", "dev/pts", "devpts", MS_NOSUID | MS_NOEXEC, "newinstance,gid=5,mode=620,ptmxmode=666"))
        return "/dev/pts";
    if (mount("shm", "dev/shm", "tmpfs", safe, "mode=1777"))
        return "/dev/shm";
    return 0;
}

/* Makes the current directory the root and lets go of the old one, which then can't be reached any more. */
static int root_pivot(void)
{
    if (pivot_root(".", "."))
        return -1;
    umount2(".", MNT_DETACH);
    return chdir("/");
}

#endif

/* SPDX-License-Identifier: MIT */
/* The last steps before a container's program runs: fewer privileges, then exec. */
#ifndef CONFINE_H
#define CONFINE_H

#include "text.h"
#include <linux/capability.h>
#include <linux/prctl.h>

/* The capabilities a container's root keeps, Docker's default set: it may change owners, bind port 80 and send
   pings, but not mount, load modules, set the clock or reconfigure the network. */
#define BIT(capability) (1ull << (capability))
static const u64 kept_capabilities =
    BIT(CAP_CHOWN) | BIT(CAP_DAC_OVERRIDE) | BIT(CAP_FOWNER) | BIT(CAP_FSETID) | BIT(CAP_KILL) | BIT(CAP_SETGID) |
    BIT(CAP_SETUID) | BIT(CAP_SETPCAP) | BIT(CAP_NET_BIND_SERVICE) | BIT(CAP_NET_RAW) | BIT(CAP_SYS_CHROOT) |
    BIT(CAP_MKNOD) | BIT(CAP_AUDIT_WRITE) | BIT(CAP_SETFCAP);

/* What is dropped from the bounding set is gone for good with the next exec, for every descendant. */
static void drop_privileges(void)
{
    for (int capability = 0; capability <= CAP_LAST_CAP; capability++)
        if (!(kept_capabilities >> capability & 1))
            prctl(PR_CAPBSET_DROP, capability);
    prctl(PR_SET_NO_NEW_PRIVS, 1);
}

/* Runs command[0], looked up in PATH like a shell does. Returns only on failure, with the errno. */
static int exec_in_path(char **command, char **environment)
{
    const char *path = "/bin:/sbin:/usr/bin:/usr/sbin";
    int failure = ENOENT;
    for (char **e = environment; *e; e++)
        if (!strncmp(*e, "PATH=", 5))
            path = *e + 5;
    if (strchr(command[0], '/')) {
        execve(command[0], command, environment);
        return errno;
    }
    while (*path) {
        char candidate[256];
        struct text t = TEXT_IN(candidate);
        while (*path && *path != ':')
            put_char(&t, *path++);
        path += *path == ':';
        put(&t, "/");
        put(&t, command[0]);
        execve(candidate, command, environment);
        if (errno != ENOENT && errno != ENOTDIR)
            failure = errno;
    }
    return failure;
}

/* "not found" is 127 and "found but not executable" 126, as in every shell and container runtime. */
static int exec_failure_status(int error) { return error == ENOENT || error == ENOTDIR ? 127 : 126; }

static const char *exec_failure_text(int error, const char *program)
{
    struct stat found;
    if (error == ENOENT || error == ENOTDIR)
        return strchr(program, '/') ? "no such file or directory" : "executable file not found in $PATH";
    if (stat(program, &found) == 0 && S_ISDIR(found.st_mode))
        return "is a directory: permission denied";
    return error == ENOEXEC ? "exec format error" : "permission denied";
}

#endif

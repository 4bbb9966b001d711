/* SPDX-License-Identifier: MIT */
/* Lending the terminal to a container and getting it back. */
#ifndef TERMINAL_H
#define TERMINAL_H

#include "kernel.h"

/* The settings of the terminal on standard input before the container had it; `is_terminal` says there is one. */
struct terminal {
    int is_terminal;
    struct termios settings;
};

/* The path of the terminal on standard input, or an empty string. */
static const char *terminal_path(char *buffer, int size)
{
    struct termios settings;
    int length = ioctl(0, TCGETS, &settings) ? 0 : readlink("/proc/self/fd/0", buffer, size - 1);
    buffer[length > 0 ? length : 0] = 0;
    return buffer;
}

static int terminal_foreground(void)
{
    int group = -1;
    ioctl(0, TTY_GET_FOREGROUND, &group);
    return group;
}

/* Like any program that reads the terminal: one that was started in the background stops until `fg`. */
static void terminal_begin(struct terminal *t)
{
    t->is_terminal = ioctl(0, TCGETS, &t->settings) == 0;
    while (t->is_terminal && terminal_foreground() > 0 && terminal_foreground() != getpgrp())
        kill(0, SIGTTIN);
    ioctl(0, TCGETS, &t->settings); /* not before: a shell's line editor changes them while it has the terminal */
}

/* A shell in the container made its own process group the foreground one. Take the terminal back if that group is
   gone, and undo what a killed line editor left behind. (SIGTTOU is blocked while we supervise, so this never stops us.) */
static void terminal_take_back(struct terminal *t)
{
    int group, own = getpgrp();
    if (!t->is_terminal)
        return;
    group = terminal_foreground();
    if (group != own && (group <= 0 || (kill(-group, 0) < 0 && errno == ESRCH)))
        ioctl(0, TTY_SET_FOREGROUND, &own);
    if (terminal_foreground() == own)
        ioctl(0, TCSETSW, &t->settings);
}

#endif

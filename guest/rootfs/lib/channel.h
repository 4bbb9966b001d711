/* SPDX-License-Identifier: MIT */
/* Lines on the control channel (the second serial port). Every line is one write(2), so that lines of
   different processes never mix. Without such a port everything here silently does nothing. */
#ifndef CHANNEL_H
#define CHANNEL_H

#include "text.h"

static int channel = -1;

static void channel_open(int access)
{
    channel = open("/dev/ttyS1", access | O_NOCTTY | OPEN_CLOEXEC);
}

/* Starts `* name {` in a text that channel_end closes and sends. */
static void event_begin(struct text *t, const char *name)
{
    put(t, "* ");
    put(t, name);
    put(t, " {");
}
static void channel_send(struct text *t)
{
    if (t->at == t->end)
        t->at--;
    put_char(t, '\n');
    if (channel >= 0)
        write(channel, t->start, t->at - t->start);
}
static void event_end(struct text *t)
{
    put(t, "}");
    channel_send(t);
}

#endif

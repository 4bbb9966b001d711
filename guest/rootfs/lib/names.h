/* SPDX-License-Identifier: MIT */
/* Where box keeps its books, and what may be called a name. */
#ifndef NAMES_H
#define NAMES_H

#include "text.h"

#define CONTAINERS "/run/box/containers/"
#define ADDRESSES "/run/box/addresses/"

enum { NAME_MAX_LENGTH = 64 };

static int is_alphanumeric(char c) { return (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z'); }

/* Letters, digits and the given punctuation, not at the beginning; `shortest` to 64 characters. */
static int is_word(const char *s, const char *punctuation, int shortest)
{
    int length = 0;
    for (; s[length]; length++)
        if (!is_alphanumeric(s[length]) && (!length || !strchr(punctuation, s[length])))
            return 0;
    return length >= shortest && length <= NAME_MAX_LENGTH;
}

#endif

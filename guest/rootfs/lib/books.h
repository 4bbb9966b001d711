/* SPDX-License-Identifier: MIT */
/* The books box keeps about a container, in /run/box/containers/NAME: who it is, its limits, its address. */
#ifndef BOOKS_H
#define BOOKS_H

#include "text.h"

#define CONTAINERS "/run/box/containers/"
#define ADDRESSES "/run/box/addresses/"

enum { NAME_MAX_LENGTH = 64, SMALLEST_MEMORY = 6 << 20, CPU_PERIOD_US = 100000 };

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

/* "16m" in bytes, with the suffixes b, k, m and g; 0 if it is not a size. */
static u64 parse_bytes(const char *s)
{
    static const char suffixes[] = "bkmg";
    const char *start = s, *suffix;
    u64 value = parse_u64(&s);
    if (s == start || s - start > 10)
        return 0;
    if (*s && (suffix = strchr(suffixes, *s | 32))) {
        value <<= 10 * (suffix - suffixes);
        s++;
    }
    return *s ? 0 : value;
}

/* "0.5" processors as microseconds of run time per period; 0 if that is no number between 0.01 and 1. */
static u32 parse_cpus(const char *s)
{
    u64 quota = parse_u64(&s) * CPU_PERIOD_US;
    u32 digit = CPU_PERIOD_US;
    if (*s == '.')
        for (s++; *s >= '0' && *s <= '9'; s++)
            quota += (*s - '0') * (digit /= 10);
    return *s || quota < CPU_PERIOD_US / 100 || quota > CPU_PERIOD_US ? 0 : quota;
}

/* Twelve random hexadecimal digits. */
static void make_id(char id[13])
{
    static const char hex[] = "0123456789abcdef";
    unsigned char random[12] = { 0 };
    my_syscall3(__NR_getrandom, random, sizeof random, 0);
    for (int i = 0; i < 12; i++)
        id[i] = hex[random[i] & 15];
    id[12] = 0;
}

/* mkdir either makes a directory or says that it exists, so two runs at once never get the same address.
   Returns the last part of 172.17.0.N, or 0 when none is free. */
static int lease_address(void)
{
    char path[64], number[8];
    for (int n = 2; n < 255; n++) {
        itoa_r(n, number);
        if (mkdir(join(path, sizeof path, ADDRESSES, number, ""), 0755) == 0)
            return n;
    }
    return 0;
}

static void make_book_shelves(void)
{
    mkdir("/run/box", 0755);
    mkdir(CONTAINERS, 0755);
    mkdir(ADDRESSES, 0755);
}

/* One "key=value" line; values are checked before, so none needs a shell's quotes (but for spaces). */
static void put_line(struct text *t, const char *key, const char *value)
{
    put(t, key);
    put(t, strchr(value, ' ') ? "='" : "=");
    put(t, value);
    put(t, strchr(value, ' ') ? "'\n" : "\n");
}

#endif

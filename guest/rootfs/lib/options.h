/* SPDX-License-Identifier: MIT */
/* Checks what the user asked for (environment variables set by `box run`) and turns it into what the kernel wants. */
#ifndef OPTIONS_H
#define OPTIONS_H

#include "container.h"
#include "names.h"

enum { SMALLEST_MEMORY = 6 << 20, CPU_PERIOD_US = 100000, MOST_PIDS = 1000000 };

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

static int refuse(const char *before, const char *value, const char *after)
{
    struct text t = TEXT_IN(box.problem);
    put(&t, before);
    put(&t, value);
    put(&t, after);
    return box.failure = BOX_FAILED;
}

static int check_options(void)
{
    const char *memory = setting("memory"), *pids = setting("pids"), *cpus = setting("cpus");
    if (*setting("name") && !is_word(setting("name"), "_.-", 2))
        return refuse("Invalid container name (", setting("name"), "), only [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed");
    if (*setting("hostname") && !is_word(setting("hostname"), ".-", 1))
        return refuse("invalid hostname: ", setting("hostname"), "");
    if (*memory) {
        u64 bytes = parse_bytes(memory);
        if (!bytes)
            return refuse("invalid argument \"", memory, "\" for \"-m, --memory\" flag: not a size such as 16m");
        if (bytes < SMALLEST_MEMORY)
            return refuse("Minimum memory limit allowed is 6MB", "", "");
        u64toa_r(bytes, box.memory);
    }
    if (*pids) {
        const char *s = pids;
        u64 number = parse_u64(&s);
        if (*s || !number || number > MOST_PIDS)
            return refuse("invalid argument \"", pids, "\" for \"--pids\" flag: not a number from 1");
        u64toa_r(number, box.pids);
    }
    if (*cpus) {
        u32 quota = parse_cpus(cpus);
        if (!quota)
            return refuse("invalid argument \"", cpus, "\" for \"--cpus\" flag: range of CPUs is from 0.01 to 1.00, as there is only 1 CPU");
        utoa_r(quota, box.cpu);
        strlcat(box.cpu, " 100000", sizeof box.cpu);
    }
    return 0;
}

#endif

/* SPDX-License-Identifier: MIT */
/* The command line of `box run`: what the user asks for, checked and turned into what the kernel wants. */
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
    u64 quota = strlen(s) > 8 ? 0 : parse_u64(&s) * CPU_PERIOD_US;
    u32 digit = CPU_PERIOD_US;
    if (*s == '.')
        for (s++; *s >= '0' && *s <= '9'; s++)
            quota += (*s - '0') * (digit /= 10);
    return *s || quota < CPU_PERIOD_US / 100 || quota > CPU_PERIOD_US ? 0 : quota;
}

/* What was asked for; empty strings for what was not. */
static struct {
    const char *name, *hostname, *memory, *pids, *cpus, *image;
    int remove, detach;
} asked = { "", "", "", "", "", "", 0, 0 };

static int refuse(const char *before, const char *value, const char *after)
{
    struct text t = TEXT_IN(box.problem);
    put(&t, before);
    put(&t, value);
    put(&t, after);
    return box.failure = BOX_FAILED;
}

/* The value of option `name`, given as "--name value" or "--name=value"; null if this word is another option.
   Moves past the value. */
static const char *option_value(char ***word, const char *name)
{
    int length = strlen(name);
    const char *s = **word;
    if (strncmp(s, name, length))
        return 0;
    if (s[length] == '=')
        return s + length + 1;
    if (s[length])
        return 0;
    if ((*word)[1])
        return *++*word;
    refuse("flag needs an argument: ", name, "");
    return "";
}

/* Reads options up to the image's name; what follows is the command. */
static int parse_options(char **word)
{
    const struct { const char *flag, **value; } with_value[] = {
        { "--name", &asked.name }, { "--hostname", &asked.hostname }, { "--memory", &asked.memory },
        { "-m", &asked.memory }, { "--pids", &asked.pids }, { "--cpus", &asked.cpus },
    };
    for (; *word && **word == '-' && !box.failure; word++) {
        const char *value = 0;
        for (u32 i = 0; i < sizeof with_value / sizeof *with_value && !value; i++)
            if ((value = option_value(&word, with_value[i].flag)))
                *with_value[i].value = value;
        if (value)
            continue;
        if (!strcmp(*word, "--rm"))
            asked.remove = 1;
        else if (!strcmp(*word, "-d") || !strcmp(*word, "--detach"))
            asked.detach = 1;
        else if (strcmp(*word, "-i") && strcmp(*word, "-t") && strcmp(*word, "-it")) /* always so, unless detached */
            return refuse("unknown flag: ", *word, "\n\nRun 'box help' for more information");
    }
    if (!box.failure && !*word)
        return refuse("'box run' requires at least 1 argument", "", "\n\nUsage:  box run [OPTIONS] IMAGE [COMMAND...]");
    if (*word) {
        asked.image = *word;
        box.command = word + 1;
    }
    return box.failure;
}

static int check_options(void)
{
    if (*asked.name && !is_word(asked.name, "_.-", 2))
        return refuse("Invalid container name (", asked.name, "), only [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed");
    if (*asked.hostname && !is_word(asked.hostname, ".-", 1))
        return refuse("invalid hostname: ", asked.hostname, "");
    if (*asked.memory) {
        u64 bytes = parse_bytes(asked.memory);
        if (!bytes)
            return refuse("invalid argument \"", asked.memory, "\" for \"-m, --memory\" flag: not a size such as 16m");
        if (bytes < SMALLEST_MEMORY)
            return refuse("Minimum memory limit allowed is 6MB", "", "");
        u64toa_r(bytes, box.memory);
    }
    if (*asked.pids) {
        const char *s = asked.pids;
        u64 number = parse_u64(&s);
        if (*s || !number || number > MOST_PIDS)
            return refuse("invalid argument \"", asked.pids, "\" for \"--pids\" flag: not a number from 1");
        u64toa_r(number, box.pids);
    }
    if (*asked.cpus) {
        u32 quota = parse_cpus(asked.cpus);
        if (!quota)
            return refuse("invalid argument \"", asked.cpus, "\" for \"--cpus\" flag: range of CPUs is from 0.01 to 1.00, as there is only 1 CPU");
        utoa_r(quota, box.cpu);
        strlcat(box.cpu, " 100000", sizeof box.cpu);
    }
    return 0;
}

#endif

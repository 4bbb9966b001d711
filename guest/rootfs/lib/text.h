/* SPDX-License-Identifier: MIT */
/* Text without a libc: a bounded writer, JSON strings, whole-file reads and writes, number parsing. */
#ifndef TEXT_H
#define TEXT_H

#include "kernel.h"

/* Appends to a fixed buffer; what does not fit is dropped, and the text always stays NUL-terminated. */
struct text {
    char *start, *at, *end;
};
#define TEXT_IN(buffer) { (buffer), (buffer), (buffer) + sizeof(buffer) - 1 }

static inline void put_char(struct text *t, char c)
{
    if (t->at < t->end)
        *t->at++ = c;
    *t->at = 0;
}
static void put(struct text *t, const char *s)
{
    while (*s)
        put_char(t, *s++);
}
static void put_u64(struct text *t, u64 value)
{
    char digits[24];
    u64toa_r(value, digits);
    put(t, digits);
}
/* A JSON string with its quotes; bytes outside printable ASCII become \u00XX. */
static void put_json(struct text *t, const char *s)
{
    static const char hex[] = "0123456789abcdef";
    put_char(t, '"');
    for (; *s; s++) {
        unsigned char c = *s;
        if (c == '"' || c == '\\') {
            put_char(t, '\\');
            put_char(t, c);
        } else if (c < 32 || c > 126) {
            put(t, "\\u00");
            put_char(t, hex[c >> 4]);
            put_char(t, hex[c & 15]);
        } else {
            put_char(t, c);
        }
    }
    put_char(t, '"');
}
/* "name": with a comma before it unless it opens an object. */
static void put_key(struct text *t, const char *name)
{
    if (t->at > t->start && t->at[-1] != '{')
        put_char(t, ',');
    put_json(t, name);
    put_char(t, ':');
}
static void put_field_u64(struct text *t, const char *name, u64 value) { put_key(t, name); put_u64(t, value); }
static void put_field(struct text *t, const char *name, const char *value) { put_key(t, name); put_json(t, value); }

/* PATH = the given parts joined; for building paths in one expression. */
static const char *join(char *buffer, int size, const char *a, const char *b, const char *c)
{
    struct text t = { buffer, buffer, buffer + size - 1 };
    put(&t, a);
    put(&t, b);
    put(&t, c);
    return buffer;
}

/* Reads a whole (small) file as a string; returns its length or -1. */
static int read_file(const char *path, char *buffer, int size)
{
    int used = 0, n, fd = open(path, O_RDONLY | OPEN_CLOEXEC);
    buffer[0] = 0;
    if (fd < 0)
        return -1;
    while (used < size - 1 && (n = read(fd, buffer + used, size - 1 - used)) > 0)
        used += n;
    close(fd);
    buffer[used] = 0;
    return used;
}
/* Replaces a file's content; returns 0 or -1 (errno is set). */
static int write_file(const char *path, const char *content)
{
    int length = strlen(content), fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | OPEN_CLOEXEC, 0644);
    if (fd < 0)
        return -1;
    int written = write(fd, content, length);
    close(fd);
    return written == length ? 0 : -1;
}

/* Reads decimal digits and moves the pointer past them. */
static u64 parse_u64(const char **s)
{
    u64 value = 0;
    while (**s >= '0' && **s <= '9')
        value = value * 10 + (*(*s)++ - '0');
    return value;
}
/* What follows `key` at the beginning of a line, or null. A key is given with its separator ("id=", "oom_kill "),
   so that no longer key that begins alike is taken for it; blanks after it are skipped. */
static const char *find_value(const char *content, const char *key)
{
    int length = strlen(key);
    for (const char *line = content; *line; line++) {
        if (!strncmp(line, key, length)) {
            for (line += length; *line == ' ' || *line == '\t';)
                line++;
            return line;
        }
        while (*line && *line != '\n')
            line++;
        if (!*line)
            break;
    }
    return 0;
}
static u64 find_u64(const char *content, const char *key)
{
    const char *value = find_value(content, key);
    return value ? parse_u64(&value) : 0;
}
/* Copies one line (or word list) up to the newline. */
static void copy_line(char *to, int size, const char *from)
{
    int i = 0;
    for (; from && from[i] && from[i] != '\n' && i < size - 1; i++)
        to[i] = from[i];
    to[i] = 0;
}

#endif

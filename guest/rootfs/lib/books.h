/* SPDX-License-Identifier: MIT */
/* The books box keeps about a container, in /run/box/containers/NAME: who it is, its limits, its address. */
#ifndef BOOKS_H
#define BOOKS_H

#include "image.h"

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

/* Reserves the name and an address and writes down what the container is. */
static int open_books(void)
{
    char path[160], content[512], created[24];
    struct text t = TEXT_IN(content);
    int address;
    make_id(box.id);
    box.name = *asked.name ? asked.name : box.id;
    box.hostname = *asked.hostname ? asked.hostname : box.id;
    join(box.dir, sizeof box.dir, CONTAINERS, box.name, "");
    int taken = mkdir(box.dir, 0755) ? errno : 0;
    if (taken == ENOENT) {
        make_book_shelves();
        taken = mkdir(box.dir, 0755) ? errno : 0;
    }
    if (taken) {
        char other[16];
        read_file(join(path, sizeof path, box.dir, "/config", ""), content, sizeof content);
        copy_line(other, sizeof other, find_value(content, "id="));
        put(&t, "\" is already in use by container \"");
        put(&t, other);
        put(&t, "\". You have to remove (or rename) that container to be able to reuse that name.");
        return refuse("Conflict. The container name \"/", box.name, content);
    }
    if (!(address = lease_address())) {
        rmdir(box.dir);
        return refuse("no available IPv4 addresses on this network's address pool", "", "");
    }
    strcpy(box.ip, "172.17.0.");
    itoa_r(address, box.ip + 9);
    mkdir(join(path, sizeof path, box.dir, "/upper", ""), 0755);
    mkdir(join(path, sizeof path, box.dir, "/work", ""), 0755);
    mkdir(join(path, sizeof path, box.dir, "/merged", ""), 0755);
    put_line(&t, "id", box.id);
    put_line(&t, "image", asked.image);
    put_line(&t, "hostname", box.hostname);
    put_line(&t, "ip", box.ip);
    put_line(&t, "memory", box.memory);
    put_line(&t, "pids", box.pids);
    put_line(&t, "cpu", box.cpu);
    u64toa_r(box.phase_us[IMAGE], created);
    put_line(&t, "created", created);
    put_line(&t, "detach", asked.detach ? "1" : "");
    write_file(join(path, sizeof path, box.dir, "/config", ""), content);
    t.at = t.start;
    for (char **word = box.command; *word; word++) {
        put(&t, word == box.command ? "" : " ");
        put(&t, *word);
    }
    put(&t, "\n");
    write_file(join(path, sizeof path, box.dir, "/command", ""), content);
    return 0;
}

#endif

/* SPDX-License-Identifier: MIT */
/* An image: a text file in /var/lib/box/images that names its layers, its command and variables for it, in the form
   key='value', so that the shell can read it too. The layers are directories in /var/lib/box/layers. */
#ifndef IMAGE_H
#define IMAGE_H

#include "options.h"

static struct {
    char config[1024], layers[256], environment[256], command_line[256];
    char *command[32];
} image;

/* The value of one key, without quotes. */
static void image_value(char *to, int size, const char *key)
{
    const char *value = find_value(image.config, key);
    copy_line(to, size, value && *value == '\'' ? value + 1 : value);
    int length = strlen(to);
    if (length && to[length - 1] == '\'')
        to[length - 1] = 0;
}

/* Cuts a line into words, in place. */
static void split(char *line, char **words, int most)
{
    int n = 0;
    while (*line && n < most - 1) {
        while (*line == ' ')
            *line++ = 0;
        if (*line)
            words[n++] = line;
        while (*line && *line != ' ')
            line++;
    }
    words[n] = 0;
}

/* Reads the image's config. overlayfs wants the layers as "top:bottom". Without a command the image's own is run. */
static int image_open(void)
{
    char path[160], names[128], *words[16];
    char *tag = strchr(asked.image, ':');
    struct text t = TEXT_IN(image.layers);
    if (tag && !strcmp(tag, ":latest"))
        *tag = 0;
    if (!is_word(asked.image, "_.-", 1))
        return refuse("invalid reference format: ", asked.image, "");
    if (read_file(join(path, sizeof path, "/var/lib/box/images/", asked.image, ""), image.config, sizeof image.config) < 0)
        return refuse("Unable to find image '", asked.image, "' locally (see: box images)");
    image_value(names, sizeof names, "layers=");
    image_value(image.environment, sizeof image.environment, "environment=");
    image_value(image.command_line, sizeof image.command_line, "cmd=");
    split(names, words, 16);
    for (char **word = words; *word; word++) {
        put(&t, word == words ? "" : ":");
        put(&t, "/var/lib/box/layers/");
        put(&t, *word);
    }
    if (!box.command[0]) {
        split(image.command_line, image.command, 32);
        box.command = image.command;
    }
    return 0;
}

#endif

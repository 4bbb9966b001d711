/* SPDX-License-Identifier: MIT */
/* The control agent: answers requests that a program outside the machine sends over the second serial port, so that
   measuring and checking never disturb the terminal on the first. PROTOCOL.md describes every request and answer.

   One loop reads lines; what may take long is answered by a forked child, so that it holds up nothing else. */

#include "lib/channel.h"
#include "lib/reports.h"

enum { LONGEST_LINE = 1023, MOST_WORDS = 32 };

static char reply_buffer[32768];
static struct text reply = TEXT_IN(reply_buffer);

/* A request, cut into words; id and verb point into the line. */
static char *words[MOST_WORDS + 1];
static int word_count;

static void answer_begin(const char *id, const char *outcome)
{
    reply.at = reply.start;
    put(&reply, id);
    put(&reply, outcome);
}
static void answer_error(const char *id, const char *message)
{
    answer_begin(id, " err ");
    for (; *message && *message != '\n'; message++) /* one line, whatever a program printed */
        put_char(&reply, *message < 32 || *message > 126 ? '?' : *message);
    channel_send(&reply);
}

/* ---------- actions ---------- */

static const char *environment[] = { "HOME=/root", "PATH=/usr/local/bin:/bin:/sbin:/usr/bin:/usr/sbin", 0 };

/* Runs a command to its end; its standard output and error go to `output` (the beginning of it). Returns its status. */
static int run_command(char **argv, char *output, int size)
{
    int ends[2], n, used = 0, status = 0;
    char rest[256];
    make_pipe(ends);
    int pid = fork();
    if (pid == 0) {
        dup2(open("/dev/null", O_RDONLY), 0);
        dup2(ends[1], 1);
        dup2(ends[1], 2);
        execve(argv[0], argv, (char **)environment);
        exit(127);
    }
    close(ends[1]);
    while ((n = used < size - 1 ? read(ends[0], output + used, size - 1 - used) : read(ends[0], rest, sizeof rest)) > 0)
        used += used < size - 1 ? n : 0;
    output[used] = 0;
    close(ends[0]);
    waitpid(pid, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + (status & 127);
}

/* What a failed box command said, without its own name in front. */
static const char *complaint(const char *output)
{
    return strncmp(output, "box: ", 5) ? output : output + 5;
}

/* start NAME IMAGE [FLAGS… [-- COMMAND…]]: `box run -d`, timed on the clock of the guest from before the first fork. */
static const char *start(struct text *t)
{
    static const char *const names[] = { "image ", "namespaces ", "network ", "cgroup ", "rootfs ", "exec ", "started " };
    static const char *const spans[] = { "launch", "image", "namespaces", "network", "cgroup", "rootfs", "exec" };
    static char output[1024];
    char *argv[MOST_WORDS + 8] = { "/usr/local/bin/box", "run", "-d", "--name", words[2] };
    char path[160], phases[256];
    u64 began = monotonic_us(), from = began;
    int n = 5, word = 4;
    if (word_count < 4)
        return "usage: start NAME IMAGE [FLAGS... [-- COMMAND...]]";
    for (; word < word_count && strcmp(words[word], "--"); word++)
        argv[n++] = words[word];
    argv[n++] = words[3];
    for (word++; word < word_count; word++)
        argv[n++] = words[word];
    if (run_command(argv, output, sizeof output))
        return complaint(output);
    read_file(join(path, sizeof path, CONTAINERS, words[2], "/state"), phases, sizeof phases);
    put(t, "{");
    put_field(t, "name", words[2]);
    put_field_u64(t, "totalUs", find_u64(phases, "started ") - began);
    put_key(t, "phasesUs");
    put(t, "{");
    for (u32 i = 0; i < sizeof names / sizeof *names; i++) {
        u64 next = find_u64(phases, names[i]);
        put_field_u64(t, spans[i], next - from);
        from = next;
    }
    put(t, "}}");
    return 0;
}

static const char *simple_box_command(struct text *t, char **argv)
{
    static char output[1024];
    if (!words[2])
        return "a container's name is missing";
    if (run_command(argv, output, sizeof output))
        return complaint(output);
    put(t, "{");
    put_field(t, "name", words[2]);
    put(t, "}");
    return 0;
}
static const char *stop(struct text *t)
{
    char *argv[] = { "/usr/local/bin/box", "stop", "-t", word_count > 3 ? words[3] : "10", words[2], 0 };
    return simple_box_command(t, argv);
}
static const char *rm(struct text *t)
{
    char *argv[] = { "/usr/local/bin/box", "rm", "-f", words[2], 0 };
    return simple_box_command(t, argv);
}

static const char *kernel(struct text *t) { return report_kernel(t, word_count > 2 ? words[2] : "self"); }

/* Answers in a child of its own, which then exits. */
static void answer_in_child(const char *(*action)(struct text *))
{
    const char *problem;
    int pid = fork();
    if (pid < 0) {
        answer_error(words[0], "cannot fork");
        return;
    }
    if (pid)
        return;
    children_reaped_by_kernel(0);
    answer_begin(words[0], " ok ");
    if ((problem = action(&reply)))
        answer_error(words[0], problem);
    else
        channel_send(&reply);
    exit(0);
}

static const char *set_date(struct text *t, const char *seconds)
{
    const char *s = seconds;
    long long now[2] = { parse_u64(&s), 0 };
    if (!*seconds || *s || s - seconds > 11)
        return "usage: date UNIXSECONDS";
    if (my_syscall2(__NR_clock_settime64, CLOCK_REALTIME_ID, now))
        return "the kernel did not take this time";
    put(t, "{");
    put_field_u64(t, "unixSeconds", now[0]);
    put(t, "}");
    return 0;
}

/* The kernel tells the foreground programs of the terminal about its new size (SIGWINCH). */
static const char *set_window_size(struct text *t, const char *columns, const char *rows)
{
    const char *c = columns, *r = rows;
    struct { unsigned short rows, columns, width, height; } size = { 0, 0, 0, 0 };
    u64 column_count = parse_u64(&c), row_count = parse_u64(&r);
    if (*c || *r || !column_count || !row_count || column_count > 1000 || row_count > 1000)
        return "usage: winsize COLUMNS ROWS (1 to 1000 each)";
    int terminal = open("/dev/ttyS0", O_RDWR | O_NOCTTY | O_NONBLOCK | OPEN_CLOEXEC);
    size.columns = column_count;
    size.rows = row_count;
    int failed = terminal < 0 || ioctl(terminal, TTY_SET_SIZE, &size);
    close(terminal);
    if (failed)
        return "there is no terminal on ttyS0";
    put(t, "{");
    put_field_u64(t, "columns", column_count);
    put_field_u64(t, "rows", row_count);
    put(t, "}");
    return 0;
}

static const char *uptime(struct text *t)
{
    put(t, "{");
    put_field_u64(t, "uptimeUs", monotonic_us());
    put(t, "}");
    return 0;
}
static const char *ping(struct text *t)
{
    put(t, "{");
    put_field_u64(t, "monotonicUs", monotonic_us());
    put(t, "}");
    return 0;
}

/* ---------- requests ---------- */

static int is_number(const char *s, int most_digits)
{
    int n = 0;
    while (s[n] >= '0' && s[n] <= '9')
        n++;
    return n && n <= most_digits && !s[n];
}

static void cut_into_words(char *line)
{
    word_count = 0;
    while (*line && word_count < MOST_WORDS) {
        while (*line == ' ')
            *line++ = 0;
        if (*line)
            words[word_count++] = line;
        while (*line && *line != ' ')
            line++;
    }
    words[word_count] = 0;
}

/* One line of input. Whatever it is, it gets exactly one line of answer, now or (long verbs) later. */
static void answer(char *line)
{
    const char *problem, *id = "-", *verb, *argument;
    for (char *s = line; *s; s++)
        if (*s < 32 || *s > 126) {
            answer_error("-", "unprintable byte in request");
            return;
        }
    cut_into_words(line);
    if (!word_count)
        return;
    if (!is_number(words[0], 9)) {
        answer_error("-", "a request begins with an id of 1 to 9 digits");
        return;
    }
    id = words[0];
    if (word_count < 2 || word_count == MOST_WORDS) {
        answer_error(id, word_count < 2 ? "no verb" : "too many words");
        return;
    }
    verb = words[1];
    argument = word_count > 2 ? words[2] : "";
    answer_begin(id, " ok ");
    if (!strcmp(verb, "ping"))
        problem = ping(&reply);
    else if (!strcmp(verb, "uptime"))
        problem = uptime(&reply);
    else if (!strcmp(verb, "meminfo"))
        problem = report_meminfo(&reply);
    else if (!strcmp(verb, "ps"))
        problem = report_processes(&reply);
    else if (!strcmp(verb, "ns"))
        problem = is_number(argument, 7) ? report_namespaces(&reply, argument) : "usage: ns PID";
    else if (!strcmp(verb, "cgroup"))
        problem = report_cgroup(&reply, argument);
    else if (!strcmp(verb, "containers"))
        problem = report_containers(&reply);
    else if (!strcmp(verb, "date"))
        problem = set_date(&reply, argument);
    else if (!strcmp(verb, "winsize"))
        problem = set_window_size(&reply, argument, word_count > 3 ? words[3] : "");
    else if (!strcmp(verb, "kernel") && word_count > 2 && !is_number(argument, 7))
        problem = "usage: kernel [PID]";
    else if (!strcmp(verb, "kernel")) {
        answer_in_child(kernel);
        return;
    } else if (!strcmp(verb, "start")) {
        answer_in_child(start);
        return;
    } else if (!strcmp(verb, "stop")) {
        answer_in_child(stop);
        return;
    } else if (!strcmp(verb, "rm")) {
        answer_in_child(rm);
        return;
    } else
        problem = "unknown verb";
    if (problem)
        answer_error(id, problem);
    else
        channel_send(&reply);
}

/* Reads for ever. A line that is too long is skipped to its end and answered with an error. */
static void serve(void)
{
    static char line[LONGEST_LINE + 1], input[256];
    int length = 0, too_long = 0, n;
    while ((n = read(channel, input, sizeof input)) > 0 || (n < 0 && errno == EINTR)) {
        for (int i = 0; i < n; i++) {
            if (input[i] != '\n') {
                if (length < LONGEST_LINE)
                    line[length++] = input[i] ? input[i] : 1; /* a NUL is just another unprintable byte */
                else
                    too_long = 1;
                continue;
            }
            if (length && line[length - 1] == '\r')
                length--;
            line[length] = 0;
            if (too_long)
                answer_error("-", "line too long");
            else
                answer(line);
            length = too_long = 0;
        }
    }
}

/* Bytes as they come, at full speed, without echo. False when the machine has no second serial port. */
static int make_raw(void)
{
    struct termios settings;
    if (ioctl(channel, TCGETS, &settings))
        return 0;
    settings.c_iflag = IGNBRK | IGNPAR;
    settings.c_oflag = 0;
    settings.c_lflag = 0;
    settings.c_cflag = B115200 | CS8 | CREAD | CLOCAL;
    settings.c_cc[VMIN] = 1;
    settings.c_cc[VTIME] = 0;
    return ioctl(channel, TCSETS, &settings) == 0;
}

int main(void)
{
    channel_open(O_RDWR);
    if (channel < 0 || !make_raw())
        return 0;
    children_reaped_by_kernel(1);
    event_begin(&reply, "hello");
    put_field_u64(&reply, "protocol", 1);
    put_field_u64(&reply, "pid", getpid());
    event_end(&reply);
    set_nice(0);
    serve();
    return 1;
}

#define _GNU_SOURCE
#include "plugin_calls.h"

#include <malloc.h>
#include <signal.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

static _Thread_local const char *called;
static _Thread_local char failure[1024];
static char aim[256];

const char *pose_call_begin(const char *whose) {
    const char *before = called;
    called = whose;
    // What an earlier call noted and then did without is no reason for this one.
    failure[0] = 0;
    return before;
}

bool pose_call_end(const char *before) {
    called = before;
    return failure[0] != 0;
}

void pose_call_fail(const char *reason) {
    if (!reason) return;
    strncpy(failure, reason, sizeof failure - 1);
    // Half a character at the end would be no text.
    size_t end = strlen(failure);
    if (end == sizeof failure - 1) {
        while (end > 0 && (failure[end - 1] & 0xC0) == 0x80) end--;
        if (end > 0 && (failure[end - 1] & 0x80)) end--;
        failure[end] = 0;
    }
}

const char *pose_call_take_failure(void) {
    static _Thread_local char taken[sizeof failure];
    if (!failure[0]) return NULL;
    memcpy(taken, failure, sizeof failure);
    failure[0] = 0;
    return taken;
}

size_t pose_heap_in_use(void) {
    struct mallinfo2 info = mallinfo2();
    return info.uordblks + info.hblkhd;
}

void pose_calls_aim_at(const char *text) { strncpy(aim, text, sizeof aim - 1); }

static void say(const char *text) {
    ssize_t count = write(STDERR_FILENO, text, strlen(text));
    (void)count;
}

static const char *name(int number) {
    switch (number) {
    case SIGSEGV: return "segmentation fault";
    case SIGBUS: return "bus error";
    case SIGFPE: return "arithmetic fault";
    case SIGABRT: return "aborted itself";
    default: return "illegal instruction or failed check";
    }
}

static void crashed(int number) {
    if (called) {
        say("pose-animate: ");
        say(called);
        say(" crashed (");
        say(name(number));
        say(")");
        if (aim[0]) {
            say(" when it was tried whether it ");
            say(aim);
        }
        say("; --isolate keeps a plug-in apart, --no-plugins leaves all away\n");
        _exit(EX_SOFTWARE);
    }
    // Not during such a call: the program ends as if nobody had looked.
    signal(number, SIG_DFL);
    raise(number);
}

void pose_calls_report_crashes(void) {
    // A stack of its own, for plug-ins that have used theirs up.
    static char stack[1 << 16];
    stack_t alternative = {.ss_sp = stack, .ss_size = sizeof stack};
    sigaltstack(&alternative, NULL);
    struct sigaction action = {.sa_handler = crashed, .sa_flags = SA_ONSTACK | SA_NODEFER};
    static const int numbers[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGTRAP, SIGABRT};
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        sigaction(numbers[i], &action, NULL);
}

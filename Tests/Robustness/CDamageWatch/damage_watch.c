#include "damage_watch.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#if __has_feature(address_sanitizer)
#include <sanitizer/asan_interface.h>
#define SANITIZED 1
#else
#define SANITIZED 0
#endif

static const char *current_model = "";
static const char *current_kind = "";
static long current_number;

static void say(const char *what) {
    // Signal handlers may not format: the number is written digit by digit.
    char digits[24];
    size_t at = sizeof digits;
    long number = current_number;
    do {
        digits[--at] = '0' + number % 10;
        number /= 10;
    } while (number > 0 && at > 0);
    const char *parts[] = {"damage: ", current_model, " --only ", current_kind, ":"};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (write(STDERR_FILENO, parts[i], strlen(parts[i])) < 0) return;
    }
    if (write(STDERR_FILENO, digits + at, sizeof digits - at) < 0) return;
    if (write(STDERR_FILENO, what, strlen(what)) < 0) return;
}

static void on_alarm(int number) {
    (void)number;
    say(": did not end within 10 seconds\n");
    _exit(70);
}

static void on_crash(int number) {
    say(": crashed\n");
    signal(number, SIG_DFL);
    raise(number);
}

#if SANITIZED
static void on_report(void) { say(": reported by the address sanitizer\n"); }
#endif

void damage_watch_install(void) {
    signal(SIGALRM, on_alarm);
#if SANITIZED
    __asan_set_death_callback(on_report);
    signal(SIGILL, on_crash);
    signal(SIGTRAP, on_crash);
#else
    const int crashes[] = {SIGSEGV, SIGBUS, SIGILL, SIGTRAP, SIGFPE, SIGABRT};
    for (size_t i = 0; i < sizeof crashes / sizeof *crashes; i++) signal(crashes[i], on_crash);
#endif
}

void damage_watch_case(const char *model, const char *kind, long number) {
    current_model = model;
    current_kind = kind;
    current_number = number;
    alarm(10);
}

void damage_forbid(const void *bytes, size_t count) {
#if SANITIZED
    __asan_poison_memory_region(bytes, count);
#else
    (void)bytes, (void)count;
#endif
}

void damage_allow(const void *bytes, size_t count) {
#if SANITIZED
    __asan_unpoison_memory_region(bytes, count);
#else
    (void)bytes, (void)count;
#endif
}

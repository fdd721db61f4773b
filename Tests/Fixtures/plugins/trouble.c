/* A plug-in of one filter that does what it is told to in frame 3: for tests of what the engine then does. */
#include <math.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "pose_animate_plugin.h"

#ifdef CRASHES_WHEN_LOADED
__attribute__((constructor)) static void crash(void) { raise(SIGSEGV); }
#endif

static const char *const moods[] = {
    "good", "crash-made", "crash", "abort", "hang", "exit", "nan", "scribble", "fail", "print",
    "crash-destroyed", "closed", "log", "spawn", 0};
enum { GOOD, CRASH_MADE, CRASH, ABORT, HANG, EXIT, NOT_A_NUMBER, SCRIBBLE, FAIL, PRINT,
       CRASH_DESTROYED, CLOSED, LOG, SPAWN };

typedef struct {
    pa_filter functions;
    const pa_host *host;
    int mood;
    double offset;
} filter;

static void destroy(const pa_filter *self) {
    if (((const filter *)self)->mood == CRASH_DESTROYED) raise(SIGSEGV);
    free((void *)self);
}

/* Writes over all memory that is near, as a pointer gone astray would. */
static void scribble(pa_frame *frame) {
    char *place = (char *)frame->keypoints;
    for (long i = -4096; i < 1l << 24; i++) place[i] = (char)0xA5;
}

static pa_status trouble(filter *self, pa_frame *frame) {
    switch (self->mood) {
    case CRASH: raise(SIGSEGV); break;
    case ABORT: abort();
    case HANG: for (;;) pause();
    case EXIT: exit(0);
    case NOT_A_NUMBER: frame->keypoints[0].x = NAN; break;
    case SCRIBBLE: scribble(frame); break;
    case FAIL:
        self->host->fail(self->host, "has no more; give it more");
        return PA_UNAVAILABLE;
    case PRINT: printf("printed\n"); fflush(stdout); break;
    case CLOSED: for (int i = 3; i < 100; i++) close(i); break;
    case LOG: self->host->log(self->host, PA_LOG_WARNING, "this is frame 3"); break;
    case SPAWN:
        if (!fork()) { for (;;) pause(); }
        break;
    }
    return PA_OK;
}

static pa_status apply(const pa_filter *self, pa_frame *frame) {
    filter *own = (filter *)self;
    for (int i = 0; frame->has_pose && i < PA_BODY_PARTS; i++) frame->keypoints[i].x += own->offset;
    return frame->index == 3 ? trouble(own, frame) : PA_OK;
}

static const pa_option options[] = {
    {.size = sizeof(pa_option), .name = "mood", .help = "what it does in frame 3", .type = PA_CHOICE,
     .choices = moods},
    {.size = sizeof(pa_option), .name = "offset", .help = "how far all moves to the right, in pixels",
     .type = PA_NUMBER, .minimum = -1000, .maximum = 1000},
};

static const pa_descriptor description = {
    .size = sizeof(pa_descriptor), .id = "trouble", .summary = "makes trouble in frame 3",
    .temporal = PA_SEQUENTIAL, .option_count = 2, .options = options};

static uint32_t count(const pa_factory *self) { return 1; }

static const pa_descriptor *describe(const pa_factory *self, uint32_t index) {
    return index == 0 ? &description : 0;
}

static pa_status create(const pa_factory *self, const pa_host *host, const char *id,
                        const pa_value *values, const void *request, const void **stage) {
    filter *made = calloc(1, sizeof *made);
    made->functions = (pa_filter){.size = sizeof(pa_filter), .destroy = destroy, .apply = apply};
    made->host = host;
    made->mood = (int)values[0].number;
    made->offset = values[1].number;
    if (made->mood == CRASH_MADE) raise(SIGSEGV);
    *stage = made;
    return PA_OK;
}

static const pa_factory factory = {
    .size = sizeof(pa_factory), .count = count, .descriptor = describe, .create = create};

static const pa_plugin_info about = {
    .size = sizeof(pa_plugin_info), .id = "org.example.trouble", .name = "Trouble", .version = "1.0.0"};

static const pa_plugin_info *info(void) { return &about; }

static const pa_factory *get_factory(const char *kind) {
    return strcmp(kind, "pose-animate.filter/1") ? 0 : &factory;
}

PA_EXPORT const pa_plugin_entry pose_animate_plugin = {
    .size = sizeof(pa_plugin_entry), .abi = PA_ABI_VERSION, .info = info, .get_factory = get_factory};

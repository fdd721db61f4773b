/* A motion filter that does one thing wrong: what WRONG says. */
#include "pose_animate_plugin.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    NOTHING, NEWER_MAJOR, NEWER_MINOR, SMALL_ENTRY, NO_INFO, NO_ID, NO_STAGE, TWO_OF_A_NAME, TAKEN_NAME,
    BAD_NAME, NO_SUMMARY, TWO_LINES, RANGE_UPSIDE_DOWN, DEFAULT_OUTSIDE, DEFAULT_NAN, NO_HELP, UNKNOWN_TYPE,
    TWO_OPTIONS_OF_A_NAME, MANY_OPTIONS, SMALL_OPTION, SMALL_DESCRIPTOR, MANY_STAGES, MISSING_STAGE,
    UNKNOWN_TEMPORAL, HUGE_WINDOW, INIT_REFUSES, INIT_REFUSES_SILENTLY, CRASH_AT_LOAD, CRASH_IN_INIT,
    CRASH_IN_CREATE, CRASH_IN_APPLY, ABORT_IN_APPLY, DIVIDE_IN_APPLY, NULL_STAGE, NULL_APPLY, CREATE_REFUSES,
    NAN_IN_APPLY, APPLY_REFUSES, APPLY_REFUSES_SILENTLY, UNKNOWN_STATUS, HALF_A_FACE, LEAKS, REMEMBERS_TOGETHER,
    NOT_STATELESS, WRITES_BEYOND, REASON_WITHOUT_FAILURE
};

static const pa_host *engine;

static void crash(void) { *(volatile int *)8 = 1; }

__attribute__((constructor)) static void load(void) {
    if (WRONG == CRASH_AT_LOAD) crash();
}

static double remembered;

static pa_status apply(const pa_filter *self, pa_frame *frame) {
    double *own = self->data;
    switch (WRONG) {
    case CRASH_IN_APPLY: crash(); break;
    case ABORT_IN_APPLY: abort();
    case DIVIDE_IN_APPLY: {
        volatile int zero = 0;
        zero = 7 / zero;
        break;
    }
    case NAN_IN_APPLY: frame->keypoints[5].x = NAN; break;
    case APPLY_REFUSES: engine->fail(engine, "does not like\nthis frame"); return PA_BAD_DATA;
    case APPLY_REFUSES_SILENTLY: return PA_FAULT;
    case REASON_WITHOUT_FAILURE: return PA_FAULT;
    case UNKNOWN_STATUS: return -7;
    case HALF_A_FACE:
        if (!frame->has_face) {
            frame->has_face = 1;
            frame->landmark_count = 100;
        }
        break;
    case REMEMBERS_TOGETHER: remembered += 1; frame->keypoints[0].x += remembered; break;
    case NOT_STATELESS: *own += 1; frame->keypoints[0].x += *own; break;
    case WRITES_BEYOND: frame->keypoints[PA_BODY_PARTS].x = 1; break;
    case LEAKS: if (!malloc(1000)) return PA_FAULT; break;
    default: break;
    }
    return PA_OK;
}

static void destroy(const pa_filter *self) {
    free(self->data);
    free((void *)self);
}

static pa_status create(const pa_factory *self, const pa_host *host, const char *id, const pa_value *values,
                        const void *request, const void **stage) {
    (void)self, (void)id, (void)values, (void)request;
    if (WRONG == CRASH_IN_CREATE) crash();
    if (WRONG == CREATE_REFUSES) {
        host->fail(host, "needs a licence");
        return PA_UNAVAILABLE;
    }
    if (WRONG == NULL_STAGE) return PA_OK;
    engine = host;
    if (WRONG == REASON_WITHOUT_FAILURE) host->fail(host, "minds nothing after all");
    pa_filter *filter = calloc(1, sizeof *filter);
    *filter = (pa_filter){.size = sizeof *filter, .data = calloc(1, sizeof(double)), .destroy = destroy};
    if (WRONG != NULL_APPLY) filter->apply = apply;
    *stage = filter;
    return PA_OK;
}

static pa_option options[2] = {
    {.size = sizeof(pa_option), .name = "amount", .help = "how much", .maximum = 10, .standard = 1},
    {.size = sizeof(pa_option), .name = "other", .help = "how else", .maximum = 10, .standard = 1},
};
static pa_descriptor about = {
    .size = sizeof(pa_descriptor), .id = "bad", .summary = "does something wrong", .option_count = 2,
    .options = options};

static uint32_t count(const pa_factory *self) {
    (void)self;
    return WRONG == MANY_STAGES ? 4000000000u : WRONG == TWO_OF_A_NAME || WRONG == MISSING_STAGE ? 2 : 1;
}

static const pa_descriptor *descriptor(const pa_factory *self, uint32_t index) {
    (void)self;
    if (WRONG == MISSING_STAGE && index == 1) return NULL;
    return &about;
}

static const pa_factory factory = {
    .size = sizeof(pa_factory), .count = count, .descriptor = descriptor, .create = create};

static const pa_factory *get_factory(const char *kind) {
    return WRONG != NO_STAGE && strcmp(kind, "pose-animate.filter/1") == 0 ? &factory : NULL;
}

static const pa_plugin_info told = {
    .size = sizeof(pa_plugin_info), .id = WRONG == NO_ID ? NULL : "org.example.bad", .name = "Bad",
    .version = "1.0"};

static const pa_plugin_info *info(void) { return &told; }

static pa_status init(const pa_host *host, const char *path) {
    (void)path;
    if (WRONG == CRASH_IN_INIT) crash();
    if (WRONG == INIT_REFUSES_SILENTLY) return PA_FAULT;
    if (WRONG == INIT_REFUSES) {
        host->fail(host, "needs a newer moon");
        return PA_UNAVAILABLE;
    }
    switch (WRONG) {
    case TAKEN_NAME: about.id = "confidence"; break;
    case BAD_NAME: about.id = "Very Bad"; break;
    case NO_SUMMARY: about.summary = NULL; break;
    case TWO_LINES: about.summary = "one\ntwo"; break;
    case RANGE_UPSIDE_DOWN: options[0].minimum = 11; break;
    case DEFAULT_OUTSIDE: options[0].standard = 1e300; break;
    case DEFAULT_NAN: options[0].standard = NAN; break;
    case NO_HELP: options[0].help = ""; break;
    case UNKNOWN_TYPE: options[0].type = 77; break;
    case TWO_OPTIONS_OF_A_NAME: options[1].name = options[0].name; break;
    case MANY_OPTIONS: about.option_count = 100000; break;
    case SMALL_OPTION: options[0].size = 3; break;
    case SMALL_DESCRIPTOR: about.size = 8; break;
    case UNKNOWN_TEMPORAL: about.temporal = 9; break;
    case HUGE_WINDOW: about.temporal = PA_WINDOW; about.window = 4000000000u; break;
    default: break;
    }
    return PA_OK;
}

PA_EXPORT const pa_plugin_entry pose_animate_plugin = {
    .size = WRONG == SMALL_ENTRY ? 8 : sizeof(pa_plugin_entry),
    .abi = {WRONG == NEWER_MAJOR ? 2 : 1, WRONG == NEWER_MINOR ? 9 : 0, 0},
    .init = init,
    .info = WRONG == NO_INFO ? NULL : info,
    .get_factory = get_factory,
};

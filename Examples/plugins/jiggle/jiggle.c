/*
 * A motion filter: body parts hang on damped springs, so that they come late, swing past their places
 * and settle. Animators call it secondary motion.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "pose_animate_plugin.h"

/* How loose each part is, in PoseNet's order: most of all the hands, not at all the trunk. Legs are firm
   unless they are asked for: a foot that lags behind slides over the floor. */
static const double looseness[PA_BODY_PARTS] = {0.3, 0.3, 0.3, 0.3, 0.3, 0,   0,   0.4, 0.4,
                                                1,   1,   0,   0,   0.3, 0.3, 0.6, 0.6};
/* What each part of a limb hangs on: limbs swing, they do not stretch. */
static const int parent[PA_BODY_PARTS] = {-1, -1, -1, -1, -1, -1, -1, 5,  6,
                                          7,  8,  -1, -1, 11, 12, 13, 14};
enum { HEAD = 0x1F, ARMS = 0x7E0, LEGS = 0x1F800 }; /* a bit for each part */
static const uint32_t groups[] = {HEAD | ARMS, HEAD, ARMS, LEGS, HEAD | ARMS | LEGS};
static const char *const group_names[] = {"upper", "head", "arms", "legs", "all", NULL};

/* ---- One spring ------------------------------------------------------------------------------ */

typedef struct spring {
    double place, speed, target;
} spring;

/* Moves on by `time` seconds, in which the target goes straight to `target`. This is the equation's
   solution, not a step of a simulation: it is stable, and the same at any frame rate. */
static void follow(spring *it, double target, double time, double stiffness, double damping) {
    double frequency = sqrt(stiffness), decay = damping * frequency;
    double ringing = frequency * sqrt(1 - damping * damping);
    double slope = (target - it->target) / time;
    double lag = 2 * damping / frequency * slope; /* what it stays behind a target in steady motion */
    double offset = it->place - it->target + lag, speed = it->speed - slope;
    double fade = exp(-decay * time), c = cos(ringing * time);
    double s = ringing * time > 1e-6 ? sin(ringing * time) / ringing : time;

    it->place = target - lag + fade * (c * offset + s * (speed + decay * offset));
    it->speed = slope + fade * (c * speed - s * (decay * speed + stiffness * offset));
    it->target = target;
    if (!isfinite(it->place) || !isfinite(it->speed)) *it = (spring){target, 0, target};
}

/* ---- The filter ------------------------------------------------------------------------------ */

typedef struct jiggle {
    pa_filter filter;
    double stiffness, damping, time;
    uint32_t parts, moving; /* a bit for each part */
    spring x[PA_BODY_PARTS], y[PA_BODY_PARTS];
} jiggle;

/* Moves a part to where its spring is, but no nearer to or farther from what it hangs on than it was seen. */
static void hang(pa_keypoint *part, const pa_keypoint *seen, const pa_keypoint *above,
                 const pa_keypoint *above_seen, double x, double y) {
    part->x = x;
    part->y = y;
    if (!above || !above_seen->is_seen) return;
    double length = hypot(seen->x - above_seen->x, seen->y - above_seen->y);
    double distance = hypot(x - above->x, y - above->y);
    if (!(distance > 0) || !isfinite(distance + length)) return;
    part->x = above->x + (x - above->x) / distance * length;
    part->y = above->y + (y - above->y) / distance * length;
}

static pa_status apply(const pa_filter *self, pa_frame *frame) {
    jiggle *it = self->data;
    pa_keypoint seen[PA_BODY_PARTS], *points = frame->keypoints;
    double time = frame->time - it->time;
    memcpy(seen, points, sizeof seen);
    it->time = frame->time;
    for (int part = 0; part < PA_BODY_PARTS; part++) {
        uint32_t bit = (uint32_t)1 << part;
        if (!(it->parts & bit) || looseness[part] == 0) continue;
        if (!frame->has_pose || !seen[part].is_seen) {
            it->moving &= ~bit; /* begins anew where it is seen again */
        } else if (!(it->moving & bit)) {
            it->x[part] = (spring){seen[part].x, 0, seen[part].x};
            it->y[part] = (spring){seen[part].y, 0, seen[part].y};
            it->moving |= bit;
        } else {
            int above = parent[part];
            if (time > 1e-9) {
                double stiffness = it->stiffness / looseness[part];
                follow(&it->x[part], seen[part].x, time, stiffness, it->damping);
                follow(&it->y[part], seen[part].y, time, stiffness, it->damping);
            }
            hang(&points[part], &seen[part], above < 0 ? NULL : &points[above],
                 above < 0 ? NULL : &seen[above], it->x[part].place, it->y[part].place);
        }
    }
    /* The face goes along with the nose. */
    if (frame->has_face && (it->moving & 1)) {
        for (uint32_t i = 0; i < frame->landmark_count; i++) {
            frame->landmarks[2 * i] += points[0].x - seen[0].x;
            frame->landmarks[2 * i + 1] += points[0].y - seen[0].y;
        }
    }
    return PA_OK;
}

static void destroy(const pa_filter *self) { free(self->data); }

/* ---- What the engine is told ----------------------------------------------------------------- */

static const pa_option options[] = {
    {.size = sizeof(pa_option), .name = "stiffness", .type = PA_NUMBER,
     .minimum = 1, .maximum = 10000, .standard = 120,
     .help = "how hard springs pull, in 1/s²: less is looser"},
    {.size = sizeof(pa_option), .name = "damping", .type = PA_NUMBER,
     .minimum = 0, .maximum = 1, .standard = 0.35,
     .help = "how soon swinging ends: 0 never, 1 without a swing"},
    {.size = sizeof(pa_option), .name = "parts", .type = PA_CHOICE, .choices = group_names,
     .help = "what jiggles; upper is head and arms"},
};

static const pa_descriptor description = {
    .size = sizeof(pa_descriptor), .id = "jiggle", .version = "1.0.0",
    .summary = "lets parts follow on springs, late and swinging",
    .temporal = PA_SEQUENTIAL, .option_count = 3, .options = options};

static uint32_t count(const pa_factory *self) { return (void)self, 1; }

static const pa_descriptor *descriptor(const pa_factory *self, uint32_t index) {
    return (void)self, index == 0 ? &description : NULL;
}

static pa_status create(const pa_factory *self, const pa_host *host, const char *id,
                        const pa_value *values, const void *request, const void **stage) {
    (void)self, (void)id, (void)request;
    jiggle *it = calloc(1, sizeof *it);
    if (!it) return host->fail(host, "there is no memory"), PA_FAULT;
    it->filter = (pa_filter){
        .size = sizeof(pa_filter), .data = it, .destroy = destroy, .apply = apply};
    it->stiffness = values[0].number;
    it->damping = values[1].number;
    it->parts = groups[(int)values[2].number];
    *stage = &it->filter;
    return PA_OK;
}

static const pa_factory factory = {
    .size = sizeof(pa_factory), .count = count, .descriptor = descriptor, .create = create};

static const pa_plugin_info information = {
    .size = sizeof(pa_plugin_info), .id = "org.pose-animate.jiggle", .name = "Jiggle",
    .version = "1.0.0"};

static const pa_plugin_info *info(void) { return &information; }

static const pa_factory *get_factory(const char *kind) {
    return strcmp(kind, "pose-animate.filter/1") == 0 ? &factory : NULL;
}

PA_EXPORT const pa_plugin_entry pose_animate_plugin = {
    .size = sizeof(pa_plugin_entry), .abi = PA_ABI_VERSION, .info = info, .get_factory = get_factory};

/* A plug-in with a stage of each kind of the pipeline, each of which does what can be seen and depends on all
   that it is given. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "pose_animate_plugin.h"

/* What all stages begin with, and what these have behind it. */
typedef struct {
    union {
        pa_source source;
        pa_filter filter;
        pa_weights weights;
        pa_deformer deformer;
        pa_renderer renderer;
        pa_sink sink;
        pa_device device;
    } functions;
    const void *request;
    double amount;
    int64_t count;
    int crashes;
} stage;

/* What sources and filters remark: how many frames have passed. */
static char note_text[64];

static uint32_t note_count(const void *self) { return ((const stage *)self)->count > 0; }

static const char *note(const void *self, uint32_t index) {
    snprintf(note_text, sizeof note_text, "%lld frames have passed", (long long)((const stage *)self)->count);
    return note_text;
}

static const pa_notes notes = {.size = sizeof(pa_notes), .count = note_count, .note = note};

static const void *get_notes(const void *self, const char *id) { return strcmp(id, PA_NOTES) ? 0 : &notes; }

static void destroy_any(const void *self) { free((void *)self); }

static void crash_if(const stage *own, int64_t index) {
    if (own->crashes && index >= 2) abort();
}

/* ---- Source: a figure that sways; the location is the number of frames ------------------------- */

static const double places[PA_BODY_PARTS][2] = {
    {320, 100}, {330, 90}, {310, 90}, {340, 95}, {300, 95}, {370, 160}, {270, 160}, {400, 230}, {240, 230},
    {410, 300}, {230, 300}, {350, 300}, {290, 300}, {355, 380}, {285, 380}, {360, 460}, {280, 460}};

static pa_status source_info(const pa_source *self, pa_motion_info *info) {
    const stage *own = (const stage *)self;
    const pa_source_request *request = own->request;
    info->frames_per_second = 30;
    info->width = 640;
    info->height = 480;
    info->frame_count = atoi(request->location);
    info->duration = (info->frame_count - 1) / 30.0;
    return PA_OK;
}

static pa_status source_next(const pa_source *self, pa_frame *frame) {
    stage *own = (stage *)self;
    const pa_source_request *request = own->request;
    if (own->count >= atoi(request->location)) return PA_END;
    crash_if(own, own->count);
    frame->time = (double)own->count / 30;
    frame->has_pose = 1;
    frame->pose_confidence = 0.9;
    for (int i = 0; i < PA_BODY_PARTS; i++)
        frame->keypoints[i] = (pa_keypoint){places[i][0] + own->amount * (double)(own->count % 7),
                                            places[i][1] + (double)(i % 3) * (double)(own->count % 5), 0.8, 1};
    if (own->count % 2) {
        frame->has_face = 1;
        frame->face_confidence = 0.7;
        frame->landmark_count = 468;
        for (int i = 0; i < 468; i++) {
            frame->landmarks[2 * i] = 300 + i % 40;
            frame->landmarks[2 * i + 1] = 80 + i / 40;
        }
    }
    own->count++;
    return PA_OK;
}

/* ---- Filters: a mean over a window; steps of what came before --------------------------------- */

static pa_status filter_window(const pa_filter *self, const pa_frame *frames, uint32_t count, uint32_t at,
                               pa_frame *frame) {
    const stage *own = (const stage *)self;
    crash_if(own, frame->index);
    for (int part = 0; frame->has_pose && part < PA_BODY_PARTS; part++) {
        double sum = 0, weight = 0;
        for (uint32_t i = 0; i < count; i++) {
            if (!frames[i].has_pose || !frames[i].keypoints[part].is_seen) continue;
            double share = i == at ? own->amount : 1;
            sum += share * frames[i].keypoints[part].x;
            weight += share;
        }
        if (weight > 0) frame->keypoints[part].x = sum / weight;
    }
    for (uint32_t i = 0; frame->has_face && i < frame->landmark_count; i++) {
        uint32_t before = at > 0 && frames[at - 1].has_face ? at - 1 : at;
        if (i < frames[before].landmark_count)
            frame->landmarks[2 * i] = (frame->landmarks[2 * i] + frames[before].landmarks[2 * i]) / 2;
    }
    return PA_OK;
}

static pa_status filter_apply(const pa_filter *self, pa_frame *frame) {
    stage *own = (stage *)self;
    const pa_filter_request *request = own->request;
    crash_if(own, frame->index);
    own->count++;
    for (int part = 0; frame->has_pose && part < PA_BODY_PARTS; part++)
        frame->keypoints[part].y += own->amount * (double)(own->count % 4) + request->motion.width / 640;
    for (uint32_t i = 0; frame->has_face && i < frame->landmark_count; i++) frame->landmarks[2 * i + 1] += 1;
    return PA_OK;
}

/* ---- Weights: by the inverse of the distance to a bone's middle ------------------------------ */

static pa_status weigh(const pa_weights *self, double x, double y, const pa_segment *bones, uint32_t count,
                       double *weights) {
    const stage *own = (const stage *)self;
    crash_if(own, 2);
    for (uint32_t i = 0; i < count; i++) {
        double dx = x - (bones[i].start_x + bones[i].end_x) / 2, dy = y - (bones[i].start_y + bones[i].end_y) / 2;
        weights[i] = 1 / (own->amount + dx * dx + dy * dy);
    }
    return PA_OK;
}

/* ---- Deformer: what the one before has done, squeezed from bone to bone ---------------------- */

static pa_status deform(const pa_deformer *self, const pa_posture *posture, pa_scene *scene) {
    stage *own = (stage *)self;
    const pa_character *character = own->request;
    crash_if(own, posture->index);
    own->count++;
    uint32_t point = 0;
    for (uint32_t s = 0; s < character->bound_shape_count; s++) {
        const pa_bound_shape *shape = character->shapes + s;
        double part = shape->share_count > 0 ? character->shares[shape->first_share].share : 0;
        for (uint32_t i = 0; i < 3 * shape->anchor_count; i++, point++) {
            const pa_influence *first = character->influences + character->influence_starts[point];
            double *place = scene->points + 2 * (3 * shape->first_anchor + i);
            place[0] += own->amount * part * first->weight + posture->keypoints[0].x / 640;
            place[1] += (double)(own->count % 3) + character->bones[first->bone].rest.start_x / 1000;
        }
        point += 3 * shape->paint_anchor_count;
        if (shape->id && shape->id[0]) scene->stroke_scales[shape->shape] *= 1.25;
    }
    return PA_OK;
}

/* ---- Renderer: a dot for every anchor, over what is there ------------------------------------- */

static pa_status render(const pa_renderer *self, const pa_scene *scene, const pa_picture *picture) {
    stage *own = (stage *)self;
    const pa_renderer_request *request = own->request;
    const pa_drawing *drawing = request->drawing;
    crash_if(own, own->count++);
    if (request->has_background)
        for (uint32_t y = 0; y < picture->height; y++)
            memset(picture->pixels + y * picture->stride, (int)(request->background.green * 255),
                   4 * (size_t)picture->width);
    for (uint32_t s = 0; s < drawing->step_count; s++) {
        const pa_step *step = drawing->steps + s;
        if (step->kind != PA_FILL || !scene->is_shown[step->shape]) continue;
        const pa_shape *shape = drawing->shapes + step->shape;
        for (uint32_t c = 0; c < shape->contour_count; c++) {
            const pa_contour *contour = drawing->contours + shape->first_contour + c;
            for (uint32_t a = 0; a < contour->anchor_count; a++) {
                const double *point = scene->points + 6 * (contour->first_anchor + a);
                const double *t = request->transform;
                double x = t[0] * point[0] + t[2] * point[1] + t[4], y = t[1] * point[0] + t[3] * point[1] + t[5];
                if (!(x >= 0 && y >= 0 && x < picture->width && y < picture->height)) continue;
                uint8_t *pixel = picture->pixels + (size_t)y * picture->stride + 4 * (size_t)x;
                /* Over what is there, which is part of what comes out. */
                pixel[0] = (uint8_t)(pixel[0] / 2 + 100);
                pixel[1] = (uint8_t)(shape->fill.color.green * 200 + shape->dash_count);
                pixel[2] = (uint8_t)(shape->fill.color.red * 200 + (shape->id ? strlen(shape->id) : 0));
                pixel[3] = 255;
            }
        }
    }
    return PA_OK;
}

/* ---- Sinks: a file for each frame; a stream that is encoded, written and finished; pixels ------ */

static pa_status make_encoder(const pa_sink *self, void **encoder) {
    *encoder = calloc(1, 64);
    return *encoder ? PA_OK : PA_FAULT;
}

static void destroy_encoder(const pa_sink *self, void *encoder) { free(encoder); }

static pa_status encode(const pa_sink *self, void *encoder, const pa_picture *picture, int64_t index,
                        const pa_output *output) {
    char head[64];
    crash_if((const stage *)self, index);
    if (!encoder) return PA_FAULT;
    int count = snprintf(head, sizeof head, "P7 %u %u %lld\n", picture->width, picture->height, (long long)index);
    pa_status status = output->write(output, head, (size_t)count);
    for (uint32_t y = 0; status == PA_OK && y < picture->height; y++)
        status = output->write(output, picture->pixels + y * picture->stride, 4 * (size_t)picture->width);
    return status;
}

static pa_status write_frame(const pa_sink *self, const pa_picture *picture, int64_t index, const void *bytes,
                             size_t count, const pa_output *output) {
    stage *own = (stage *)self;
    const pa_sink_request *request = own->request;
    char head[64];
    crash_if(own, index);
    int length = snprintf(head, sizeof head, "frame %lld of %lld at %g: %ux%u\n", (long long)index,
                          (long long)request->frame_count, request->frames_per_second, picture->width,
                          picture->height);
    own->count += (int64_t)count;
    pa_status status = output->write(output, head, (size_t)length);
    if (bytes && count) return status ? status : output->write(output, bytes, count);
    for (uint32_t y = 0; status == PA_OK && y < picture->height; y++)
        status = output->write(output, picture->pixels + y * picture->stride, 4 * (size_t)picture->width);
    return status;
}

static pa_status finish(const pa_sink *self, const pa_output *output) {
    char tail[64];
    int length = snprintf(tail, sizeof tail, "%lld bytes\n", (long long)((const stage *)self)->count);
    return output->write(output, tail, (size_t)length);
}

/* ---- What there is ----------------------------------------------------------------------------- */

static const pa_option options[] = {
    {.size = sizeof(pa_option), .name = "amount", .help = "how much of it", .type = PA_NUMBER, .minimum = 0.5,
     .maximum = 1000, .standard = 2},
    {.size = sizeof(pa_option), .name = "crash", .help = "crash from frame 2 on", .type = PA_FLAG},
    {.size = sizeof(pa_option), .name = "note", .help = "anything", .type = PA_TEXT, .standard_text = "none"},
};

static const char *const dot_endings[] = {"dots", 0}, *const roll_endings[] = {"roll", 0},
                         *const raw_endings[] = {"rawroll", 0};
static const pa_sink_traits
    dots = {.size = sizeof(pa_sink_traits), .endings = dot_endings, .flags = PA_FILE_PER_FRAME},
    roll = {.size = sizeof(pa_sink_traits), .endings = roll_endings, .flags = PA_STREAMS},
    raw = {.size = sizeof(pa_sink_traits), .endings = raw_endings, .flags = PA_DROPS_ALPHA};

static const pa_register lamp_registers[] = {
    {.size = sizeof(pa_register), .name = "level", .help = "how bright it is", .byte_count = 4,
     .access = PA_READ_WRITE}};
static const pa_device_traits lamp = {.size = sizeof(pa_device_traits), .layout = PA_WORDS, .span = 4,
                                      .registers = lamp_registers, .register_count = 1};

static uint64_t lamp_read(const pa_device *self, uint32_t place) { return 0; }
static void lamp_write(const pa_device *self, uint32_t place, uint64_t value) {}
static void lamp_reset(const pa_device *self) {}

#define DESCRIBE(name, ...) \
    {.size = sizeof(pa_descriptor), .id = name, .summary = "for tests", .version = "1.2", .option_count = 3, \
     .options = options, __VA_ARGS__}

typedef struct {
    const char *kind;
    pa_descriptor descriptor;
    stage made;
} entry;

#define FUNCTIONS(member, ...) \
    {.functions = {.member = {.size = sizeof(pa_##member), __VA_ARGS__}}}

static const entry entries[] = {
    {"source", DESCRIBE("sway", .temporal = PA_SEQUENTIAL, .flags = PA_NEEDS_LOCATION),
     FUNCTIONS(source, .info = source_info, .next = source_next)},
    {"filter", DESCRIBE("mean", .temporal = PA_WINDOW, .window = 3),
     FUNCTIONS(filter, .apply_window = filter_window)},
    {"filter", DESCRIBE("steps", .temporal = PA_SEQUENTIAL), FUNCTIONS(filter, .apply = filter_apply)},
    {"weights", DESCRIBE("middle", .temporal = PA_STATELESS), FUNCTIONS(weights, .weigh = weigh)},
    {"deformer", DESCRIBE("squeeze", .temporal = PA_SEQUENTIAL, .flags = PA_REFINES),
     FUNCTIONS(deformer, .deform = deform)},
    {"renderer", DESCRIBE("dots", .temporal = PA_STATELESS), FUNCTIONS(renderer, .render = render)},
    {"sink", DESCRIBE("dots", .temporal = PA_STATELESS, .traits = &dots),
     FUNCTIONS(sink, .make_encoder = make_encoder, .destroy_encoder = destroy_encoder, .encode = encode)},
    {"sink", DESCRIBE("roll", .temporal = PA_SEQUENTIAL, .traits = &roll),
     FUNCTIONS(sink, .make_encoder = make_encoder, .destroy_encoder = destroy_encoder, .encode = encode,
               .write = write_frame, .finish = finish)},
    {"sink", DESCRIBE("rawroll", .temporal = PA_SEQUENTIAL, .traits = &raw),
     FUNCTIONS(sink, .write = write_frame)},
    {"device", DESCRIBE("lamp", .temporal = PA_STATELESS, .traits = &lamp),
     FUNCTIONS(device, .read = lamp_read, .write = lamp_write, .reset = lamp_reset)},
};

static const entry *find(const pa_factory *self, const char *id, uint32_t index) {
    for (size_t i = 0; i < sizeof entries / sizeof *entries; i++) {
        if (strcmp(entries[i].kind, self->data)) continue;
        if (id ? !strcmp(entries[i].descriptor.id, id) : index-- == 0) return entries + i;
    }
    return 0;
}

static uint32_t count(const pa_factory *self) {
    uint32_t found = 0;
    while (find(self, 0, found)) found++;
    return found;
}

static const pa_descriptor *describe(const pa_factory *self, uint32_t index) {
    const entry *found = find(self, 0, index);
    return found ? &found->descriptor : 0;
}

static pa_status create(const pa_factory *self, const pa_host *host, const char *id, const pa_value *values,
                        const void *request, const void **made) {
    const entry *found = find(self, id, 0);
    stage *own = malloc(sizeof *own);
    if (!found || !own) return PA_FAULT;
    *own = found->made;
    own->functions.source.destroy = (void (*)(const pa_source *))destroy_any;
    own->functions.source.get_extension = (const void *(*)(const pa_source *, const char *))get_notes;
    own->request = request;
    own->amount = values[0].number + (double)strlen(values[2].text) / 16;
    own->crashes = values[1].number != 0;
    *made = own;
    return PA_OK;
}

#define FACTORY(kind) \
    {.size = sizeof(pa_factory), .data = (void *)kind, .count = count, .descriptor = describe, .create = create}
static const pa_factory factories[] = {FACTORY("source"),  FACTORY("filter"),   FACTORY("weights"),
                                       FACTORY("deformer"), FACTORY("renderer"), FACTORY("sink"),
                                       FACTORY("device")};

static const pa_plugin_info about = {
    .size = sizeof(pa_plugin_info), .id = "org.example.kinds", .name = "All kinds", .version = "1.0.0"};

static const pa_plugin_info *info(void) { return &about; }

static const pa_factory *get_factory(const char *kind) {
    const char *name = kind + strlen("pose-animate.");
    for (size_t i = 0; i < sizeof factories / sizeof *factories; i++) {
        size_t length = strlen(factories[i].data);
        if (!strncmp(name, factories[i].data, length) && !strcmp(name + length, "/1")) return factories + i;
    }
    return 0;
}

PA_EXPORT const pa_plugin_entry pose_animate_plugin = {
    .size = sizeof(pa_plugin_entry), .abi = PA_ABI_VERSION, .info = info, .get_factory = get_factory};

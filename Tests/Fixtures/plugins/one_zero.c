/*
 * A plug-in of version 1.0 with a stage of every kind. It is built against the header as it was then, which
 * lies beside it, and must load and work in every engine of 1.x. Nothing in it is to be changed.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "pose_animate_plugin_1_0.h"

/* What a stage remembers, before it the structure that the engine calls it by. */
#define STAGE(kind)           \
    typedef struct my_##kind { \
        pa_##kind stage;       \
        const void *request;   \
        double value;          \
        int64_t count;         \
    } my_##kind;               \
    static void destroy_##kind(const pa_##kind *self) { free(self->data); }

STAGE(source)
STAGE(filter)
STAGE(weights)
STAGE(deformer)
STAGE(renderer)
STAGE(sink)
STAGE(operator)
STAGE(delegate)
STAGE(device)
STAGE(sensor)

/* ---- A source: a figure that walks to the right, 10 frames a second for two seconds ------------ */

static pa_status source_info(const pa_source *self, pa_motion_info *info) {
    (void)self;
    info->frames_per_second = 10;
    info->width = 720;
    info->height = 720;
    info->duration = 1.9;
    info->frame_count = 20;
    return PA_OK;
}

static pa_status source_next(const pa_source *self, pa_frame *frame) {
    static const double places[PA_BODY_PARTS][2] = {
        {360, 120}, {370, 110}, {350, 110}, {380, 120}, {340, 120}, {410, 200},
        {310, 200}, {440, 290}, {280, 290}, {450, 380}, {270, 380}, {390, 400},
        {330, 400}, {395, 530}, {325, 530}, {400, 660}, {320, 660}};
    my_source *it = self->data;
    if (it->count == 20) return PA_END;
    frame->index = it->count;
    frame->time = (double)it->count / 10;
    frame->has_pose = 1;
    frame->pose_confidence = 0.9;
    for (int part = 0; part < PA_BODY_PARTS; part++)
        frame->keypoints[part] = (pa_keypoint){
            places[part][0] + (double)it->count, places[part][1], 0.9, 1};
    it->count++;
    return PA_OK;
}

/* ---- Filters: one moves sideways, one takes the mean of three frames ---------------------------- */

static pa_status filter_apply(const pa_filter *self, pa_frame *frame) {
    my_filter *it = self->data;
    for (int part = 0; part < PA_BODY_PARTS; part++) frame->keypoints[part].x += it->value;
    return PA_OK;
}

static pa_status filter_window(const pa_filter *self, const pa_frame *frames, uint32_t count,
                               uint32_t at, pa_frame *frame) {
    (void)self, (void)at;
    for (int part = 0; part < PA_BODY_PARTS; part++) {
        double sum = 0, seen = 0;
        for (uint32_t i = 0; i < count; i++) {
            if (!frames[i].has_pose || !frames[i].keypoints[part].is_seen) continue;
            sum += frames[i].keypoints[part].y / count;
            seen++;
        }
        if (seen == count) frame->keypoints[part].y = sum;
    }
    return PA_OK;
}

/* ---- Weights: the nearest bone has everything ---------------------------------------------------- */

static pa_status weigh(const pa_weights *self, double x, double y, const pa_segment *bones,
                       uint32_t count, double *weights) {
    uint32_t nearest = 0;
    double least = INFINITY;
    (void)self;
    for (uint32_t i = 0; i < count; i++) {
        double distance = hypot((bones[i].start_x + bones[i].end_x) / 2 - x,
                                (bones[i].start_y + bones[i].end_y) / 2 - y);
        weights[i] = 0;
        if (distance < least) least = distance, nearest = i;
    }
    if (count > 0) weights[nearest] = 1;
    return PA_OK;
}

/* ---- A deformer that refines: leans what the other one has made ---------------------------------- */

static pa_status deform(const pa_deformer *self, const pa_posture *posture, pa_scene *scene) {
    my_deformer *it = self->data;
    const pa_character *character = it->request;
    (void)posture;
    for (uint32_t i = 0; i < character->bound_shape_count; i++) {
        const pa_bound_shape *shape = &character->shapes[i];
        for (uint32_t p = 3 * shape->first_anchor;
             p < 3 * (shape->first_anchor + shape->anchor_count); p++)
            scene->points[2 * p] += it->value * scene->points[2 * p + 1];
    }
    return PA_OK;
}

/* ---- A renderer: the boxes of shapes, nothing more ----------------------------------------------- */

static pa_status render(const pa_renderer *self, const pa_scene *scene, const pa_picture *picture) {
    my_renderer *it = self->data;
    const pa_renderer_request *request = it->request;
    const pa_drawing *drawing = request->drawing;
    const double *t = request->transform;
    for (uint32_t i = 0; i < drawing->step_count; i++) {
        if (drawing->steps[i].kind != PA_FILL) continue;
        const pa_shape *shape = &drawing->shapes[drawing->steps[i].shape];
        for (uint32_t c = 0; c < shape->contour_count; c++) {
            const pa_contour *path = &drawing->contours[shape->first_contour + c];
            for (uint32_t a = 0; a < path->anchor_count; a++) {
                const double *point = scene->points + 6 * (path->first_anchor + a);
                double x = t[0] * point[0] + t[2] * point[1] + t[4];
                double y = t[1] * point[0] + t[3] * point[1] + t[5];
                if (x >= 0 && x < picture->width && y >= 0 && y < picture->height)
                    memset(picture->pixels + (size_t)y * picture->stride + 4 * (size_t)x, 255, 4);
            }
        }
    }
    return PA_OK;
}

/* ---- A sink: a byte a frame, how many pixels are not empty, and their number at the end ---------- */

static pa_status encode(const pa_sink *self, void *encoder, const pa_picture *picture, int64_t index,
                        const pa_output *output) {
    uint32_t covered = 0;
    (void)self, (void)encoder, (void)index;
    for (uint32_t y = 0; y < picture->height; y++)
        for (uint32_t x = 0; x < picture->width; x++)
            covered += picture->pixels[y * picture->stride + 4 * (size_t)x + 3] != 0;
    return output->write(output, &covered, sizeof covered);
}

static pa_status write(const pa_sink *self, const pa_picture *picture, int64_t index,
                       const void *bytes, size_t count, const pa_output *output) {
    my_sink *it = self->data;
    (void)picture, (void)index;
    it->count++;
    return output->write(output, bytes, count);
}

static pa_status finish(const pa_sink *self, const pa_output *output) {
    my_sink *it = self->data;
    uint32_t count = (uint32_t)it->count;
    return output->write(output, &count, sizeof count);
}

/* ---- An operator: twice the input ---------------------------------------------------------------- */

static pa_status infer(const pa_operator *self, const pa_node *node, uint32_t *ranks,
                       int64_t *shapes) {
    (void)self;
    for (uint32_t i = 0; i < node->output_count; i++) {
        ranks[i] = node->inputs[0].rank;
        memcpy(shapes + i * PA_HIGHEST_RANK, node->inputs[0].shape, sizeof node->inputs[0].shape);
    }
    return PA_OK;
}

static pa_status run(const pa_operator *self, void *kernel, const pa_node *node) {
    const float *from = node->inputs[0].data;
    float *to = node->outputs[0].data;
    (void)self, (void)kernel;
    for (size_t i = 0; i < node->outputs[0].byte_count / sizeof(float); i++) to[i] = 2 * from[i];
    return PA_OK;
}

/* ---- A delegate: EXP, and EXP of NEG as one, in two tiles --------------------------------------- */

typedef struct my_work {
    const float *from;
    float *to;
    size_t count;
    int negates;
} my_work;

static const pa_graph_node *node_at(const pa_graph *graph, uint32_t place) {
    return (const void *)((const char *)graph->nodes + place * graph->nodes->size);
}

static const pa_graph_tensor *tensor_at(const pa_graph *graph, uint32_t place) {
    return (const void *)((const char *)graph->tensors + place * graph->tensors->size);
}

static int is(const pa_graph *graph, uint32_t place, const char *name) {
    const pa_graph_node *node = node_at(graph, place);
    return !node->is_custom && strcmp(node->name, name) == 0 &&
           tensor_at(graph, node->outputs[0])->tensor.type == PA_FLOAT32;
}

/* The node whose output is all that a node reads, when nothing else needs it; else PA_LEFT_OUT. */
static uint32_t before(const pa_graph *graph, uint32_t place) {
    uint32_t tensor = node_at(graph, place)->inputs[0], found = PA_LEFT_OUT, readers = 0;
    for (uint32_t i = 0; i < graph->node_count; i++) {
        const pa_graph_node *node = node_at(graph, i);
        if (node->output_count == 1 && node->outputs[0] == tensor) found = i;
        for (uint32_t k = 0; k < node->input_count; k++) readers += node->inputs[k] == tensor;
    }
    return readers == 1 && !tensor_at(graph, tensor)->is_needed ? found : PA_LEFT_OUT;
}

static pa_status delegate_claim(const pa_delegate *self, const pa_graph *graph,
                                const pa_claims *claims) {
    (void)self;
    for (uint32_t i = 0; i < graph->node_count; i++) {
        if (!is(graph, i, "EXP")) continue;
        uint32_t nodes[2] = {before(graph, i), i};
        int negates = nodes[0] != PA_LEFT_OUT && is(graph, nodes[0], "NEG");
        pa_claim claim = {.size = sizeof claim, .nodes = negates ? nodes : nodes + 1,
                          .node_count = negates ? 2 : 1, .recipe = (uint32_t)negates, .cost = 1};
        pa_status status = claims->add(claims, &claim);
        if (status != PA_OK) return status;
    }
    return PA_OK;
}

static pa_status delegate_prepare(const pa_delegate *self, const pa_graph *graph,
                                  const pa_claim *claim, void **kernel, uint32_t *tiles) {
    const pa_graph_node *last = node_at(graph, claim->nodes[claim->node_count - 1]);
    const pa_tensor *from = &tensor_at(graph, node_at(graph, claim->nodes[0])->inputs[0])->tensor;
    const pa_tensor *to = &tensor_at(graph, last->outputs[0])->tensor;
    my_work *work = malloc(sizeof *work);
    (void)self;
    if (!work) return PA_FAULT;
    *work = (my_work){from->data, to->data, to->byte_count / sizeof(float), claim->recipe == 1};
    *kernel = work;
    *tiles = 2;
    return PA_OK;
}

static pa_status delegate_run(const pa_delegate *self, void *kernel, uint32_t tile) {
    const my_work *work = kernel;
    size_t middle = work->count / 2, end = tile ? work->count : middle;
    (void)self;
    for (size_t i = tile ? middle : 0; i < end; i++)
        work->to[i] = expf(work->negates ? -work->from[i] : work->from[i]);
    return PA_OK;
}

static void delegate_release(const pa_delegate *self, void *kernel) {
    (void)self;
    free(kernel);
}

/* ---- A device with one register, and a sensor of one byte ---------------------------------------- */

static uint64_t device_read(const pa_device *self, uint32_t place) {
    (void)place;
    return (uint64_t)((my_device *)self->data)->count;
}

static void device_write(const pa_device *self, uint32_t place, uint64_t value) {
    (void)place;
    ((my_device *)self->data)->count = (int64_t)(value & 0xFF);
}

static void device_reset(const pa_device *self) { ((my_device *)self->data)->count = 0; }

static pa_status device_save(const pa_device *self, const pa_output *output) {
    return output->write(output, &((my_device *)self->data)->count, sizeof(int64_t));
}

static pa_status device_load(const pa_device *self, const void *bytes, size_t count) {
    if (count != sizeof(int64_t)) return PA_BAD_DATA;
    memcpy(&((my_device *)self->data)->count, bytes, count);
    return PA_OK;
}

static void sensor_write(const pa_sensor *self, const uint8_t *bytes, size_t count) {
    if (count > 0) ((my_sensor *)self->data)->count = bytes[count - 1];
}

static uint8_t sensor_read(const pa_sensor *self) {
    return (uint8_t)((my_sensor *)self->data)->count;
}

static void sensor_reset(const pa_sensor *self) { ((my_sensor *)self->data)->count = 0; }

static pa_status sensor_save(const pa_sensor *self, const pa_output *output) {
    return output->write(output, &((my_sensor *)self->data)->count, sizeof(int64_t));
}

static pa_status sensor_load(const pa_sensor *self, const void *bytes, size_t count) {
    if (count != sizeof(int64_t)) return PA_BAD_DATA;
    memcpy(&((my_sensor *)self->data)->count, bytes, count);
    return PA_OK;
}

/* ---- Making them ----------------------------------------------------------------------------- */

/* `members` are those of the kind's own. Options, where there are any, are one number. */
#define CREATE(name, kind, ...)                                                                   \
    static pa_status create_##name(const pa_factory *self, const pa_host *host, const char *id,   \
                                   const pa_value *values, const void *request,                   \
                                   const void **stage) {                                          \
        my_##kind *it = calloc(1, sizeof *it);                                                    \
        const pa_descriptor *described = self->descriptor(self, 0);                               \
        if (!it) return host->fail(host, "there is no memory"), PA_FAULT;                         \
        it->stage = (pa_##kind){                                                                  \
            .size = sizeof(pa_##kind), .data = it, .destroy = destroy_##kind, __VA_ARGS__};       \
        it->request = request;                                                                    \
        if (described->option_count > 0 && strcmp(id, described->id) == 0)                        \
            it->value = values[0].number;                                                         \
        *stage = &it->stage;                                                                      \
        return PA_OK;                                                                             \
    }

CREATE(source, source, .info = source_info, .next = source_next)
CREATE(any_filter, filter, .apply = filter_apply, .apply_window = filter_window)
CREATE(weights, weights, .weigh = weigh)
CREATE(deformer, deformer, .deform = deform)
CREATE(renderer, renderer, .render = render)
CREATE(sink, sink, .encode = encode, .write = write, .finish = finish)
CREATE(operator, operator, .infer = infer, .run = run)
CREATE(delegate, delegate, .claim = delegate_claim, .prepare = delegate_prepare,
       .run = delegate_run, .release = delegate_release)
CREATE(device, device, .read = device_read, .write = device_write, .reset = device_reset,
       .save = device_save, .load = device_load)
CREATE(sensor, sensor, .write = sensor_write, .read = sensor_read, .reset = sensor_reset,
       .save = sensor_save, .load = sensor_load)

/* A filter has one of both functions. */
static pa_status create_filter(const pa_factory *self, const pa_host *host, const char *id,
                               const pa_value *values, const void *request, const void **stage) {
    pa_status status = create_any_filter(self, host, id, values, request, stage);
    if (status == PA_OK) {
        my_filter *it = ((const pa_filter *)*stage)->data;
        if (strcmp(id, "one-zero-mean") == 0) it->stage.apply = NULL;
        else it->stage.apply_window = NULL;
    }
    return status;
}

/* ---- What the engine is told ----------------------------------------------------------------- */

#define OPTION(label, least, most, normal, text)                                      \
    {.size = sizeof(pa_option), .name = label, .type = PA_NUMBER, .minimum = least,   \
     .maximum = most, .standard = normal, .help = text}

static const pa_option shift[] = {OPTION("by", -1000, 1000, 50, "how far, in pixels")};
static const pa_option lean[] = {OPTION("slope", -1, 1, 0.1, "pixels aside for a pixel down")};

static const char *const endings[] = {"onezero", NULL};
static const pa_sink_traits sink_traits = {.size = sizeof(pa_sink_traits), .endings = endings};

static const uint32_t types[] = {PA_FLOAT32};
static const pa_operator_traits operator_traits = {
    .size = sizeof(pa_operator_traits), .name = "OneZeroTwice", .first_version = 1,
    .last_version = 1, .types = types, .type_count = 1};

static const pa_register registers[] = {
    {.size = sizeof(pa_register), .name = "value", .help = "what was written",
     .byte_count = 1, .access = PA_READ_WRITE}};
static const pa_device_traits device_traits = {
    .size = sizeof(pa_device_traits), .layout = PA_WORDS, .span = 4, .registers = registers,
    .register_count = 1};

#define DESCRIBED .size = sizeof(pa_descriptor), .version = "1.0.0"

static const pa_descriptor source_rows[] = {
    {DESCRIBED, .id = "one-zero-walk", .summary = "walks", .temporal = PA_SEQUENTIAL}};
static const pa_descriptor filter_rows[] = {
    {DESCRIBED, .id = "one-zero-shift", .summary = "shifts", .temporal = PA_STATELESS,
     .options = shift, .option_count = 1},
    {DESCRIBED, .id = "one-zero-mean", .summary = "averages", .temporal = PA_WINDOW, .window = 1}};
static const pa_descriptor weights_rows[] = {
    {DESCRIBED, .id = "one-zero-nearest", .summary = "one bone", .temporal = PA_STATELESS}};
static const pa_descriptor deformer_rows[] = {
    {DESCRIBED, .id = "one-zero-lean", .summary = "leans", .temporal = PA_STATELESS,
     .flags = PA_REFINES, .options = lean, .option_count = 1}};
static const pa_descriptor renderer_rows[] = {
    {DESCRIBED, .id = "one-zero-dots", .summary = "anchors", .temporal = PA_STATELESS}};
static const pa_descriptor sink_rows[] = {
    {DESCRIBED, .id = "one-zero-count", .summary = "counts pixels", .temporal = PA_SEQUENTIAL,
     .traits = &sink_traits}};
static const pa_descriptor operator_rows[] = {
    {DESCRIBED, .id = "one-zero-twice", .summary = "twice", .temporal = PA_STATELESS,
     .traits = &operator_traits}};
static const pa_descriptor delegate_rows[] = {
    {DESCRIBED, .id = "one-zero-exp", .summary = "exponentials", .temporal = PA_STATELESS}};
static const pa_descriptor device_rows[] = {
    {DESCRIBED, .id = "one-zero-latch", .summary = "a latch", .traits = &device_traits}};
static const pa_descriptor sensor_rows[] = {
    {DESCRIBED, .id = "one-zero-echo", .summary = "an echo"}};

#define FACTORY(kind)                                                                             \
    static uint32_t count_##kind(const pa_factory *self) {                                        \
        return (void)self, (uint32_t)(sizeof kind##_rows / sizeof *kind##_rows);                  \
    }                                                                                             \
    static const pa_descriptor *row_##kind(const pa_factory *self, uint32_t index) {              \
        return index < count_##kind(self) ? &kind##_rows[index] : NULL;                           \
    }                                                                                             \
    static const pa_factory factory_##kind = {.size = sizeof(pa_factory), .count = count_##kind,  \
                                              .descriptor = row_##kind, .create = create_##kind};

FACTORY(source)
FACTORY(filter)
FACTORY(weights)
FACTORY(deformer)
FACTORY(renderer)
FACTORY(sink)
FACTORY(operator)
FACTORY(delegate)
FACTORY(device)
FACTORY(sensor)

static const pa_plugin_info information = {
    .size = sizeof(pa_plugin_info), .id = "org.pose-animate.one-zero", .name = "One zero",
    .version = "1.0.0"};

static const pa_plugin_info *info(void) { return &information; }

static const pa_factory *get_factory(const char *kind) {
#define MATCH(name) \
    if (strcmp(kind, "pose-animate." #name "/1") == 0) return &factory_##name;
    MATCH(source)
    MATCH(filter)
    MATCH(weights)
    MATCH(deformer)
    MATCH(renderer)
    MATCH(sink)
    MATCH(operator)
    MATCH(delegate)
    MATCH(device)
    MATCH(sensor)
    return NULL;
}

PA_EXPORT const pa_plugin_entry pose_animate_plugin = {
    .size = sizeof(pa_plugin_entry), .abi = PA_ABI_VERSION, .info = info,
    .get_factory = get_factory};

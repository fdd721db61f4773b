/*
 * A renderer: the paths of a character as an editor for vectors shows them, thin lines in the shapes' own
 * colours, with anchors and handles if wanted.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "pose_animate_plugin.h"

typedef struct point {
    double x, y;
} point;

typedef struct wireframe {
    pa_renderer renderer;
    const pa_host *host;
    const pa_drawing *drawing; /* the engine's, as long as this lives */
    double transform[6];
    int has_background, shows_handles;
    pa_color background;
    double width;
    /* How much of each pixel the shape that is being drawn covers, and where it covers any. */
    float *coverage;
    size_t room;
    int left, top, right, bottom;
} wireframe;

/* ---- Pixels ---------------------------------------------------------------------------------- */

static uint8_t byte(double value) { return (uint8_t)(255 * fmin(fmax(value, 0), 1) + 0.5); }

static int clamped(double value, uint32_t count) { return (int)fmin(fmax(value, 0), count); }

static int least(int a, int b) { return a < b ? a : b; }

static int most(int a, int b) { return a > b ? a : b; }

/* Lays a colour over a pixel. */
static void blend(uint8_t *pixel, pa_color color, double coverage) {
    double alpha = color.alpha * coverage;
    double values[4] = {color.blue, color.green, color.red, 1};
    for (int i = 0; i < 4; i++)
        pixel[i] = byte(values[i] * alpha + pixel[i] / 255.0 * (1 - alpha));
}

/* Covers a straight line with round ends: a pixel by how far inside the line its middle lies. */
static void line(wireframe *it, const pa_picture *picture, point from, point to, double width) {
    double reach = width / 2 + 0.5, x = to.x - from.x, y = to.y - from.y;
    double square = x * x + y * y;
    int left = clamped(floor(fmin(from.x, to.x) - reach), picture->width);
    int top = clamped(floor(fmin(from.y, to.y) - reach), picture->height);
    int right = clamped(ceil(fmax(from.x, to.x) + reach), picture->width);
    int bottom = clamped(ceil(fmax(from.y, to.y) + reach), picture->height);

    for (int row = top; row < bottom; row++) {
        float *covered = it->coverage + (size_t)row * picture->width;
        for (int column = left; column < right; column++) {
            double u = column + 0.5 - from.x, v = row + 0.5 - from.y;
            double along = square > 0 ? fmin(fmax((u * x + v * y) / square, 0), 1) : 0;
            double inside = fmin(reach - hypot(u - along * x, v - along * y), 1);
            if (inside > covered[column]) covered[column] = (float)inside;
        }
    }
    it->left = least(it->left, left);
    it->top = least(it->top, top);
    it->right = most(it->right, right);
    it->bottom = most(it->bottom, bottom);
}

/* Paints what is covered, and forgets it. Lines of one shape that meet are painted once. */
static void paint(wireframe *it, const pa_picture *picture, pa_color color) {
    for (int row = it->top; row < it->bottom; row++) {
        float *covered = it->coverage + (size_t)row * picture->width;
        uint8_t *pixels = picture->pixels + row * picture->stride;
        for (int column = it->left; column < it->right; column++) {
            if (covered[column] > 0) blend(pixels + 4 * column, color, covered[column]);
            covered[column] = 0;
        }
    }
    it->left = (int)picture->width;
    it->top = (int)picture->height;
    it->right = it->bottom = 0;
}

/* ---- Paths ----------------------------------------------------------------------------------- */

/* Where a point of the scene lies in the picture. */
static point place(const wireframe *it, const pa_scene *scene, uint32_t index) {
    const double *t = it->transform, x = scene->points[2 * index], y = scene->points[2 * index + 1];
    return (point){t[0] * x + t[2] * y + t[4], t[1] * x + t[3] * y + t[5]};
}

static point between(point a, point b, double share) {
    return (point){a.x + (b.x - a.x) * share, a.y + (b.y - a.y) * share};
}

static void curve(wireframe *it, const pa_picture *picture, const point p[4]) {
    double length = hypot(p[1].x - p[0].x, p[1].y - p[0].y) +
                    hypot(p[2].x - p[1].x, p[2].y - p[1].y) +
                    hypot(p[3].x - p[2].x, p[3].y - p[2].y);
    int pieces = (int)fmin(1 + length / 4, 200);
    point last = p[0];
    for (int i = 1; i <= pieces; i++) {
        double t = (double)i / pieces;
        point a = between(p[0], p[1], t), b = between(p[1], p[2], t), c = between(p[2], p[3], t);
        point next = between(between(a, b, t), between(b, c, t), t);
        line(it, picture, last, next, it->width);
        last = next;
    }
}

static pa_color color_of(const pa_shape *shape) {
    static const pa_color gray = {0.45, 0.45, 0.5, 1};
    pa_color color = shape->fill.kind == PA_COLOR ? shape->fill.color
                     : shape->stroke.kind == PA_COLOR ? shape->stroke.color : gray;
    color.alpha = 1;
    return color;
}

/* Covers a path, or its handles. */
static void contour(wireframe *it, const pa_scene *scene, const pa_picture *picture,
                    const pa_contour *path, int handles) {
    for (uint32_t i = 0; i < path->anchor_count; i++) {
        /* Three points an anchor: the anchor, its incoming handle, its outgoing handle. */
        uint32_t from = 3 * (path->first_anchor + i);
        uint32_t to = 3 * (path->first_anchor + (i + 1) % path->anchor_count);
        point p[4] = {place(it, scene, from), place(it, scene, from + 2),
                      place(it, scene, to + 1), place(it, scene, to)};
        if (handles) {
            line(it, picture, place(it, scene, from + 1), p[0], 0.5);
            line(it, picture, p[0], p[1], 0.5);
        } else {
            if (i + 1 < path->anchor_count || path->is_closed) curve(it, picture, p);
            if (it->shows_handles) line(it, picture, p[0], p[0], 3 * it->width);
        }
    }
}

static void shape(wireframe *it, const pa_scene *scene, const pa_picture *picture,
                  const pa_shape *shape) {
    const pa_contour *paths = it->drawing->contours + shape->first_contour;
    pa_color color = color_of(shape);
    for (uint32_t i = 0; i < shape->contour_count; i++) contour(it, scene, picture, &paths[i], 0);
    paint(it, picture, color);
    if (!it->shows_handles) return;
    color.alpha = 0.5;
    for (uint32_t i = 0; i < shape->contour_count; i++) contour(it, scene, picture, &paths[i], 1);
    paint(it, picture, color);
}

/* ---- The renderer ---------------------------------------------------------------------------- */

static void fill(const pa_picture *picture, pa_color color) {
    for (uint32_t y = 0; y < picture->height; y++) {
        uint8_t *row = picture->pixels + y * picture->stride;
        for (uint32_t x = 0; x < picture->width; x++) {
            memset(row + 4 * (size_t)x, 0, 4);
            blend(row + 4 * (size_t)x, color, 1);
        }
    }
}

/* Memory for a picture's coverage; every thread has a renderer of its own, and so it has this. */
static pa_status make_room(wireframe *it, const pa_picture *picture) {
    size_t count = (size_t)picture->width * picture->height;
    if (count > it->room) {
        free(it->coverage);
        it->coverage = calloc(count, sizeof *it->coverage);
        it->room = it->coverage ? count : 0;
        if (!it->coverage) return it->host->fail(it->host, "there is no memory"), PA_FAULT;
    }
    it->left = (int)picture->width;
    it->top = (int)picture->height;
    it->right = it->bottom = 0;
    return PA_OK;
}

static pa_status render(const pa_renderer *self, const pa_scene *scene, const pa_picture *picture) {
    wireframe *it = self->data;
    const pa_drawing *drawing = it->drawing;
    pa_status status = make_room(it, picture);
    if (status != PA_OK) return status;
    if (it->has_background) fill(picture, it->background);
    for (uint32_t i = 0; i < drawing->step_count; i++) {
        const pa_step *step = &drawing->steps[i];
        if (step->kind != PA_FILL && step->kind != PA_STROKE) continue;
        const pa_shape *drawn = &drawing->shapes[step->shape];
        if (!drawn->is_visible || !scene->is_shown[step->shape]) continue;
        /* A shape that is filled and stroked is drawn once. */
        if (step->kind == PA_STROKE && drawn->fill.kind != PA_NO_PAINT) continue;
        shape(it, scene, picture, drawn);
    }
    return PA_OK;
}

static void destroy(const pa_renderer *self) {
    free(((wireframe *)self->data)->coverage);
    free(self->data);
}

/* ---- What the engine is told ----------------------------------------------------------------- */

static const pa_option options[] = {
    {.size = sizeof(pa_option), .name = "width", .type = PA_NUMBER,
     .minimum = 0.1, .maximum = 100, .standard = 1.5, .help = "how thick lines are, in pixels"},
    {.size = sizeof(pa_option), .name = "handles", .type = PA_FLAG, .standard = 0,
     .help = "whether anchors and their handles are shown"},
};

static const pa_descriptor description = {
    .size = sizeof(pa_descriptor), .id = "wireframe", .version = "1.0.0",
    .summary = "outlines alone, as an editor for vectors shows them",
    .temporal = PA_STATELESS, .option_count = 2, .options = options};

static uint32_t count(const pa_factory *self) { return (void)self, 1; }

static const pa_descriptor *descriptor(const pa_factory *self, uint32_t index) {
    return (void)self, index == 0 ? &description : NULL;
}

static pa_status create(const pa_factory *self, const pa_host *host, const char *id,
                        const pa_value *values, const void *request, const void **stage) {
    const pa_renderer_request *asked = request;
    wireframe *it = calloc(1, sizeof *it);
    (void)self, (void)id;
    if (!it) return host->fail(host, "there is no memory"), PA_FAULT;
    it->renderer = (pa_renderer){
        .size = sizeof(pa_renderer), .data = it, .destroy = destroy, .render = render};
    it->host = host;
    it->drawing = asked->drawing;
    memcpy(it->transform, asked->transform, sizeof it->transform);
    it->has_background = asked->has_background != 0;
    it->background = asked->background;
    it->width = values[0].number;
    it->shows_handles = values[1].number != 0;
    *stage = &it->renderer;
    return PA_OK;
}

static const pa_factory factory = {
    .size = sizeof(pa_factory), .count = count, .descriptor = descriptor, .create = create};

static const pa_plugin_info information = {
    .size = sizeof(pa_plugin_info), .id = "org.pose-animate.wireframe", .name = "Wireframe",
    .version = "1.0.0"};

static const pa_plugin_info *info(void) { return &information; }

static const pa_factory *get_factory(const char *kind) {
    return strcmp(kind, "pose-animate.renderer/1") == 0 ? &factory : NULL;
}

PA_EXPORT const pa_plugin_entry pose_animate_plugin = {
    .size = sizeof(pa_plugin_entry), .abi = PA_ABI_VERSION, .info = info, .get_factory = get_factory};

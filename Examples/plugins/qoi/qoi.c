/*
 * A frame sink: pictures as files of the Quite OK Image format (https://qoiformat.org), which is written
 * and read faster than PNG. A file for each frame; transparency is kept.
 */
#include <stdlib.h>
#include <string.h>

#include "pose_animate_plugin.h"

/* ---- The format ------------------------------------------------------------------------------ */

typedef struct color {
    uint8_t red, green, blue, alpha;
} color;

static int same(color a, color b) {
    return a.red == b.red && a.green == b.green && a.blue == b.blue && a.alpha == b.alpha;
}

/* A premultiplied byte p under alpha a stands for 255 p / a, rounded. */
static uint8_t straight_byte(uint32_t byte, uint32_t alpha) {
    return byte >= alpha ? 255 : (uint8_t)((255 * byte + alpha / 2) / alpha);
}

/* Files of QOI have straight colours; a picture's are premultiplied, and in the order of BGRA. */
static color straight(const uint8_t *pixel) {
    uint32_t alpha = pixel[3];
    if (alpha == 0) return (color){0, 0, 0, 0};
    return (color){straight_byte(pixel[2], alpha), straight_byte(pixel[1], alpha),
                   straight_byte(pixel[0], alpha), (uint8_t)alpha};
}

static uint8_t *number(uint8_t *out, uint32_t value) {
    for (int shift = 24; shift >= 0; shift -= 8) *out++ = (uint8_t)(value >> shift);
    return out;
}

/* Writes the shortest form of a colour that differs from the one before. */
static uint8_t *differing(uint8_t *out, color now, color before, color *seen) {
    uint32_t place = (now.red * 3u + now.green * 5u + now.blue * 7u + now.alpha * 11u) % 64;
    if (same(seen[place], now)) {
        *out++ = (uint8_t)place;
        return out;
    }
    seen[place] = now;
    if (now.alpha != before.alpha) {
        *out++ = 0xFF;
        memcpy(out, &now, 4);
        return out + 4;
    }
    int red = (int8_t)(now.red - before.red), green = (int8_t)(now.green - before.green),
        blue = (int8_t)(now.blue - before.blue);
    int red_green = red - green, blue_green = blue - green;
    if (-2 <= red && red < 2 && -2 <= green && green < 2 && -2 <= blue && blue < 2) {
        *out++ = (uint8_t)(0x40 | (red + 2) << 4 | (green + 2) << 2 | (blue + 2));
    } else if (-8 <= red_green && red_green < 8 && -32 <= green && green < 32 &&
               -8 <= blue_green && blue_green < 8) {
        *out++ = (uint8_t)(0x80 | (green + 32));
        *out++ = (uint8_t)((red_green + 8) << 4 | (blue_green + 8));
    } else {
        *out++ = 0xFE;
        memcpy(out, &now, 3);
        out += 3;
    }
    return out;
}

/* Writes a whole file; `out` has room for 5 bytes a pixel, and 22. */
static size_t encode_picture(const pa_picture *picture, int has_alpha, uint8_t *out) {
    static const uint8_t end[8] = {0, 0, 0, 0, 0, 0, 0, 1};
    uint8_t *start = out;
    color seen[64], before = {0, 0, 0, 255};
    uint32_t run = 0;

    memset(seen, 0, sizeof seen);
    memcpy(out, "qoif", 4);
    out = number(number(out + 4, picture->width), picture->height);
    *out++ = has_alpha ? 4 : 3;
    *out++ = 0; /* sRGB, with straight alpha */
    for (uint32_t y = 0; y < picture->height; y++) {
        const uint8_t *row = picture->pixels + y * picture->stride;
        for (uint32_t x = 0; x < picture->width; x++) {
            color now = straight(row + 4 * (size_t)x);
            if (same(now, before)) {
                if (++run == 62) *out++ = 0xC0 | 61, run = 0;
                continue;
            }
            if (run > 0) *out++ = (uint8_t)(0xC0 | (run - 1)), run = 0;
            out = differing(out, now, before, seen);
            before = now;
        }
    }
    if (run > 0) *out++ = (uint8_t)(0xC0 | (run - 1));
    memcpy(out, end, sizeof end);
    return (size_t)(out - start) + sizeof end;
}

/* ---- The sink -------------------------------------------------------------------------------- */

typedef struct sink {
    pa_sink sink;
    const pa_host *host;
    int has_alpha;
} sink;

/* One thread's memory: as much as the largest picture so far needed. */
typedef struct encoder {
    uint8_t *bytes;
    size_t room;
} encoder;

static pa_status make_encoder(const pa_sink *self, void **made) {
    sink *it = self->data;
    *made = calloc(1, sizeof(encoder));
    return *made ? PA_OK : (it->host->fail(it->host, "there is no memory"), PA_FAULT);
}

static void destroy_encoder(const pa_sink *self, void *made) {
    (void)self;
    free(((encoder *)made)->bytes);
    free(made);
}

static pa_status encode(const pa_sink *self, void *made, const pa_picture *picture, int64_t index,
                        const pa_output *output) {
    sink *it = self->data;
    encoder *memory = made;
    size_t room = (size_t)picture->width * picture->height * 5 + 22;
    (void)index;
    if (memory->room < room) {
        free(memory->bytes);
        memory->bytes = malloc(room);
        memory->room = memory->bytes ? room : 0;
        if (!memory->bytes) return it->host->fail(it->host, "there is no memory"), PA_FAULT;
    }
    return output->write(output, memory->bytes,
                         encode_picture(picture, it->has_alpha, memory->bytes));
}

static void destroy(const pa_sink *self) { free(self->data); }

/* ---- What the engine is told ----------------------------------------------------------------- */

static const char *const endings[] = {"qoi", NULL};

static const pa_sink_traits traits = {
    .size = sizeof(pa_sink_traits), .endings = endings, .flags = PA_FILE_PER_FRAME};

static const pa_descriptor description = {
    .size = sizeof(pa_descriptor), .id = "qoi", .version = "1.0.0",
    .summary = "QOI pictures, written and read fast",
    .temporal = PA_STATELESS, .traits = &traits};

static uint32_t count(const pa_factory *self) { return (void)self, 1; }

static const pa_descriptor *descriptor(const pa_factory *self, uint32_t index) {
    return (void)self, index == 0 ? &description : NULL;
}

static pa_status create(const pa_factory *self, const pa_host *host, const char *id,
                        const pa_value *values, const void *request, const void **stage) {
    const pa_sink_request *asked = request;
    sink *it = calloc(1, sizeof *it);
    (void)self, (void)id, (void)values;
    if (!it) return host->fail(host, "there is no memory"), PA_FAULT;
    it->sink = (pa_sink){.size = sizeof(pa_sink), .data = it, .destroy = destroy,
                         .make_encoder = make_encoder, .destroy_encoder = destroy_encoder,
                         .encode = encode};
    it->host = host;
    it->has_alpha = !asked->is_opaque;
    *stage = &it->sink;
    return PA_OK;
}

static const pa_factory factory = {
    .size = sizeof(pa_factory), .count = count, .descriptor = descriptor, .create = create};

static const pa_plugin_info information = {
    .size = sizeof(pa_plugin_info), .id = "org.pose-animate.qoi", .name = "QOI", .version = "1.0.0"};

static const pa_plugin_info *info(void) { return &information; }

static const pa_factory *get_factory(const char *kind) {
    return strcmp(kind, "pose-animate.sink/1") == 0 ? &factory : NULL;
}

PA_EXPORT const pa_plugin_entry pose_animate_plugin = {
    .size = sizeof(pa_plugin_entry), .abi = PA_ABI_VERSION, .info = info, .get_factory = get_factory};

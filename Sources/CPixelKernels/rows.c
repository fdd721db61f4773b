#include "pose_rows.h"

#include "straight.h"

#include <stdlib.h>

// How many pixels are compared, converted and filtered at a time.
enum { GROUP = 16 };

#define INLINE static inline __attribute__((always_inline))
#if defined(__x86_64__)
#define VECTORS __attribute__((target_clones("avx2", "default")))
#else
#define VECTORS
#endif

// A group's bytes in the file's form, behind the pixel to their left.
typedef struct {
    uint8_t bytes[4 + 4 * GROUP + 16];
} group;

enum { NONE = 0, UP = 2, PAETH = 4 };

bool pose_rows_begin(pose_rows *rows, size_t width, int channels, bool is_plain) {
    size_t length = (size_t)channels * width;
    if (rows->room < length) {
        pose_rows_end(rows);
        rows->line = malloc(length);
        rows->other = malloc(length);
        // As many as there are groups of RGB, of which a row of as many bytes holds the most.
        rows->spans = malloc((length / (3 * GROUP) + 1) * sizeof *rows->spans);
        if (!rows->line || !rows->other || !rows->spans) {
            pose_rows_end(rows);
            return false;
        }
        rows->room = length;
    }
    memset(rows->line, 0, length);
    rows->width = width;
    rows->channels = channels;
    rows->is_plain = is_plain;
    rows->count = 0;
    rows->spread = 0;
    rows->span_count = 0;
    return true;
}

void pose_rows_end(pose_rows *rows) {
    free(rows->line);
    free(rows->other);
    free(rows->spans);
    *rows = (pose_rows){0};
}

INLINE bool are_same(const uint8_t *one, const uint8_t *two) {
    uint64_t difference = 0;
    for (int place = 0; place < 4 * GROUP; place += 8) {
        uint64_t a, b;
        memcpy(&a, one + place, 8);
        memcpy(&b, two + place, 8);
        difference |= a ^ b;
    }
    return difference == 0;
}

// The first of the pixels from `start` on whose group differs from the one above, or the last few
// pixels that make no whole group.
INLINE size_t differing(const uint8_t *pixels, const uint8_t *above, size_t start, size_t width) {
    while (start + GROUP <= width && are_same(pixels + 4 * start, above + 4 * start)) {
        start += GROUP;
    }
    return start;
}

// False when the pixels are to be opaque and one is not.
INLINE bool convert(const uint8_t *pixels, size_t count, int channels, uint8_t *target) {
    uint32_t all = UINT32_MAX, any = 0;
    for (size_t index = 0; index < count; index++) {
        all &= load(pixels + 4 * index);
        any |= load(pixels + 4 * index);
    }
    bool is_opaque = all >> 24 == 255;
    if (channels == 3) {
        typedef uint8_t quad __attribute__((vector_size(16)));
        size_t index = 0;
        // Four pixels become 12 bytes and 4 more are touched, which the next ones write over.
        for (; index + 4 <= count; index += 4) {
            quad bytes;
            memcpy(&bytes, pixels + 4 * index, 16);
            bytes = __builtin_shufflevector(
                bytes, bytes, 2, 1, 0, 6, 5, 4, 10, 9, 8, 14, 13, 12, 3, 3, 3, 3);
            memcpy(target + 3 * index, &bytes, 16);
        }
        for (; index < count; index++) {
            const uint8_t *pixel = pixels + 4 * index;
            target[3 * index] = pixel[2];
            target[3 * index + 1] = pixel[1];
            target[3 * index + 2] = pixel[0];
        }
        return is_opaque;
    }
    if (any >> 24 == 0) {
        memset(target, 0, 4 * count);
        return true;
    }
    for (size_t index = 0; index < count; index++) {
        uint32_t pixel = load(pixels + 4 * index);
        pixel = swapped(is_opaque ? pixel : straight(pixel));
        memcpy(target + 4 * index, &pixel, 4);
    }
    return true;
}

// PNG's predictor (PNG 1.2, 6.6): of left, above and upper left the one nearest to their sum less
// the last. With bytes alone, so that registers hold many: two distances of the same direction
// add up, others take each other away; a sum beyond 255 is no nearer than either.
INLINE uint8_t paeth(uint8_t left, uint8_t above, uint8_t corner) {
    uint8_t to_left = above > corner ? above - corner : corner - above;
    uint8_t to_above = left > corner ? left - corner : corner - left;
    uint8_t sum = to_left + to_above;
    if (sum < to_left) sum = 255;
    uint8_t difference = to_left > to_above ? to_left - to_above : to_above - to_left;
    uint8_t to_corner = (left >= corner) == (above >= corner) ? sum : difference;
    uint8_t second = to_above <= to_corner ? above : corner;
    return to_left <= to_above && to_left <= to_corner ? left : second;
}

// Filters a group both ways; adds up how many bytes are left other than zero.
INLINE void filter(
    const group *now, const group *before, size_t length, int channels, uint8_t *up_bytes,
    uint8_t *paeth_bytes, uint32_t *up_count, uint32_t *paeth_count) {
    const uint8_t *here = now->bytes + channels, *above = before->bytes + channels;
    uint8_t ups = 0, paeths = 0;
    for (size_t place = 0; place < length; place++) {
        uint8_t by_up = here[place] - above[place];
        uint8_t by_paeth =
            here[place] - paeth(now->bytes[place], above[place], before->bytes[place]);
        up_bytes[place] = by_up;
        paeth_bytes[place] = by_paeth;
        ups += by_up != 0;
        paeths += by_paeth != 0;
    }
    *up_count += ups;
    *paeth_count += paeths;
}

INLINE void note(pose_rows *rows, size_t start, size_t end) {
    if (rows->span_count > 0 && rows->spans[rows->span_count - 1].end == start) {
        rows->spans[rows->span_count - 1].end = (uint32_t)end;
    } else {
        rows->spans[rows->span_count++] = (pose_span){(uint32_t)start, (uint32_t)end};
    }
}

INLINE bool next_plain(
    pose_rows *rows, const uint8_t *pixels, uint8_t *target, int channels) {
    group now;
    target[0] = NONE;
    rows->span_count = 0;
    note(rows, 0, channels * rows->width);
    for (size_t start = 0; start < rows->width; start += GROUP) {
        const size_t count = rows->width - start < GROUP ? rows->width - start : GROUP;
        if (!convert(pixels + 4 * start, count, channels, now.bytes)) return false;
        memcpy(target + 1 + channels * start, now.bytes, channels * count);
    }
    return true;
}

INLINE bool next(
    pose_rows *rows, const uint8_t *pixels, const uint8_t *above, uint8_t *target, int channels) {
    const size_t width = rows->width;
    const bool is_first = rows->count == 0;
    uint8_t *paeth_row = target + 1, *up_row = rows->other;
    uint32_t ups = 0, paeths = 0;
    group now, before;
    // The pixels to the left of the group, in this row and in the one above; at first there is
    // nothing to the left.
    uint8_t left[4] = {0}, corner[4] = {0};
    bool are_left_same = true;
    rows->span_count = 0;
    memset(paeth_row, 0, channels * width);
    for (size_t start = 0; start < width; start += GROUP) {
        if (!is_first && are_left_same) start = differing(pixels, above, start, width);
        if (start == width) break;
        const size_t count = width - start < GROUP ? width - start : GROUP;
        const uint8_t *source = pixels + 4 * start;
        const size_t place = channels * start, length = channels * count;
        uint8_t *line = rows->line + place;
        if (are_left_same && start > 0) {
            memcpy(left, line - channels, channels);
            memcpy(corner, left, channels);
        }
        memcpy(now.bytes, left, channels);
        memcpy(before.bytes, corner, channels);
        memcpy(before.bytes + channels, line, length);
        if (!convert(source, count, channels, now.bytes + channels)) return false;
        if (count == GROUP) {
            filter(
                &now, &before, channels * GROUP, channels, up_row + place, paeth_row + place, &ups,
                &paeths);
        } else {
            filter(
                &now, &before, length, channels, up_row + place, paeth_row + place, &ups, &paeths);
        }
        note(rows, place, place + length);
        rows->spread += length;
        memcpy(left, now.bytes + length, channels);
        memcpy(corner, before.bytes + length, channels);
        are_left_same = memcmp(left, corner, channels) == 0;
        memcpy(line, now.bytes + channels, length);
    }
    target[0] = ups <= paeths ? UP : PAETH;
    rows->count++;
    if (target[0] == PAETH) return true;
    for (size_t index = 0; index < rows->span_count; index++) {
        const pose_span span = rows->spans[index];
        memcpy(paeth_row + span.start, up_row + span.start, span.end - span.start);
    }
    return true;
}

VECTORS static bool next_rgb(
    pose_rows *rows, const uint8_t *pixels, const uint8_t *above, uint8_t *target) {
    return rows->is_plain ? next_plain(rows, pixels, target, 3)
                          : next(rows, pixels, above, target, 3);
}

VECTORS static bool next_rgba(
    pose_rows *rows, const uint8_t *pixels, const uint8_t *above, uint8_t *target) {
    return rows->is_plain ? next_plain(rows, pixels, target, 4)
                          : next(rows, pixels, above, target, 4);
}

bool pose_rows_next(
    pose_rows *rows, const uint8_t *pixels, const uint8_t *above, uint8_t *target) {
    return rows->channels == 3 ? next_rgb(rows, pixels, above, target)
                               : next_rgba(rows, pixels, above, target);
}

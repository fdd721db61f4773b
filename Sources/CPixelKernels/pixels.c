#include "pose_pixels.h"

#include "straight.h"

#include <string.h>
#if defined(__x86_64__)
#include <immintrin.h>
#endif

bool pose_pixels_are_opaque(const uint8_t *source, size_t count) {
    uint32_t common = UINT32_MAX;
    for (size_t index = 0; index < count; index++) common &= load(source + 4 * index);
    return common >> 24 == 255;
}

#if defined(__x86_64__)
__attribute__((target("ssse3"))) static size_t rgb_quads(
    const uint8_t *source, size_t count, uint8_t *target) {
    const __m128i order = _mm_setr_epi8(2, 1, 0, 6, 5, 4, 10, 9, 8, 14, 13, 12, -1, -1, -1, -1);
    size_t index = 0;
    // Four pixels become 12 bytes and 4 more are touched, which the next ones write over.
    for (; index + 6 <= count; index += 4) {
        __m128i pixels = _mm_loadu_si128((const __m128i *)(source + 4 * index));
        _mm_storeu_si128((__m128i *)(target + 3 * index), _mm_shuffle_epi8(pixels, order));
    }
    return index;
}
#endif

void pose_pixels_rgb(const uint8_t *source, size_t count, uint8_t *target) {
    size_t index = 0;
#if defined(__x86_64__)
    if (__builtin_cpu_supports("ssse3")) index = rgb_quads(source, count, target);
#endif
    for (; index < count; index++) {
        const uint8_t *pixel = source + 4 * index;
        target[3 * index] = pixel[2];
        target[3 * index + 1] = pixel[1];
        target[3 * index + 2] = pixel[0];
    }
}

void pose_pixels_rgba(const uint8_t *source, size_t count, uint8_t *target) {
    for (size_t index = 0; index < count; index++) {
        uint32_t pixel = swapped(straight(load(source + 4 * index)));
        memcpy(target + 4 * index, &pixel, 4);
    }
}

void pose_pixels_bgra(const uint8_t *source, size_t count, uint8_t *target) {
    for (size_t index = 0; index < count; index++) {
        uint32_t pixel = straight(load(source + 4 * index));
        memcpy(target + 4 * index, &pixel, 4);
    }
}

void pose_pixels_over_white_bgra(const uint8_t *source, size_t count, uint8_t *target) {
    if (pose_pixels_are_opaque(source, count)) {
        memcpy(target, source, 4 * count);
        return;
    }
    for (size_t index = 0; index < count; index++) {
        const uint8_t *pixel = source + 4 * index;
        uint32_t rest = 255u - pixel[3];
        for (int channel = 0; channel < 3; channel++) {
            uint32_t sum = pixel[channel] + rest;
            target[4 * index + channel] = (uint8_t)(sum < 255 ? sum : 255);
        }
        target[4 * index + 3] = 255;
    }
}

void pose_pixels_up(const uint8_t *row, const uint8_t *above, size_t count, uint8_t *target) {
    for (size_t index = 0; index < count; index++) {
        target[index] = (uint8_t)(row[index] - above[index]);
    }
}

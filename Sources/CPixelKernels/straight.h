#pragma once
#include <stdint.h>
#include <string.h>

// Premultiplied pixels and straight ones.

static inline uint32_t load(const uint8_t *source) {
    uint32_t pixel;
    memcpy(&pixel, source, 4);
    return pixel;
}

// ceil(255 * 2^20 / a). With p <= a the error of p times it is below 2^-12, less than the distance
// of 255 p / a from the next half, which is 1/510 or more; so the product rounds exactly.
static inline uint32_t straight_byte(uint32_t byte, uint32_t alpha, uint32_t reciprocal) {
    return ((byte < alpha ? byte : alpha) * reciprocal + (1u << 19)) >> 20;
}

// ARGB, premultiplied, to the same, straight; both from the highest byte to the lowest.
static inline uint32_t straight(uint32_t pixel) {
    uint32_t alpha = pixel >> 24;
    if (alpha == 255) return pixel;
    if (alpha == 0) return 0;
    uint32_t reciprocal = ((255u << 20) + alpha - 1) / alpha;
    return alpha << 24 | straight_byte(pixel >> 16 & 0xff, alpha, reciprocal) << 16 |
        straight_byte(pixel >> 8 & 0xff, alpha, reciprocal) << 8 |
        straight_byte(pixel & 0xff, alpha, reciprocal);
}

static inline uint32_t swapped(uint32_t pixel) {
    return (pixel & 0xff00ff00u) | (pixel & 0xff) << 16 | (pixel >> 16 & 0xff);
}

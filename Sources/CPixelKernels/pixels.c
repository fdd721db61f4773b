#include "pose_pixels.h"

#include "straight.h"

#include <stdbool.h>
#include <string.h>

static bool are_opaque(const uint8_t *source, size_t count) {
    uint32_t common = UINT32_MAX;
    for (size_t index = 0; index < count; index++) common &= load(source + 4 * index);
    return common >> 24 == 255;
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
    if (are_opaque(source, count)) {
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

#include "pose_pixels.h"

// Weights of red, green and blue times 2^16, for luma over 219 steps and chroma over 224 (ITU-R
// BT.601-7, 2.5; BT.709-6, 3.3 and 3.4). Those of chroma sum to 0, so that greys stay grey.
typedef struct {
    int32_t luma[3], blue[3], red[3];
} weights;

static const weights all_weights[] = {
    [POSE_BT601] = {{16829, 33039, 6416}, {-9714, -19070, 28784}, {28784, -24103, -4681}},
    [POSE_BT709] = {{11966, 40254, 4064}, {-6596, -22189, 28785}, {28784, -26145, -2639}},
};

#if defined(__x86_64__)
#define VECTORS __attribute__((target_clones("avx2", "default")))
#else
#define VECTORS
#endif

VECTORS void pose_pixels_luma(
    const uint8_t *source, size_t count, pose_luma luma, uint8_t *restrict target) {
    const int32_t red = all_weights[luma].luma[0], green = all_weights[luma].luma[1],
                  blue = all_weights[luma].luma[2];
    for (size_t index = 0; index < count; index++) {
        const uint8_t *pixel = source + 4 * index;
        int32_t sum = red * pixel[2] + green * pixel[1] + blue * pixel[0];
        target[index] = (uint8_t)((sum + (16 << 16) + (1 << 15)) >> 16);
    }
}

VECTORS void pose_pixels_chroma(
    const uint8_t *upper, const uint8_t *lower, size_t count, pose_luma luma,
    uint8_t *restrict blue, uint8_t *restrict red) {
    const weights *w = &all_weights[luma];
    const int32_t br = w->blue[0], bg = w->blue[1], bb = w->blue[2];
    const int32_t rr = w->red[0], rg = w->red[1], rb = w->red[2];
    for (size_t index = 0; index < count / 2; index++) {
        const uint8_t *a = upper + 8 * index, *b = lower + 8 * index;
        int32_t sum_blue = a[0] + a[4] + b[0] + b[4];
        int32_t sum_green = a[1] + a[5] + b[1] + b[5];
        int32_t sum_red = a[2] + a[6] + b[2] + b[6];
        int32_t middle = (128 << 18) + (1 << 17);
        blue[index] =
            (uint8_t)((br * sum_red + bg * sum_green + bb * sum_blue + middle) >> 18);
        red[index] = (uint8_t)((rr * sum_red + rg * sum_green + rb * sum_blue + middle) >> 18);
    }
}

#include "levels.h"

#if defined(__x86_64__)
#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
#include "avx2.h"

#include "f32_depthwise.inc"
#include "f32_convolution.inc"
#include "f32_elementwise.inc"
#include "f32_images.inc"

const pose_vector_kernels pose_kernels_avx2 = {
    .width = WIDTH,
    .convolution_f32 = convolution_f32_tile_avx2,
    .depthwise_f32 = depthwise_f32_tile_avx2,
    .elementwise_f32 = elementwise_f32_tile_avx2,
    .pool_f32 = pool_f32_tile_avx2,
    .resize_f32 = resize_f32_tile_avx2,
};
#pragma clang attribute pop
#endif

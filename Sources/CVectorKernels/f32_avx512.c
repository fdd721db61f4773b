#include "levels.h"

#if defined(__x86_64__)
#pragma clang attribute push(__attribute__((target("avx512f,avx512bw,avx512dq,avx512vl"))), apply_to = function)
#include "avx512.h"

#include "f32_depthwise.inc"
#include "f32_convolution.inc"
#include "f32_elementwise.inc"
#include "f32_images.inc"

const pose_vector_kernels pose_kernels_avx512 = {
    .width = WIDTH,
    .convolution_f32 = convolution_f32_tile_avx512,
    .depthwise_f32 = depthwise_f32_tile_avx512,
    .elementwise_f32 = elementwise_f32_tile_avx512,
    .pool_f32 = pool_f32_tile_avx512,
    .resize_f32 = resize_f32_tile_avx512,
};
#pragma clang attribute pop
#endif

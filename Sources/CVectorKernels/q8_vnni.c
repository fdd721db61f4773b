#include "levels.h"

#if defined(__x86_64__)
#pragma clang attribute push(                                                                    \
    __attribute__((target("avx512f,avx512bw,avx512dq,avx512vl,avx512vnni"))),                    \
    apply_to = function)
#include "q8_requantization.h"

#define ROWS_Q8 8
#include "q8_convolution.inc"
#include "q8_depthwise.inc"
#include "q8_elementwise.inc"

void pose_add_kernels_vnni(pose_vector_kernels *kernels) {
    kernels->convolution_q8 = convolution_q8_tile;
    kernels->depthwise_q8 = depthwise_q8_tile;
    kernels->quantize_q8 = quantize_q8_tile;
    kernels->add_q8 = add_q8_tile;
    kernels->resize_q8 = resize_q8_tile;
}
#pragma clang attribute pop
#endif

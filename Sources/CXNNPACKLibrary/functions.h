/// The functions of XNNPACK and pthreadpool that are looked up, and their table.
#ifndef POSE_XNNPACK_FUNCTIONS_H
#define POSE_XNNPACK_FUNCTIONS_H

#if !__has_include(<xnnpack.h>) || !__has_include(<pthreadpool.h>)
#error "xnnpack.h is missing: install libxnnpack-dev and libpthreadpool-dev, or build without the trait XNNPACK"
#endif

#include "pose_xnnpack.h"
#include <xnnpack.h>

#define POSE_XNN_OPERATORS(each) \
    each(convolution2d_nhwc_f32) each(convolution2d_nhwc_qs8) each(convolution2d_nhwc_qc8) \
    each(convolution2d_nhwc_qu8) each(deconvolution2d_nhwc_f32) each(deconvolution2d_nhwc_qs8) \
    each(deconvolution2d_nhwc_qu8) each(fully_connected_nc_f32) each(fully_connected_nc_qs8) \
    each(fully_connected_nc_qu8) each(max_pooling2d_nhwc_f32) each(max_pooling2d_nhwc_s8) \
    each(max_pooling2d_nhwc_u8) each(average_pooling2d_nhwc_f32) \
    each(average_pooling2d_nhwc_qu8) each(resize_bilinear2d_nhwc_f32) \
    each(resize_bilinear2d_nhwc_u8) each(clamp_nc_f32) each(hardswish_nc_f32) \
    each(sigmoid_nc_f32) each(sigmoid_nc_qs8) each(sigmoid_nc_qu8) each(tanh_nc_qs8) \
    each(tanh_nc_qu8) each(softmax_nc_f32) each(leaky_relu_nc_f32) each(elu_nc_f32) \
    each(prelu_nc_f32) each(abs_nc_f32) each(negate_nc_f32) each(square_nc_f32) \
    each(square_root_nc_f32) each(floor_nc_f32) each(ceiling_nc_f32) \
    each(bankers_rounding_nc_f32) each(convert_nc_f32_qs8) each(convert_nc_f32_qu8) \
    each(convert_nc_qs8_f32) each(convert_nc_qu8_f32) each(add_nd_f32) each(add_nd_qs8) \
    each(add_nd_qu8) each(subtract_nd_f32) each(subtract_nd_qs8) each(subtract_nd_qu8) \
    each(multiply_nd_f32) each(multiply_nd_qs8) each(multiply_nd_qu8) each(divide_nd_f32) \
    each(maximum_nd_f32) each(minimum_nd_f32) each(squared_difference_nd_f32)

struct pose_xnn_library {
    __typeof__(xnn_initialize) *initialize;
    __typeof__(xnn_run_operator) *run_operator;
    __typeof__(xnn_delete_operator) *delete_operator;
    __typeof__(pthreadpool_create) *create_pool;
    __typeof__(pthreadpool_destroy) *destroy_pool;
    __typeof__(pthreadpool_parallelize_1d) *parallelize;
#define DECLARE(name) \
    __typeof__(xnn_create_##name) *create_##name; \
    __typeof__(xnn_setup_##name) *setup_##name;
    POSE_XNN_OPERATORS(DECLARE)
#undef DECLARE
};

/// Deletes an operator that could not be bound.
static inline int pose_xnn_finish(
    const pose_xnn_library *library, int status, xnn_operator_t made, pose_xnn_operator **result) {
    if (status == xnn_status_success) {
        *result = made;
    } else if (made) {
        library->delete_operator(made);
    }
    return status;
}

#endif

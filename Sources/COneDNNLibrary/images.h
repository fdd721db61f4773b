#ifndef POSE_ONEDNN_IMAGES_H
#define POSE_ONEDNN_IMAGES_H

#include "operation.h"

/// How images in the order [batch, height, width, channels] lie, for extents in the library's
/// order: batch, channels, height, width.
static inline void pose_onednn_plan_images(
    pose_onednn_plan *plan, pose_onednn_role role, int argument, dnnl_data_type_t type,
    long batch, long channels, long height, long width) {
    dnnl_dim_t extents[] = {batch, channels, height, width};
    dnnl_dim_t strides[] = {height * width * channels, 1, width * channels, channels};
    pose_onednn_plan_tensor(plan, role, argument, type, 4, extents, strides);
}

/// The padding behind the last element of an axis; negative where windows do not reach the end.
static inline dnnl_dim_t pose_onednn_padding_behind(
    long input, long output, long kernel, long stride, long dilation, long before) {
    return (output - 1) * stride + (kernel - 1) * dilation + 1 - input - before;
}

#endif

#ifdef POSE_XNNPACK

#include "functions.h"

int pose_xnn_convolution(
    const pose_xnn_library *library, pose_xnn_pool *pool, const pose_xnn_product *p,
    pose_xnn_operator **result) {
    const pose_xnn_window *w = &p->window;
    const size_t inputs = p->groups * p->group_input_channels;
    const size_t outputs = p->groups * p->group_output_channels;
    const uint32_t flags = p->is_depthwise ? XNN_FLAG_DEPTHWISE_CONVOLUTION : 0;
    xnn_operator_t made = NULL;
    int status = xnn_status_unsupported_parameter;
#define GEOMETRY \
    w->padding_top, w->padding_right, w->padding_bottom, w->padding_left, w->kernel_height, \
        w->kernel_width, w->stride_height, w->stride_width, w->dilation_height, \
        w->dilation_width, p->groups, p->group_input_channels, p->group_output_channels, inputs, \
        outputs
#define BIND(name) \
    if (status == xnn_status_success) \
        status = library->setup_##name( \
            made, w->batch, w->input_height, w->input_width, p->input, p->output, pool);
#define QUANTIZED(Type, kernel_scale) \
    (Type) p->input_affine.zero_point, p->input_affine.scale, kernel_scale, p->weights, p->bias, \
        (Type)p->output_affine.zero_point, p->output_affine.scale, (Type)p->range.whole_lower, \
        (Type)p->range.whole_upper, flags, &made
    switch (p->type) {
        case POSE_XNN_F32:
            status = library->create_convolution2d_nhwc_f32(
                GEOMETRY, p->weights, p->bias, p->range.lower, p->range.upper, flags, &made);
            BIND(convolution2d_nhwc_f32)
            break;
        case POSE_XNN_S8:
            status = library->create_convolution2d_nhwc_qs8(
                GEOMETRY, QUANTIZED(int8_t, p->weight_scales[0]));
            BIND(convolution2d_nhwc_qs8)
            break;
        case POSE_XNN_S8_CHANNELS:
            status = library->create_convolution2d_nhwc_qc8(
                GEOMETRY, QUANTIZED(int8_t, p->weight_scales));
            BIND(convolution2d_nhwc_qc8)
            break;
        case POSE_XNN_U8:
            status = library->create_convolution2d_nhwc_qu8(
                GEOMETRY, (uint8_t)p->input_affine.zero_point, p->input_affine.scale,
                (uint8_t)p->weight_zero_point, p->weight_scales[0], p->weights, p->bias,
                (uint8_t)p->output_affine.zero_point, p->output_affine.scale,
                (uint8_t)p->range.whole_lower, (uint8_t)p->range.whole_upper, flags, &made);
            BIND(convolution2d_nhwc_qu8)
            break;
        default: break;
    }
#undef BIND
    return pose_xnn_finish(library, status, made, result);
}

int pose_xnn_transposed_convolution(
    const pose_xnn_library *library, pose_xnn_pool *pool, const pose_xnn_product *p,
    pose_xnn_operator **result) {
    const pose_xnn_window *w = &p->window;
    const size_t inputs = p->groups * p->group_input_channels;
    const size_t outputs = p->groups * p->group_output_channels;
    const uint32_t flags = 0;
    xnn_operator_t made = NULL;
    int status = xnn_status_unsupported_parameter;
#define BIND(name) \
    if (status == xnn_status_success) \
        status = library->setup_##name( \
            made, w->batch, w->input_height, w->input_width, w->adjustment_height, \
            w->adjustment_width, p->input, p->output, pool);
    switch (p->type) {
        case POSE_XNN_F32:
            status = library->create_deconvolution2d_nhwc_f32(
                GEOMETRY, p->weights, p->bias, p->range.lower, p->range.upper, flags, &made);
            BIND(deconvolution2d_nhwc_f32)
            break;
        case POSE_XNN_S8:
            status = library->create_deconvolution2d_nhwc_qs8(
                GEOMETRY, QUANTIZED(int8_t, p->weight_scales[0]));
            BIND(deconvolution2d_nhwc_qs8)
            break;
        case POSE_XNN_U8:
            status = library->create_deconvolution2d_nhwc_qu8(
                GEOMETRY, (uint8_t)p->input_affine.zero_point, p->input_affine.scale,
                (uint8_t)p->weight_zero_point, p->weight_scales[0], p->weights, p->bias,
                (uint8_t)p->output_affine.zero_point, p->output_affine.scale,
                (uint8_t)p->range.whole_lower, (uint8_t)p->range.whole_upper, flags, &made);
            BIND(deconvolution2d_nhwc_qu8)
            break;
        default: break;
    }
#undef BIND
    return pose_xnn_finish(library, status, made, result);
}

int pose_xnn_fully_connected(
    const pose_xnn_library *library, pose_xnn_pool *pool, const pose_xnn_product *p,
    pose_xnn_operator **result) {
    const size_t inputs = p->group_input_channels;
    const size_t outputs = p->group_output_channels;
    const uint32_t flags = 0;
    xnn_operator_t made = NULL;
    int status = xnn_status_unsupported_parameter;
#define BIND(name) \
    if (status == xnn_status_success) \
        status = library->setup_##name(made, p->window.batch, p->input, p->output, pool);
    switch (p->type) {
        case POSE_XNN_F32:
            status = library->create_fully_connected_nc_f32(
                inputs, outputs, inputs, outputs, p->weights, p->bias, p->range.lower,
                p->range.upper, flags, &made);
            BIND(fully_connected_nc_f32)
            break;
        case POSE_XNN_S8:
            status = library->create_fully_connected_nc_qs8(
                inputs, outputs, inputs, outputs, QUANTIZED(int8_t, p->weight_scales[0]));
            BIND(fully_connected_nc_qs8)
            break;
        case POSE_XNN_U8:
            status = library->create_fully_connected_nc_qu8(
                inputs, outputs, inputs, outputs, (uint8_t)p->input_affine.zero_point,
                p->input_affine.scale, (uint8_t)p->weight_zero_point, p->weight_scales[0],
                p->weights, p->bias, (uint8_t)p->output_affine.zero_point,
                p->output_affine.scale, (uint8_t)p->range.whole_lower,
                (uint8_t)p->range.whole_upper, flags, &made);
            BIND(fully_connected_nc_qu8)
            break;
        default: break;
    }
#undef BIND
    return pose_xnn_finish(library, status, made, result);
}

#endif

#ifdef POSE_XNNPACK

#include "functions.h"

#define PADDING w->padding_top, w->padding_right, w->padding_bottom, w->padding_left
#define WINDOW w->kernel_height, w->kernel_width, w->stride_height, w->stride_width
#define BIND(name) \
    if (status == xnn_status_success) \
        status = library->setup_##name( \
            made, w->batch, w->input_height, w->input_width, p->input, p->output, pool);

static int largest(
    const pose_xnn_library *library, pose_xnn_pool *pool, const pose_xnn_pooling *p,
    xnn_operator_t *result) {
    const pose_xnn_window *w = &p->window;
    xnn_operator_t made = NULL;
    int status = xnn_status_unsupported_parameter;
    switch (p->type) {
        case POSE_XNN_F32:
            status = library->create_max_pooling2d_nhwc_f32(
                PADDING, WINDOW, 1, 1, p->channels, p->channels, p->channels, p->range.lower,
                p->range.upper, 0, &made);
            BIND(max_pooling2d_nhwc_f32)
            break;
        case POSE_XNN_S8:
            status = library->create_max_pooling2d_nhwc_s8(
                PADDING, WINDOW, 1, 1, p->channels, p->channels, p->channels,
                (int8_t)p->range.whole_lower, (int8_t)p->range.whole_upper, 0, &made);
            BIND(max_pooling2d_nhwc_s8)
            break;
        case POSE_XNN_U8:
            status = library->create_max_pooling2d_nhwc_u8(
                PADDING, WINDOW, 1, 1, p->channels, p->channels, p->channels,
                (uint8_t)p->range.whole_lower, (uint8_t)p->range.whole_upper, 0, &made);
            BIND(max_pooling2d_nhwc_u8)
            break;
        default: break;
    }
    return pose_xnn_finish(library, status, made, result);
}

static int mean(
    const pose_xnn_library *library, pose_xnn_pool *pool, const pose_xnn_pooling *p,
    xnn_operator_t *result) {
    const pose_xnn_window *w = &p->window;
    xnn_operator_t made = NULL;
    int status = xnn_status_unsupported_parameter;
    switch (p->type) {
        case POSE_XNN_F32:
            status = library->create_average_pooling2d_nhwc_f32(
                PADDING, WINDOW, p->channels, p->channels, p->channels, p->range.lower,
                p->range.upper, 0, &made);
            BIND(average_pooling2d_nhwc_f32)
            break;
        case POSE_XNN_U8:
            status = library->create_average_pooling2d_nhwc_qu8(
                PADDING, WINDOW, p->channels, p->channels, p->channels,
                (uint8_t)p->input_affine.zero_point, p->input_affine.scale,
                (uint8_t)p->output_affine.zero_point, p->output_affine.scale,
                (uint8_t)p->range.whole_lower, (uint8_t)p->range.whole_upper, 0, &made);
            BIND(average_pooling2d_nhwc_qu8)
            break;
        default: break;
    }
    return pose_xnn_finish(library, status, made, result);
}

int pose_xnn_pool_image(
    const pose_xnn_library *library, pose_xnn_pool *pool, const pose_xnn_pooling *pooling,
    pose_xnn_operator **result) {
    return (pooling->is_mean ? mean : largest)(library, pool, pooling, result);
}

int pose_xnn_resize(
    const pose_xnn_library *library, pose_xnn_pool *pool, const pose_xnn_resizing *p,
    pose_xnn_operator **result) {
    uint32_t flags = 0;
    if (p->aligns_corners) {
        flags = XNN_FLAG_ALIGN_CORNERS;
    } else if (!p->half_pixel_centers) {
        flags = XNN_FLAG_TENSORFLOW_LEGACY_MODE;
    }
    xnn_operator_t made = NULL;
    int status = xnn_status_unsupported_parameter;
#define RESIZE(name) \
    status = library->create_resize_bilinear2d_nhwc_##name( \
        p->channels, p->channels, p->channels, flags, &made); \
    if (status == xnn_status_success) \
        status = library->setup_resize_bilinear2d_nhwc_##name( \
            made, p->batch, p->input_height, p->input_width, p->output_height, p->output_width, \
            p->input, p->output, pool);
    switch (p->type) {
        case POSE_XNN_F32: RESIZE(f32) break;
        case POSE_XNN_U8: RESIZE(u8) break;
        default: break;
    }
    return pose_xnn_finish(library, status, made, result);
}

#endif

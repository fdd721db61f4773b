#ifdef POSE_XNNPACK

#include "functions.h"

int pose_xnn_combine(
    const pose_xnn_library *library, pose_xnn_pool *pool, const pose_xnn_binary *p,
    pose_xnn_operator **result) {
    const float lower = p->range.lower, upper = p->range.upper;
    xnn_operator_t made = NULL;
    int status = xnn_status_unsupported_parameter;
#define BIND(name) \
    if (status == xnn_status_success) \
        status = library->setup_##name( \
            made, p->first_rank, p->first_shape, p->second_rank, p->second_shape, p->first, \
            p->second, p->output, pool);
#define RANGED(name) \
    status = library->create_##name(lower, upper, 0, &made); \
    BIND(name)
#define PLAIN(name) \
    status = library->create_##name(0, &made); \
    BIND(name)
#define QUANTIZED(name, Type) \
    status = library->create_##name( \
        (Type)p->first_affine.zero_point, p->first_affine.scale, \
        (Type)p->second_affine.zero_point, p->second_affine.scale, \
        (Type)p->output_affine.zero_point, p->output_affine.scale, (Type)p->range.whole_lower, \
        (Type)p->range.whole_upper, 0, &made); \
    BIND(name)
#define ALL_TYPES(name) \
    if (p->type == POSE_XNN_F32) { \
        RANGED(name##_f32) \
    } else if (p->type == POSE_XNN_S8) { \
        QUANTIZED(name##_qs8, int8_t) \
    } else { \
        QUANTIZED(name##_qu8, uint8_t) \
    }
    switch (p->arithmetic) {
        case POSE_XNN_ADD: ALL_TYPES(add_nd) break;
        case POSE_XNN_SUBTRACT: ALL_TYPES(subtract_nd) break;
        case POSE_XNN_MULTIPLY: ALL_TYPES(multiply_nd) break;
        case POSE_XNN_DIVIDE:
            if (p->type == POSE_XNN_F32) { RANGED(divide_nd_f32) }
            break;
        case POSE_XNN_MAXIMUM:
            if (p->type == POSE_XNN_F32) { PLAIN(maximum_nd_f32) }
            break;
        case POSE_XNN_MINIMUM:
            if (p->type == POSE_XNN_F32) { PLAIN(minimum_nd_f32) }
            break;
        case POSE_XNN_SQUARED_DIFFERENCE:
            if (p->type == POSE_XNN_F32) { PLAIN(squared_difference_nd_f32) }
            break;
    }
    return pose_xnn_finish(library, status, made, result);
}

#endif

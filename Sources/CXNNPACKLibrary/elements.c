#ifdef POSE_XNNPACK

#include "functions.h"

#define SIZES p->channels, p->channels, p->channels
#define BIND(name) \
    if (status == xnn_status_success) \
        status = library->setup_##name(made, p->rows, p->input, p->output, pool);

static int of_reals(
    const pose_xnn_library *library, pose_xnn_pool *pool, const pose_xnn_unary *p,
    xnn_operator_t *result) {
    xnn_operator_t made = NULL;
    int status = xnn_status_unsupported_parameter;
    switch (p->function) {
#define PLAIN(function, name) \
    case function: \
        status = library->create_##name(SIZES, 0, &made); \
        BIND(name) \
        break;
        PLAIN(POSE_XNN_HARD_SWISH, hardswish_nc_f32)
        PLAIN(POSE_XNN_SIGMOID, sigmoid_nc_f32)
        PLAIN(POSE_XNN_SOFTMAX, softmax_nc_f32)
        PLAIN(POSE_XNN_ABS, abs_nc_f32)
        PLAIN(POSE_XNN_NEGATE, negate_nc_f32)
        PLAIN(POSE_XNN_SQUARE, square_nc_f32)
        PLAIN(POSE_XNN_SQUARE_ROOT, square_root_nc_f32)
        PLAIN(POSE_XNN_FLOOR, floor_nc_f32)
        PLAIN(POSE_XNN_CEILING, ceiling_nc_f32)
        PLAIN(POSE_XNN_ROUND, bankers_rounding_nc_f32)
        case POSE_XNN_CLAMP:
            status =
                library->create_clamp_nc_f32(SIZES, p->range.lower, p->range.upper, 0, &made);
            BIND(clamp_nc_f32)
            break;
        case POSE_XNN_LEAKY_RELU:
            status = library->create_leaky_relu_nc_f32(SIZES, p->parameter, 0, &made);
            BIND(leaky_relu_nc_f32)
            break;
        case POSE_XNN_ELU:
            status = library->create_elu_nc_f32(SIZES, p->parameter, 0, &made);
            BIND(elu_nc_f32)
            break;
        case POSE_XNN_PRELU:
            status = library->create_prelu_nc_f32(SIZES, p->slopes, 0, &made);
            BIND(prelu_nc_f32)
            break;
        default: break;
    }
    return pose_xnn_finish(library, status, made, result);
}

#define QUANTIZED(Type) \
    (Type) p->input_affine.zero_point, p->input_affine.scale, \
        (Type)p->output_affine.zero_point, p->output_affine.scale, (Type)p->range.whole_lower, \
        (Type)p->range.whole_upper, 0, &made

static int of_wholes(
    const pose_xnn_library *library, pose_xnn_pool *pool, const pose_xnn_unary *p,
    xnn_operator_t *result) {
    const bool is_signed = p->type == POSE_XNN_S8;
    xnn_operator_t made = NULL;
    int status = xnn_status_unsupported_parameter;
    switch (p->function) {
#define TABLE(function, name) \
    case function: \
        if (is_signed) { \
            status = library->create_##name##_qs8(SIZES, QUANTIZED(int8_t)); \
            BIND(name##_qs8) \
        } else { \
            status = library->create_##name##_qu8(SIZES, QUANTIZED(uint8_t)); \
            BIND(name##_qu8) \
        } \
        break;
        TABLE(POSE_XNN_SIGMOID, sigmoid_nc)
        TABLE(POSE_XNN_TANH, tanh_nc)
        default: break;
    }
    return pose_xnn_finish(library, status, made, result);
}

static int convert(
    const pose_xnn_library *library, pose_xnn_pool *pool, const pose_xnn_unary *p,
    xnn_operator_t *result) {
    xnn_operator_t made = NULL;
    int status = xnn_status_unsupported_parameter;
    switch (p->type) {
        case POSE_XNN_F32_TO_S8:
            status = library->create_convert_nc_f32_qs8(
                SIZES, p->output_affine.scale, (int8_t)p->output_affine.zero_point, INT8_MIN,
                INT8_MAX, 0, &made);
            BIND(convert_nc_f32_qs8)
            break;
        case POSE_XNN_F32_TO_U8:
            status = library->create_convert_nc_f32_qu8(
                SIZES, p->output_affine.scale, (uint8_t)p->output_affine.zero_point, 0, UINT8_MAX,
                0, &made);
            BIND(convert_nc_f32_qu8)
            break;
        case POSE_XNN_S8_TO_F32:
            status = library->create_convert_nc_qs8_f32(
                SIZES, p->input_affine.scale, (int8_t)p->input_affine.zero_point, 0, &made);
            BIND(convert_nc_qs8_f32)
            break;
        case POSE_XNN_U8_TO_F32:
            status = library->create_convert_nc_qu8_f32(
                SIZES, p->input_affine.scale, (uint8_t)p->input_affine.zero_point, 0, &made);
            BIND(convert_nc_qu8_f32)
            break;
        default: break;
    }
    return pose_xnn_finish(library, status, made, result);
}

int pose_xnn_apply(
    const pose_xnn_library *library, pose_xnn_pool *pool, const pose_xnn_unary *unary,
    pose_xnn_operator **result) {
    if (unary->function == POSE_XNN_CONVERT) return convert(library, pool, unary, result);
    return (unary->type == POSE_XNN_F32 ? of_reals : of_wholes)(library, pool, unary, result);
}

#endif

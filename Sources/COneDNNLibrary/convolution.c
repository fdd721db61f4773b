#ifdef POSE_ONEDNN

#include "images.h"

static dnnl_data_type_t element(pose_onednn_type type) {
    return type == POSE_ONEDNN_S8 ? dnnl_s8 : type == POSE_ONEDNN_U8 ? dnnl_u8 : dnnl_f32;
}

/// How weights lie in the model: group, output, input, height and width.
static void plan_weights(
    pose_onednn_plan *plan, const pose_onednn_convolution *convolution, dnnl_data_type_t type) {
    const pose_onednn_window *window = &convolution->window;
    dnnl_dim_t groups = convolution->groups;
    dnnl_dim_t outputs = window->output_channels / groups;
    dnnl_dim_t inputs = window->input_channels / groups;
    dnnl_dim_t height = window->kernel_height, width = window->kernel_width;
    dnnl_dim_t extents[] = {groups, outputs, inputs, height, width};
    dnnl_dim_t filter = height * width * inputs;
    dnnl_dim_t strides[] = {outputs * filter, filter, 1, width * inputs, inputs};
    if (convolution->is_depthwise) {
        dnnl_dim_t channels = window->output_channels;
        dnnl_dim_t by_channel[] = {outputs, 1, 1, width * channels, channels};
        pose_onednn_plan_tensor(
            plan, POSE_ONEDNN_WEIGHTS, DNNL_ARG_WEIGHTS, type, 5, extents, by_channel);
    } else if (groups > 1) {
        pose_onednn_plan_tensor(
            plan, POSE_ONEDNN_WEIGHTS, DNNL_ARG_WEIGHTS, type, 5, extents, strides);
    } else {
        pose_onednn_plan_tensor(
            plan, POSE_ONEDNN_WEIGHTS, DNNL_ARG_WEIGHTS, type, 4, extents + 1, strides + 1);
    }
}

/// Turns sums of 8-bit products into 8-bit outputs.
static void plan_quantization(
    pose_onednn_plan *plan, const pose_onednn_convolution *convolution) {
    const pose_onednn *library = plan->context->library;
    if (plan->status == dnnl_success) {
        plan->status = library->dnnl_primitive_attr_set_output_scales(
            plan->attributes, convolution->scale_count, convolution->scale_count > 1 ? 1 << 1 : 0,
            convolution->scales);
    }
    if (plan->status == dnnl_success && convolution->input_zero_point) {
        plan->status = library->dnnl_primitive_attr_set_zero_points(
            plan->attributes, DNNL_ARG_SRC, 1, 0, &convolution->input_zero_point);
    }
    if (plan->status == dnnl_success && convolution->output_zero_point) {
        plan->status = library->dnnl_primitive_attr_set_zero_points(
            plan->attributes, DNNL_ARG_DST, 1, 0, &convolution->output_zero_point);
    }
}

/// - Parameter layout: the order of weights to use; NULL lets the library choose.
static pose_onednn_operation *make(
    pose_onednn_context *context, const pose_onednn_convolution *convolution,
    const dnnl_memory_desc_t *layout, dnnl_memory_desc_t *stored, char *reason) {
    const pose_onednn *library = context->library;
    const pose_onednn_window *window = &convolution->window;
    bool is_float = convolution->type == POSE_ONEDNN_F32;
    dnnl_data_type_t type = element(convolution->type);
    pose_onednn_plan plan = pose_onednn_plan_make(context);
    pose_onednn_plan_images(
        &plan, POSE_ONEDNN_SOURCE, DNNL_ARG_SRC, type, window->batch, window->input_channels,
        window->input_height, window->input_width);
    pose_onednn_plan_images(
        &plan, POSE_ONEDNN_DESTINATION, DNNL_ARG_DST, type, window->batch,
        window->output_channels, window->output_height, window->output_width);
    plan_weights(&plan, convolution, is_float ? dnnl_f32 : dnnl_s8);
    *stored = plan.layouts[POSE_ONEDNN_WEIGHTS];
    if (layout) {
        plan.layouts[POSE_ONEDNN_WEIGHTS] = *layout;
    } else {
        pose_onednn_plan_free_order(&plan, POSE_ONEDNN_WEIGHTS);
    }
    if (convolution->has_bias) {
        dnnl_dim_t channels = window->output_channels, step = 1;
        pose_onednn_plan_tensor(
            &plan, POSE_ONEDNN_BIAS, DNNL_ARG_BIAS, is_float ? dnnl_f32 : dnnl_s32, 1, &channels,
            &step);
    }
    if (!is_float) plan_quantization(&plan, convolution);
    if (convolution->has_addend) pose_onednn_plan_addend(&plan);
    pose_onednn_plan_range(&plan, convolution->lower, convolution->upper);
    dnnl_convolution_desc_t descriptor;
    if (plan.status == dnnl_success) {
        dnnl_dims_t strides = {window->stride_height, window->stride_width};
        dnnl_dims_t dilations = {window->dilation_height - 1, window->dilation_width - 1};
        dnnl_dims_t before = {window->padding_top, window->padding_left};
        dnnl_dims_t after = {
            pose_onednn_padding_behind(
                window->input_height, window->output_height, window->kernel_height,
                window->stride_height, window->dilation_height, window->padding_top),
            pose_onednn_padding_behind(
                window->input_width, window->output_width, window->kernel_width,
                window->stride_width, window->dilation_width, window->padding_left)};
        plan.status = library->dnnl_dilated_convolution_forward_desc_init(
            &descriptor, dnnl_forward_inference, dnnl_convolution_direct,
            &plan.layouts[POSE_ONEDNN_SOURCE], &plan.layouts[POSE_ONEDNN_WEIGHTS],
            convolution->has_bias ? &plan.layouts[POSE_ONEDNN_BIAS] : NULL,
            &plan.layouts[POSE_ONEDNN_DESTINATION], strides, dilations, before, after);
    }
    return pose_onednn_compile(&plan, &descriptor, "a convolution", reason);
}

pose_onednn_operation *pose_onednn_make_convolution(
    pose_onednn_context *context, const pose_onednn_convolution *convolution, const void *weights,
    const pose_onednn_operation *like, char *reason) {
    dnnl_memory_desc_t stored = {0};
    pose_onednn_operation *operation = NULL;
    if (like) {
        operation = make(
            context, convolution, &like->layouts[POSE_ONEDNN_WEIGHTS], &stored, reason);
    }
    if (!operation) operation = make(context, convolution, NULL, &stored, reason);
    return pose_onednn_pack(operation, &stored, weights, like, reason);
}

#endif

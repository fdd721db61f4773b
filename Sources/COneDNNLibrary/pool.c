#ifdef POSE_ONEDNN

#include "images.h"

pose_onednn_operation *pose_onednn_make_pool(
    pose_onednn_context *context, const pose_onednn_window *window, bool is_mean, char *reason) {
    pose_onednn_plan plan = pose_onednn_plan_make(context);
    pose_onednn_plan_images(
        &plan, POSE_ONEDNN_SOURCE, DNNL_ARG_SRC, dnnl_f32, window->batch, window->input_channels,
        window->input_height, window->input_width);
    pose_onednn_plan_images(
        &plan, POSE_ONEDNN_DESTINATION, DNNL_ARG_DST, dnnl_f32, window->batch,
        window->output_channels, window->output_height, window->output_width);
    dnnl_pooling_desc_t descriptor;
    if (plan.status == dnnl_success) {
        dnnl_dims_t strides = {window->stride_height, window->stride_width};
        dnnl_dims_t kernel = {window->kernel_height, window->kernel_width};
        dnnl_dims_t before = {window->padding_top, window->padding_left};
        dnnl_dims_t after = {
            pose_onednn_padding_behind(
                window->input_height, window->output_height, window->kernel_height,
                window->stride_height, 1, window->padding_top),
            pose_onednn_padding_behind(
                window->input_width, window->output_width, window->kernel_width,
                window->stride_width, 1, window->padding_left)};
        plan.status = context->library->dnnl_pooling_forward_desc_init(
            &descriptor, dnnl_forward_inference,
            is_mean ? dnnl_pooling_avg_exclude_padding : dnnl_pooling_max,
            &plan.layouts[POSE_ONEDNN_SOURCE], &plan.layouts[POSE_ONEDNN_DESTINATION], strides,
            kernel, before, after);
    }
    return pose_onednn_compile(&plan, &descriptor, "a pool", reason);
}

#endif

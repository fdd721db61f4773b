#ifdef POSE_ONEDNN

#include "operation.h"

/// Rows one after the other.
static void plan_rows(
    pose_onednn_plan *plan, pose_onednn_role role, int argument, long rows, long columns) {
    dnnl_dim_t extents[] = {rows, columns}, strides[] = {columns, 1};
    pose_onednn_plan_tensor(plan, role, argument, dnnl_f32, 2, extents, strides);
}

pose_onednn_operation *pose_onednn_make_product(
    pose_onednn_context *context, const pose_onednn_product *product, const float *weights,
    const pose_onednn_operation *like, char *reason) {
    pose_onednn_plan plan = pose_onednn_plan_make(context);
    plan_rows(&plan, POSE_ONEDNN_SOURCE, DNNL_ARG_SRC, product->rows, product->depth);
    plan_rows(&plan, POSE_ONEDNN_DESTINATION, DNNL_ARG_DST, product->rows, product->columns);
    plan_rows(&plan, POSE_ONEDNN_WEIGHTS, DNNL_ARG_WEIGHTS, product->columns, product->depth);
    dnnl_memory_desc_t stored = plan.layouts[POSE_ONEDNN_WEIGHTS];
    pose_onednn_plan_free_order(&plan, POSE_ONEDNN_WEIGHTS);
    if (product->has_bias) {
        dnnl_dim_t columns = product->columns, step = 1;
        pose_onednn_plan_tensor(
            &plan, POSE_ONEDNN_BIAS, DNNL_ARG_BIAS, dnnl_f32, 1, &columns, &step);
    }
    pose_onednn_plan_range(&plan, product->lower, product->upper);
    dnnl_inner_product_desc_t descriptor;
    if (plan.status == dnnl_success) {
        plan.status = context->library->dnnl_inner_product_forward_desc_init(
            &descriptor, dnnl_forward_inference, &plan.layouts[POSE_ONEDNN_SOURCE],
            &plan.layouts[POSE_ONEDNN_WEIGHTS],
            product->has_bias ? &plan.layouts[POSE_ONEDNN_BIAS] : NULL,
            &plan.layouts[POSE_ONEDNN_DESTINATION]);
    }
    return pose_onednn_pack(
        pose_onednn_compile(&plan, &descriptor, "a product", reason), &stored, weights, like,
        reason);
}

/// A batch of matrices, each of them dense.
static void plan_matrices(
    pose_onednn_plan *plan, pose_onednn_role role, int argument, long batch, long rows,
    long columns, bool is_transposed) {
    dnnl_dim_t extents[] = {batch, rows, columns};
    dnnl_dim_t strides[] = {
        rows * columns, is_transposed ? 1 : columns, is_transposed ? rows : 1};
    pose_onednn_plan_tensor(plan, role, argument, dnnl_f32, 3, extents, strides);
}

pose_onednn_operation *pose_onednn_make_matrices(
    pose_onednn_context *context, const pose_onednn_matrices *matrices, char *reason) {
    pose_onednn_plan plan = pose_onednn_plan_make(context);
    plan_matrices(
        &plan, POSE_ONEDNN_SOURCE, DNNL_ARG_SRC, matrices->batch, matrices->rows,
        matrices->depth, matrices->is_left_transposed);
    plan_matrices(
        &plan, POSE_ONEDNN_SECOND, DNNL_ARG_WEIGHTS, matrices->batch, matrices->depth,
        matrices->columns, matrices->is_right_transposed);
    plan_matrices(
        &plan, POSE_ONEDNN_DESTINATION, DNNL_ARG_DST, matrices->batch, matrices->rows,
        matrices->columns, false);
    dnnl_matmul_desc_t descriptor;
    if (plan.status == dnnl_success) {
        plan.status = context->library->dnnl_matmul_desc_init(
            &descriptor, &plan.layouts[POSE_ONEDNN_SOURCE], &plan.layouts[POSE_ONEDNN_SECOND],
            NULL, &plan.layouts[POSE_ONEDNN_DESTINATION]);
    }
    return pose_onednn_compile(&plan, &descriptor, "a product of matrices", reason);
}

pose_onednn_operation *pose_onednn_make_slopes(
    pose_onednn_context *context, long rows, long channels, char *reason) {
    pose_onednn_plan plan = pose_onednn_plan_make(context);
    plan_rows(&plan, POSE_ONEDNN_SOURCE, DNNL_ARG_SRC, rows, channels);
    plan_rows(&plan, POSE_ONEDNN_DESTINATION, DNNL_ARG_DST, rows, channels);
    plan_rows(&plan, POSE_ONEDNN_SECOND, DNNL_ARG_WEIGHTS, 1, channels);
    dnnl_prelu_desc_t descriptor;
    if (plan.status == dnnl_success) {
        plan.status = context->library->dnnl_prelu_forward_desc_init(
            &descriptor, dnnl_forward_inference, &plan.layouts[POSE_ONEDNN_SOURCE],
            &plan.layouts[POSE_ONEDNN_SECOND]);
    }
    return pose_onednn_compile(&plan, &descriptor, "slopes", reason);
}

#endif

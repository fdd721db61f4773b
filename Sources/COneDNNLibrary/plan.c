#ifdef POSE_ONEDNN

#include <math.h>
#include <string.h>

#include "operation.h"

pose_onednn_plan pose_onednn_plan_make(pose_onednn_context *context) {
    const pose_onednn *library = context->library;
    pose_onednn_plan plan = {.context = context};
    plan.status = library->dnnl_primitive_attr_create(&plan.attributes);
    if (plan.status == dnnl_success) plan.status = library->dnnl_post_ops_create(&plan.after);
    if (plan.status == dnnl_success) {
        plan.status = library->dnnl_primitive_attr_set_scratchpad_mode(
            plan.attributes, dnnl_scratchpad_mode_user);
    }
    return plan;
}

void pose_onednn_plan_tensor(
    pose_onednn_plan *plan, pose_onednn_role role, int argument, dnnl_data_type_t type, int rank,
    const dnnl_dim_t *extents, const dnnl_dim_t *strides) {
    if (plan->status != dnnl_success) return;
    dnnl_dims_t all_extents = {0}, all_strides = {0};
    memcpy(all_extents, extents, rank * sizeof *extents);
    memcpy(all_strides, strides, rank * sizeof *strides);
    plan->arguments[role] = argument;
    plan->status = plan->context->library->dnnl_memory_desc_init_by_strides(
        &plan->layouts[role], rank, all_extents, type, all_strides);
}

void pose_onednn_plan_free_order(pose_onednn_plan *plan, pose_onednn_role role) {
    plan->layouts[role].format_kind = dnnl_format_kind_any;
    memset(&plan->layouts[role].format_desc, 0, sizeof plan->layouts[role].format_desc);
}

void pose_onednn_plan_addend(pose_onednn_plan *plan) {
    if (plan->status != dnnl_success) return;
    plan->arguments[POSE_ONEDNN_SECOND] =
        DNNL_ARG_ATTR_MULTIPLE_POST_OP(plan->after_count) | DNNL_ARG_SRC_1;
    plan->layouts[POSE_ONEDNN_SECOND] = plan->layouts[POSE_ONEDNN_DESTINATION];
    plan->after_count += 1;
    plan->status = plan->context->library->dnnl_post_ops_append_binary(
        plan->after, dnnl_binary_add, &plan->layouts[POSE_ONEDNN_SECOND]);
}

void pose_onednn_plan_range(pose_onednn_plan *plan, float lower, float upper) {
    if (plan->status != dnnl_success || (isinf(lower) && isinf(upper))) return;
    bool is_relu = lower == 0 && isinf(upper);
    plan->after_count += 1;
    plan->status = plan->context->library->dnnl_post_ops_append_eltwise(
        plan->after, 1, is_relu ? dnnl_eltwise_relu : dnnl_eltwise_clip, lower,
        is_relu ? 0 : upper);
}

#endif

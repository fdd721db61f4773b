#ifdef POSE_ONEDNN

#include "operation.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/// Copies what a primitive's descriptor says and makes the primitive.
static dnnl_status_t instantiate(
    pose_onednn_operation *operation, dnnl_primitive_desc_t descriptor, char *reason) {
    const pose_onednn_context *context = operation->context;
    const pose_onednn *library = context->library;
    const dnnl_memory_desc_t *scratch =
        library->dnnl_primitive_desc_query_md(descriptor, dnnl_query_scratchpad_md, 0);
    size_t byte_count = scratch ? library->dnnl_memory_desc_get_size(scratch) : 0;
    if (!pose_onednn_reserve((pose_onednn_context *)context, byte_count, reason)) {
        return dnnl_out_of_memory;
    }
    if (operation->arguments[POSE_ONEDNN_WEIGHTS]) {
        operation->layouts[POSE_ONEDNN_WEIGHTS] =
            *library->dnnl_primitive_desc_query_md(descriptor, dnnl_query_weights_md, 0);
    }
    if (byte_count > 0) {
        operation->scratch = calloc(context->workers, sizeof *operation->scratch);
        if (!operation->scratch) return dnnl_out_of_memory;
        for (long worker = 0; worker < context->workers; worker++) {
            dnnl_status_t status = library->dnnl_memory_create(
                &operation->scratch[worker], scratch, library->engine, DNNL_MEMORY_NONE);
            if (status != dnnl_success) return status;
        }
    }
    return library->dnnl_primitive_create(&operation->primitive, descriptor);
}

/// Makes the primitive's descriptor and reads which code the library chose.
static dnnl_status_t describe(
    pose_onednn_plan *plan, const_dnnl_op_desc_t descriptor, pose_onednn_operation *operation,
    dnnl_primitive_desc_t *described) {
    const pose_onednn *library = plan->context->library;
    if (plan->after_count > 0) {
        dnnl_status_t status =
            library->dnnl_primitive_attr_set_post_ops(plan->attributes, plan->after);
        if (status != dnnl_success) return status;
    }
    dnnl_status_t status = library->dnnl_primitive_desc_create(
        described, descriptor, plan->attributes, library->engine, NULL);
    if (status != dnnl_success) return status;
    const char *name = "";
    library->dnnl_primitive_desc_query(*described, dnnl_query_impl_info_str, 0, &name);
    snprintf(operation->implementation, sizeof operation->implementation, "%s", name);
    return strncmp(name, "ref", 3) == 0 ? dnnl_unimplemented : dnnl_success;
}

pose_onednn_operation *pose_onednn_compile(
    pose_onednn_plan *plan, const_dnnl_op_desc_t descriptor, const char *what, char *reason) {
    const pose_onednn *library = plan->context->library;
    pose_onednn_operation *operation = calloc(1, sizeof *operation);
    dnnl_status_t status = operation ? plan->status : dnnl_out_of_memory;
    dnnl_primitive_desc_t described = NULL;
    int threads = pose_onednn_enter(library);
    if (status == dnnl_success) {
        operation->context = plan->context;
        memcpy(operation->arguments, plan->arguments, sizeof plan->arguments);
        memcpy(operation->layouts, plan->layouts, sizeof plan->layouts);
        status = describe(plan, descriptor, operation, &described);
    }
    if (status == dnnl_success) status = instantiate(operation, described, reason);
    pose_onednn_leave(library, threads);
    if (described) library->dnnl_primitive_desc_destroy(described);
    if (plan->attributes) library->dnnl_primitive_attr_destroy(plan->attributes);
    if (plan->after) library->dnnl_post_ops_destroy(plan->after);
    if (status == dnnl_success) return operation;
    pose_onednn_explain(reason, what, status);
    pose_onednn_operation_release(operation);
    return NULL;
}

const char *pose_onednn_implementation(const pose_onednn_operation *operation) {
    return operation->implementation;
}

void pose_onednn_operation_release(pose_onednn_operation *operation) {
    if (!operation) return;
    if (operation->context) {
        const pose_onednn *library = operation->context->library;
        if (operation->primitive) library->dnnl_primitive_destroy(operation->primitive);
        for (long worker = 0; operation->scratch && worker < operation->context->workers;
             worker++) {
            if (operation->scratch[worker]) library->dnnl_memory_destroy(operation->scratch[worker]);
        }
    }
    free(operation->scratch);
    if (operation->owns_packed) free(operation->packed);
    free(operation);
}

#endif

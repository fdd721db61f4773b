#ifdef POSE_ONEDNN

#include <stdlib.h>

#include "operation.h"

/// Copies a tensor from one layout to another.
static dnnl_status_t reorder(
    const pose_onednn_context *context, const dnnl_memory_desc_t *from, const void *source,
    const dnnl_memory_desc_t *to, void *destination) {
    const pose_onednn *library = context->library;
    dnnl_primitive_desc_t descriptor = NULL;
    dnnl_primitive_t primitive = NULL;
    dnnl_memory_t stored = NULL, packed = NULL;
    dnnl_status_t status = library->dnnl_reorder_primitive_desc_create(
        &descriptor, from, library->engine, to, library->engine, NULL);
    if (status == dnnl_success) status = library->dnnl_primitive_create(&primitive, descriptor);
    if (status == dnnl_success) {
        status =
            library->dnnl_memory_create(&stored, from, library->engine, (void *)source);
    }
    if (status == dnnl_success) {
        status = library->dnnl_memory_create(&packed, to, library->engine, destination);
    }
    if (status == dnnl_success) {
        dnnl_exec_arg_t arguments[] = {{DNNL_ARG_FROM, stored}, {DNNL_ARG_TO, packed}};
        status =
            library->dnnl_primitive_execute(primitive, context->streams[0], 2, arguments);
    }
    if (stored) library->dnnl_memory_destroy(stored);
    if (packed) library->dnnl_memory_destroy(packed);
    if (primitive) library->dnnl_primitive_destroy(primitive);
    if (descriptor) library->dnnl_primitive_desc_destroy(descriptor);
    return status;
}

pose_onednn_operation *pose_onednn_pack(
    pose_onednn_operation *operation, const dnnl_memory_desc_t *stored, const void *weights,
    const pose_onednn_operation *like, char *reason) {
    if (!operation) return NULL;
    const pose_onednn_context *context = operation->context;
    const pose_onednn *library = context->library;
    const dnnl_memory_desc_t *layout = &operation->layouts[POSE_ONEDNN_WEIGHTS];
    if (like
        && library->dnnl_memory_desc_equal(layout, &like->layouts[POSE_ONEDNN_WEIGHTS])) {
        operation->packed = like->packed;
        return operation;
    }
    size_t byte_count = (library->dnnl_memory_desc_get_size(layout) + 63) / 64 * 64;
    operation->packed = aligned_alloc(64, byte_count + 64);
    operation->owns_packed = true;
    dnnl_status_t status = dnnl_out_of_memory;
    if (operation->packed) {
        int threads = pose_onednn_enter(library);
        status = reorder(context, stored, weights, layout, operation->packed);
        pose_onednn_leave(library, threads);
    }
    if (status == dnnl_success) return operation;
    pose_onednn_explain(reason, "an order of weights", status);
    pose_onednn_operation_release(operation);
    return NULL;
}

#endif

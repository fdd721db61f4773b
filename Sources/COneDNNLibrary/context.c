#ifdef POSE_ONEDNN

#include <stdlib.h>

#include "library.h"

pose_onednn_context *pose_onednn_context_make(
    const pose_onednn *library, long workers, char *reason) {
    pose_onednn_context *context = calloc(1, sizeof *context);
    dnnl_stream_t *streams = calloc(workers, sizeof *streams);
    if (!context || !streams) {
        pose_onednn_explain(reason, "a context", dnnl_out_of_memory);
        free(context);
        free(streams);
        return NULL;
    }
    context->library = library;
    context->workers = workers;
    context->streams = streams;
    for (long worker = 0; worker < workers; worker++) {
        dnnl_status_t status = library->dnnl_stream_create(
            &streams[worker], library->engine, dnnl_stream_default_flags);
        if (status != dnnl_success) {
            pose_onednn_explain(reason, "a stream", status);
            pose_onednn_context_release(context);
            return NULL;
        }
    }
    return context;
}

bool pose_onednn_reserve(pose_onednn_context *context, size_t byte_count, char *reason) {
    if (byte_count <= context->scratch_stride) return true;
    // A whole number of cache lines, and an odd one, so that workers share no sets of the cache.
    size_t stride = (byte_count + 127) / 128 * 128 + 64;
    char *scratch = aligned_alloc(64, stride * context->workers);
    if (!scratch) {
        pose_onednn_explain(reason, "scratch memory", dnnl_out_of_memory);
        return false;
    }
    free(context->scratch);
    context->scratch = scratch;
    context->scratch_stride = stride;
    return true;
}

void pose_onednn_context_release(pose_onednn_context *context) {
    for (long worker = 0; worker < context->workers; worker++) {
        if (context->streams[worker]) {
            context->library->dnnl_stream_destroy(context->streams[worker]);
        }
    }
    free(context->streams);
    free(context->scratch);
    free(context);
}

#endif

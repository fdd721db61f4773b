#ifdef POSE_ONEDNN

#include <stdatomic.h>
#include <stdlib.h>

#include "operation.h"

/// An operation bound to memory.
typedef struct {
    const pose_onednn_operation *operation;
    dnnl_exec_arg_t arguments[POSE_ONEDNN_ROLES];
    int count;
} bound_tile;

struct pose_onednn_step {
    const pose_onednn_context *context;
    long count, capacity;
    bound_tile *tiles;
    atomic_bool *has_failed;
};

pose_onednn_step *pose_onednn_step_make(
    pose_onednn_context *context, long capacity, char *reason) {
    pose_onednn_step *step = calloc(1, sizeof *step);
    bound_tile *tiles = calloc(capacity, sizeof *tiles);
    atomic_bool *has_failed = calloc(1, sizeof *has_failed);
    if (!step || !tiles || !has_failed) {
        pose_onednn_explain(reason, "a step", dnnl_out_of_memory);
        free(step);
        free(tiles);
        free(has_failed);
        return NULL;
    }
    *step = (pose_onednn_step){
        .context = context, .capacity = capacity, .tiles = tiles, .has_failed = has_failed};
    return step;
}

bool pose_onednn_step_add(
    pose_onednn_step *step, const pose_onednn_operation *operation,
    const pose_onednn_memory *memory, char *reason) {
    const pose_onednn *library = step->context->library;
    if (step->count == step->capacity) {
        pose_onednn_explain(reason, "a tile too many", dnnl_invalid_arguments);
        return false;
    }
    const void *places[POSE_ONEDNN_ROLES] = {
        [POSE_ONEDNN_SOURCE] = memory->source,
        [POSE_ONEDNN_SECOND] = memory->second,
        [POSE_ONEDNN_WEIGHTS] = operation->packed,
        [POSE_ONEDNN_BIAS] = memory->bias,
        [POSE_ONEDNN_DESTINATION] = memory->destination,
    };
    // Counted at once, so that what follows is released with the step.
    bound_tile *tile = &step->tiles[step->count++];
    tile->operation = operation;
    for (int role = 0; role < POSE_ONEDNN_ROLES; role++) {
        if (!operation->arguments[role]) continue;
        dnnl_status_t status = dnnl_invalid_arguments;
        if (places[role]) {
            status = library->dnnl_memory_create(
                &tile->arguments[tile->count].memory, &operation->layouts[role], library->engine,
                (void *)places[role]);
        }
        if (status != dnnl_success) {
            pose_onednn_explain(reason, "memory", status);
            return false;
        }
        tile->arguments[tile->count++].arg = operation->arguments[role];
    }
    return true;
}

void pose_onednn_step_run(const void *context, long number, long worker) {
    const pose_onednn_step *step = context;
    const pose_onednn *library = step->context->library;
    const bound_tile *tile = &step->tiles[number];
    dnnl_exec_arg_t arguments[POSE_ONEDNN_ROLES + 1];
    int count = tile->count;
    for (int index = 0; index < count; index++) arguments[index] = tile->arguments[index];
    dnnl_status_t status = dnnl_success;
    if (tile->operation->scratch) {
        dnnl_memory_t scratch = tile->operation->scratch[worker];
        // Scratch memory may have moved since the step was bound.
        status = library->dnnl_memory_set_data_handle(
            scratch, step->context->scratch + worker * step->context->scratch_stride);
        arguments[count++] = (dnnl_exec_arg_t){DNNL_ARG_SCRATCHPAD, scratch};
    }
    int threads = pose_onednn_enter(library);
    if (status == dnnl_success) {
        status = library->dnnl_primitive_execute(
            tile->operation->primitive, step->context->streams[worker], count, arguments);
    }
    pose_onednn_leave(library, threads);
    if (status != dnnl_success) {
        atomic_store_explicit(step->has_failed, true, memory_order_relaxed);
    }
}

bool pose_onednn_step_has_failed(const pose_onednn_step *step) {
    return atomic_load_explicit(step->has_failed, memory_order_relaxed);
}

void pose_onednn_step_release(pose_onednn_step *step) {
    for (long number = 0; number < step->count; number++) {
        for (int index = 0; index < step->tiles[number].count; index++) {
            step->context->library->dnnl_memory_destroy(
                step->tiles[number].arguments[index].memory);
        }
    }
    free(step->tiles);
    free(step->has_failed);
    free(step);
}

#endif

#ifdef POSE_XNNPACK

#include "functions.h"
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>

/// Looks a function up; tells which one is missing.
static bool find(void *handle, const char *name, void **function, char *message, size_t capacity) {
    *function = dlsym(handle, name);
    if (*function) return true;
    snprintf(message, capacity, "it has no %s", name);
    return false;
}

static void *open_library(const char *name, char *message, size_t capacity) {
    void *handle = dlopen(name, RTLD_NOW | RTLD_LOCAL);
    if (!handle) {
        const char *reason = dlerror();
        snprintf(message, capacity, "%s", reason ? reason : "the loader does not say why");
    }
    return handle;
}

static bool find_all(
    pose_xnn_library *library, void *xnnpack, void *pthreadpool, char *message, size_t capacity) {
#define FIND(handle, name, field) \
    if (!find(handle, name, (void **)&library->field, message, capacity)) return false;
    FIND(xnnpack, "xnn_initialize", initialize)
    FIND(xnnpack, "xnn_run_operator", run_operator)
    FIND(xnnpack, "xnn_delete_operator", delete_operator)
    FIND(pthreadpool, "pthreadpool_create", create_pool)
    FIND(pthreadpool, "pthreadpool_destroy", destroy_pool)
    FIND(pthreadpool, "pthreadpool_parallelize_1d", parallelize)
#define FIND_OPERATOR(name) \
    FIND(xnnpack, "xnn_create_" #name, create_##name) FIND(xnnpack, "xnn_setup_" #name, setup_##name)
    POSE_XNN_OPERATORS(FIND_OPERATOR)
    return true;
}

pose_xnn_library *pose_xnn_load(
    const char *xnnpack, const char *pthreadpool, char *message, size_t capacity) {
    void *threads = open_library(pthreadpool, message, capacity);
    void *operators = threads ? open_library(xnnpack, message, capacity) : NULL;
    pose_xnn_library *library = operators ? calloc(1, sizeof(*library)) : NULL;
    if (library && find_all(library, operators, threads, message, capacity)) {
        int status = library->initialize(NULL);
        if (status == xnn_status_success) return library;
        snprintf(message, capacity, "xnn_initialize: %s", pose_xnn_status_name(status));
    }
    free(library);
    if (operators) dlclose(operators);
    if (threads) dlclose(threads);
    return NULL;
}

pose_xnn_pool *pose_xnn_create_pool(const pose_xnn_library *library, size_t threads) {
    return threads > 1 ? library->create_pool(threads) : NULL;
}

void pose_xnn_destroy_pool(const pose_xnn_library *library, pose_xnn_pool *pool) {
    if (pool) library->destroy_pool(pool);
}

static void do_nothing(void *context, size_t index) {
    (void)context;
    (void)index;
}

void pose_xnn_rest(const pose_xnn_library *library, pose_xnn_pool *pool, size_t threads) {
    // Workers wait actively after a command, about 10^6 rounds of it, unless the command asks
    // them to sleep.
    if (pool) {
        library->parallelize(pool, do_nothing, NULL, threads, PTHREADPOOL_FLAG_YIELD_WORKERS);
    }
}

int pose_xnn_run(
    const pose_xnn_library *library, pose_xnn_operator *made, pose_xnn_pool *pool) {
    return library->run_operator(made, pool);
}

void pose_xnn_delete(const pose_xnn_library *library, pose_xnn_operator *made) {
    if (made) library->delete_operator(made);
}

const char *pose_xnn_status_name(int status) {
    switch (status) {
        case xnn_status_success: return "success";
        case xnn_status_uninitialized: return "uninitialized";
        case xnn_status_invalid_parameter: return "invalid parameter";
        case xnn_status_invalid_state: return "invalid state";
        case xnn_status_unsupported_parameter: return "unsupported parameter";
        case xnn_status_unsupported_hardware: return "unsupported hardware";
        case xnn_status_out_of_memory: return "out of memory";
        default: return "unknown status";
    }
}

#endif

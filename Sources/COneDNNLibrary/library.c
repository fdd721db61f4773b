#ifdef POSE_ONEDNN

#include "library.h"

#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>

void pose_onednn_explain(char *reason, const char *what, dnnl_status_t status) {
    const char *text = status == dnnl_out_of_memory ? "out of memory"
        : status == dnnl_unimplemented              ? "not implemented"
        : status == dnnl_invalid_arguments          ? "invalid arguments"
                                                    : "failed";
    snprintf(reason, POSE_ONEDNN_REASON, "%s: %s", what, text);
}

pose_onednn *pose_onednn_open(const char *name, char *reason) {
    void *handle = dlopen(name, RTLD_LAZY | RTLD_LOCAL);
    if (!handle) {
        snprintf(reason, POSE_ONEDNN_REASON, "%s cannot be loaded", name);
        return NULL;
    }
    pose_onednn *library = calloc(1, sizeof *library);
    if (!library) {
        pose_onednn_explain(reason, name, dnnl_out_of_memory);
        dlclose(handle);
        return NULL;
    }
#define POSE_ONEDNN_FIND(symbol)                                                        \
    library->symbol = (__typeof__(library->symbol))dlsym(handle, #symbol);              \
    if (!library->symbol) {                                                             \
        snprintf(reason, POSE_ONEDNN_REASON, "%s has no function " #symbol, name);      \
        free(library);                                                                  \
        dlclose(handle);                                                                \
        return NULL;                                                                    \
    }
    POSE_ONEDNN_SYMBOLS(POSE_ONEDNN_FIND)
#undef POSE_ONEDNN_FIND
    library->omp_get_max_threads = (int (*)(void))dlsym(handle, "omp_get_max_threads");
    library->omp_set_num_threads = (void (*)(int))dlsym(handle, "omp_set_num_threads");
    // Structures are laid out as in the header that this was compiled with.
    if (library->dnnl_version()->major != DNNL_VERSION_MAJOR) {
        snprintf(
            reason, POSE_ONEDNN_REASON, "%s has version %d where %d is needed", name,
            library->dnnl_version()->major, DNNL_VERSION_MAJOR);
        free(library);
        dlclose(handle);
        return NULL;
    }
    dnnl_status_t status = library->dnnl_engine_create(&library->engine, dnnl_cpu, 0);
    if (status != dnnl_success) {
        pose_onednn_explain(reason, "an engine", status);
        free(library);
        dlclose(handle);
        return NULL;
    }
    return library;
}

void pose_onednn_version(const pose_onednn *library, int version[3]) {
    const dnnl_version_t *found = library->dnnl_version();
    version[0] = found->major;
    version[1] = found->minor;
    version[2] = found->patch;
}

int pose_onednn_enter(const pose_onednn *library) {
    if (!library->omp_get_max_threads || !library->omp_set_num_threads) return 1;
    int threads = library->omp_get_max_threads();
    if (threads != 1) library->omp_set_num_threads(1);
    return threads;
}

void pose_onednn_leave(const pose_onednn *library, int threads) {
    if (threads != 1) library->omp_set_num_threads(threads);
}

#endif

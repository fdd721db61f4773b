/// The functions of the library by their names, as they are found when it is opened.
#ifndef POSE_ONEDNN_LIBRARY_H
#define POSE_ONEDNN_LIBRARY_H

#include <oneapi/dnnl/dnnl.h>

#include "COneDNNLibrary.h"

#define POSE_ONEDNN_SYMBOLS(X)                  \
    X(dnnl_dilated_convolution_forward_desc_init) \
    X(dnnl_engine_create)                       \
    X(dnnl_inner_product_forward_desc_init)     \
    X(dnnl_matmul_desc_init)                    \
    X(dnnl_memory_create)                       \
    X(dnnl_memory_desc_equal)                   \
    X(dnnl_memory_desc_get_size)                \
    X(dnnl_memory_desc_init_by_strides)         \
    X(dnnl_memory_destroy)                      \
    X(dnnl_memory_set_data_handle)              \
    X(dnnl_pooling_forward_desc_init)           \
    X(dnnl_post_ops_append_binary)              \
    X(dnnl_post_ops_append_eltwise)             \
    X(dnnl_post_ops_create)                     \
    X(dnnl_post_ops_destroy)                    \
    X(dnnl_prelu_forward_desc_init)             \
    X(dnnl_primitive_attr_create)               \
    X(dnnl_primitive_attr_destroy)              \
    X(dnnl_primitive_attr_set_output_scales)    \
    X(dnnl_primitive_attr_set_post_ops)         \
    X(dnnl_primitive_attr_set_scratchpad_mode)  \
    X(dnnl_primitive_attr_set_zero_points)      \
    X(dnnl_primitive_create)                    \
    X(dnnl_primitive_desc_create)               \
    X(dnnl_primitive_desc_destroy)              \
    X(dnnl_primitive_desc_query)                \
    X(dnnl_primitive_desc_query_md)             \
    X(dnnl_primitive_destroy)                   \
    X(dnnl_primitive_execute)                   \
    X(dnnl_reorder_primitive_desc_create)       \
    X(dnnl_stream_create)                       \
    X(dnnl_stream_destroy)                      \
    X(dnnl_version)

struct pose_onednn {
    dnnl_engine_t engine;
#define POSE_ONEDNN_FIELD(name) __typeof__(&name) name;
    POSE_ONEDNN_SYMBOLS(POSE_ONEDNN_FIELD)
#undef POSE_ONEDNN_FIELD
    /// OpenMP's, in builds of the library that use it; otherwise NULL.
    int (*omp_get_max_threads)(void);
    void (*omp_set_num_threads)(int);
};

struct pose_onednn_context {
    const pose_onednn *library;
    long workers;
    /// One for each worker.
    dnnl_stream_t *streams;
    /// As much for each worker as the greediest operation needs.
    char *scratch;
    size_t scratch_stride;
};

/// Makes sure that each worker has some scratch memory.
bool pose_onednn_reserve(pose_onednn_context *context, size_t byte_count, char *reason);

/// Keeps the library from starting threads while one of ours uses it; gives what to restore.
int pose_onednn_enter(const pose_onednn *library);
void pose_onednn_leave(const pose_onednn *library, int threads);

/// Writes why something failed.
void pose_onednn_explain(char *reason, const char *what, dnnl_status_t status);

#endif

#ifndef POSE_ONEDNN_OPERATION_H
#define POSE_ONEDNN_OPERATION_H

#include "library.h"

/// What an argument of a primitive is bound to.
typedef enum {
    POSE_ONEDNN_SOURCE,
    POSE_ONEDNN_SECOND,
    POSE_ONEDNN_WEIGHTS,
    POSE_ONEDNN_BIAS,
    POSE_ONEDNN_DESTINATION,
    POSE_ONEDNN_ROLES,
} pose_onednn_role;

struct pose_onednn_operation {
    const pose_onednn_context *context;
    dnnl_primitive_t primitive;
    char implementation[64];
    /// The library's number of each argument; 0 for those that it does not have.
    int arguments[POSE_ONEDNN_ROLES];
    dnnl_memory_desc_t layouts[POSE_ONEDNN_ROLES];
    /// Scratch memory as each worker hands it over.
    dnnl_memory_t *scratch;
    void *packed;
    bool owns_packed;
};

/// What a primitive is made of, before it is.
typedef struct {
    pose_onednn_context *context;
    dnnl_primitive_attr_t attributes;
    dnnl_post_ops_t after;
    int after_count;
    int arguments[POSE_ONEDNN_ROLES];
    dnnl_memory_desc_t layouts[POSE_ONEDNN_ROLES];
    dnnl_status_t status;
} pose_onednn_plan;

/// Steps of a plan do nothing once one has failed.
pose_onednn_plan pose_onednn_plan_make(pose_onednn_context *context);
/// Describes a tensor; strides are those of extents in the same order.
void pose_onednn_plan_tensor(
    pose_onednn_plan *plan, pose_onednn_role role, int argument, dnnl_data_type_t type, int rank,
    const dnnl_dim_t *extents, const dnnl_dim_t *strides);
/// Lets the library choose the order of a tensor's elements.
void pose_onednn_plan_free_order(pose_onednn_plan *plan, pose_onednn_role role);
/// Adds the second tensor, which has the output's layout, to the result.
void pose_onednn_plan_addend(pose_onednn_plan *plan);
/// Holds the result in a range, unless it is all numbers.
void pose_onednn_plan_range(pose_onednn_plan *plan, float lower, float upper);

/// Compiles a plan; the plan is used up. Refuses the library's portable code: ours is faster.
pose_onednn_operation *pose_onednn_compile(
    pose_onednn_plan *plan, const_dnnl_op_desc_t descriptor, const char *what, char *reason);

/// Brings weights into the order that a primitive wants. Releases the operation on failure.
///
/// - Parameter stored: how `weights` lie.
pose_onednn_operation *pose_onednn_pack(
    pose_onednn_operation *operation, const dnnl_memory_desc_t *stored, const void *weights,
    const pose_onednn_operation *like, char *reason);

#endif

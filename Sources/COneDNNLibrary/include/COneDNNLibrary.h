/// Primitives of oneDNN (libdnnl.so.2) behind functions that take plain structures.
///
/// The library is opened when it is asked for, never linked: without it the program runs as well.
/// Every operation computes on one thread; callers cut their work into tiles and spread those over
/// threads of their own. Functions that can fail return NULL or false and write why, as text, to
/// `reason`, which has room for POSE_ONEDNN_REASON bytes.
#ifndef C_ONEDNN_LIBRARY_H
#define C_ONEDNN_LIBRARY_H

#include <stdbool.h>
#include <stdint.h>

enum { POSE_ONEDNN_REASON = 200 };

/// The opened library; lives as long as the program.
typedef struct pose_onednn pose_onednn;
/// What the operations of one graph share: scratch memory and streams, one for each worker.
typedef struct pose_onednn_context pose_onednn_context;
/// A compiled primitive with its weights.
typedef struct pose_onednn_operation pose_onednn_operation;
/// Operations bound to memory: a tile each.
typedef struct pose_onednn_step pose_onednn_step;

/// Opens a library by its name and looks up all that is needed of it.
pose_onednn *pose_onednn_open(const char *name, char *reason);
/// Major, minor and patch number.
void pose_onednn_version(const pose_onednn *library, int version[3]);

pose_onednn_context *pose_onednn_context_make(
    const pose_onednn *library, long workers, char *reason);
void pose_onednn_context_release(pose_onednn_context *context);

typedef enum { POSE_ONEDNN_F32, POSE_ONEDNN_S8, POSE_ONEDNN_U8 } pose_onednn_type;

/// Where a window lies on its input; activations are [batch, height, width, channels].
typedef struct {
    long batch;
    long input_height, input_width, input_channels;
    long output_height, output_width, output_channels;
    long kernel_height, kernel_width;
    long stride_height, stride_width;
    long dilation_height, dilation_width;
    long padding_top, padding_left;
} pose_onednn_window;

/// A convolution with what follows it.
typedef struct {
    pose_onednn_window window;
    /// Of inputs and outputs; weights are float32 or int8, a bias float32 or int32.
    pose_onednn_type type;
    long groups;
    /// Weights are [height, width, channels] with one input channel a group; otherwise they are
    /// [output channels, height, width, input channels of the group].
    bool is_depthwise;
    bool has_bias;
    /// A tensor of the output's shape is added.
    bool has_addend;
    /// The range of outputs, zero point not yet added; infinite without limits.
    float lower, upper;
    /// The factors from sums to outputs, one or one for each output channel; NULL for float32.
    const float *scales;
    long scale_count;
    int32_t input_zero_point, output_zero_point;
} pose_onednn_convolution;

/// - Parameters:
///   - weights: the weights in the model's order; copied in the primitive's own.
///   - like: NULL, or an operation with the same weights, whose copy is used where the order is
///     the same; it must outlive this one.
pose_onednn_operation *pose_onednn_make_convolution(
    pose_onednn_context *context, const pose_onednn_convolution *convolution, const void *weights,
    const pose_onednn_operation *like, char *reason);

/// Rows multiplied with a constant matrix of weights, [columns, depth], float32.
typedef struct {
    long rows, depth, columns;
    bool has_bias;
    float lower, upper;
} pose_onednn_product;

pose_onednn_operation *pose_onednn_make_product(
    pose_onednn_context *context, const pose_onednn_product *product, const float *weights,
    const pose_onednn_operation *like, char *reason);

/// Products of float32 matrices, [rows, depth] and [depth, columns]; `second` is the right one.
typedef struct {
    long batch, rows, depth, columns;
    bool is_left_transposed, is_right_transposed;
} pose_onednn_matrices;

pose_onednn_operation *pose_onednn_make_matrices(
    pose_onednn_context *context, const pose_onednn_matrices *matrices, char *reason);

/// The greatest or the mean of each window's float32 elements; padding is left out of means.
pose_onednn_operation *pose_onednn_make_pool(
    pose_onednn_context *context, const pose_onednn_window *window, bool is_mean, char *reason);

/// Negative float32 elements of each row times the channel's slope; `second` holds the slopes.
pose_onednn_operation *pose_onednn_make_slopes(
    pose_onednn_context *context, long rows, long channels, char *reason);

/// The name that the library gives the code it chose.
const char *pose_onednn_implementation(const pose_onednn_operation *operation);
void pose_onednn_operation_release(pose_onednn_operation *operation);

/// What an operation reads and writes; NULL for what it does not.
typedef struct {
    const void *source;
    /// The addend, the right matrix or the slopes.
    const void *second;
    const void *bias;
    void *destination;
} pose_onednn_memory;

pose_onednn_step *pose_onednn_step_make(
    pose_onednn_context *context, long capacity, char *reason);
/// Adds a tile; operations must outlive the step.
bool pose_onednn_step_add(
    pose_onednn_step *step, const pose_onednn_operation *operation,
    const pose_onednn_memory *memory, char *reason);
/// Computes one tile as one of the context's workers.
void pose_onednn_step_run(const void *step, long tile, long worker);
/// Whether a tile could not be computed.
bool pose_onednn_step_has_failed(const pose_onednn_step *step);
void pose_onednn_step_release(pose_onednn_step *step);

#endif

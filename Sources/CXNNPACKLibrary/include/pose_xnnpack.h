/// XNNPACK's operators, loaded when they are first asked for.
///
/// The library is found by its SONAME at run time, so that a program starts without it and runs
/// where it is not installed. Each function makes one operator and binds it to memory; running it
/// then allocates nothing. Activations lie in the order [batch, height, width, channels]; memory
/// that is bound stays in place as long as the operator lives, weights only while it is made.
/// Inputs may be read up to 16 bytes behind their ends (XNN_EXTRA_BYTES).
#ifndef POSE_XNNPACK_H
#define POSE_XNNPACK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// The library's functions.
typedef struct pose_xnn_library pose_xnn_library;
/// Threads that operators are run with; NULL is the calling one alone.
typedef struct pthreadpool pose_xnn_pool;
typedef struct xnn_operator pose_xnn_operator;

/// Loads the two libraries and initializes XNNPACK; what is loaded stays loaded.
///
/// NULL with a message, which is the loader's own or names what the library lacks.
pose_xnn_library *pose_xnn_load(
    const char *xnnpack, const char *pthreadpool, char *message, size_t capacity);

pose_xnn_pool *pose_xnn_create_pool(const pose_xnn_library *library, size_t threads);
void pose_xnn_destroy_pool(const pose_xnn_library *library, pose_xnn_pool *pool);
/// Makes the pool's threads sleep now; they would look for work for some milliseconds.
void pose_xnn_rest(const pose_xnn_library *library, pose_xnn_pool *pool, size_t threads);

/// 0, or the number of the library's status.
int pose_xnn_run(
    const pose_xnn_library *library, pose_xnn_operator *made, pose_xnn_pool *pool);
void pose_xnn_delete(const pose_xnn_library *library, pose_xnn_operator *made);
/// The library's name of a status.
const char *pose_xnn_status_name(int status);

/// The numbers that an operator works on.
typedef enum {
    POSE_XNN_F32,
    /// Signed 8 bits.
    POSE_XNN_S8,
    /// Signed 8 bits, weights with a scale for each output channel.
    POSE_XNN_S8_CHANNELS,
    /// Unsigned 8 bits.
    POSE_XNN_U8,
    /// Reals to signed or unsigned 8 bits and back; for POSE_XNN_CONVERT.
    POSE_XNN_F32_TO_S8,
    POSE_XNN_F32_TO_U8,
    POSE_XNN_S8_TO_F32,
    POSE_XNN_U8_TO_F32,
} pose_xnn_type;

/// How 8-bit numbers stand for reals; not looked at for POSE_XNN_F32.
typedef struct {
    float scale;
    int32_t zero_point;
} pose_xnn_affine;

/// What outputs are held in: reals for POSE_XNN_F32, else the output's numbers.
typedef struct {
    float lower, upper;
    int32_t whole_lower, whole_upper;
} pose_xnn_range;

/// Where a window lies on its image.
typedef struct {
    size_t batch, input_height, input_width;
    uint32_t kernel_height, kernel_width;
    uint32_t stride_height, stride_width;
    uint32_t dilation_height, dilation_width;
    uint32_t padding_top, padding_right, padding_bottom, padding_left;
    /// Rows and columns that a transposed convolution's output has behind those it would have.
    uint32_t adjustment_height, adjustment_width;
} pose_xnn_window;

/// A product of inputs with weights.
typedef struct {
    pose_xnn_type type;
    pose_xnn_window window;
    /// As many groups as input channels for a depthwise convolution.
    uint32_t groups;
    size_t group_input_channels, group_output_channels;
    /// Weights of a depthwise convolution lie as [height, width, channels], all others as
    /// [output channels, height, width, input channels].
    bool is_depthwise;
    const void *weights;
    /// NULL without.
    const void *bias;
    const void *input;
    void *output;
    pose_xnn_affine input_affine, output_affine;
    int32_t weight_zero_point;
    /// One, or for POSE_XNN_S8_CHANNELS one for each output channel.
    const float *weight_scales;
    pose_xnn_range range;
} pose_xnn_product;

int pose_xnn_convolution(
    const pose_xnn_library *library, pose_xnn_pool *pool, const pose_xnn_product *product,
    pose_xnn_operator **result);
int pose_xnn_transposed_convolution(
    const pose_xnn_library *library, pose_xnn_pool *pool, const pose_xnn_product *product,
    pose_xnn_operator **result);
/// Rows are the window's batch.
int pose_xnn_fully_connected(
    const pose_xnn_library *library, pose_xnn_pool *pool, const pose_xnn_product *product,
    pose_xnn_operator **result);

/// The largest or the mean element of a window, channel by channel.
typedef struct {
    pose_xnn_type type;
    pose_xnn_window window;
    size_t channels;
    bool is_mean;
    const void *input;
    void *output;
    pose_xnn_affine input_affine, output_affine;
    pose_xnn_range range;
} pose_xnn_pooling;

int pose_xnn_pool_image(
    const pose_xnn_library *library, pose_xnn_pool *pool, const pose_xnn_pooling *pooling,
    pose_xnn_operator **result);

/// An image at another size, bilinearly.
typedef struct {
    pose_xnn_type type;
    size_t batch, channels;
    size_t input_height, input_width, output_height, output_width;
    bool aligns_corners, half_pixel_centers;
    const void *input;
    void *output;
} pose_xnn_resizing;

int pose_xnn_resize(
    const pose_xnn_library *library, pose_xnn_pool *pool, const pose_xnn_resizing *resizing,
    pose_xnn_operator **result);

typedef enum {
    POSE_XNN_CLAMP,
    POSE_XNN_HARD_SWISH,
    POSE_XNN_SIGMOID,
    POSE_XNN_TANH,
    POSE_XNN_SOFTMAX,
    POSE_XNN_LEAKY_RELU,
    POSE_XNN_ELU,
    POSE_XNN_PRELU,
    POSE_XNN_ABS,
    POSE_XNN_NEGATE,
    POSE_XNN_SQUARE,
    POSE_XNN_SQUARE_ROOT,
    POSE_XNN_FLOOR,
    POSE_XNN_CEILING,
    POSE_XNN_ROUND,
    POSE_XNN_CONVERT,
} pose_xnn_function;

/// A function of each element, or of each row of channels.
typedef struct {
    pose_xnn_function function;
    pose_xnn_type type;
    size_t rows, channels;
    const void *input;
    void *output;
    /// PRELU's slopes, one for each channel.
    const float *slopes;
    /// The slope of LEAKY_RELU, the alpha of ELU.
    float parameter;
    pose_xnn_affine input_affine, output_affine;
    pose_xnn_range range;
} pose_xnn_unary;

int pose_xnn_apply(
    const pose_xnn_library *library, pose_xnn_pool *pool, const pose_xnn_unary *unary,
    pose_xnn_operator **result);

typedef enum {
    POSE_XNN_ADD,
    POSE_XNN_SUBTRACT,
    POSE_XNN_MULTIPLY,
    POSE_XNN_DIVIDE,
    POSE_XNN_MAXIMUM,
    POSE_XNN_MINIMUM,
    POSE_XNN_SQUARED_DIFFERENCE,
} pose_xnn_arithmetic;

/// A function of two tensors whose shapes go together by the rules of broadcasting.
typedef struct {
    pose_xnn_arithmetic arithmetic;
    pose_xnn_type type;
    size_t first_rank, second_rank;
    const size_t *first_shape, *second_shape;
    const void *first, *second;
    void *output;
    pose_xnn_affine first_affine, second_affine, output_affine;
    pose_xnn_range range;
} pose_xnn_binary;

int pose_xnn_combine(
    const pose_xnn_library *library, pose_xnn_pool *pool, const pose_xnn_binary *binary,
    pose_xnn_operator **result);

#endif

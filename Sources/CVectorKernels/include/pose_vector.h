/// Kernels over vector registers: the hot loops of neural networks, one tile at a time.
///
/// All of them work on activations in the order [batch, height, width, channels], write each
/// output once, and give the same bytes however tiles are spread over threads. Functions exist
/// once for each level of the x86-64 instruction set; `pose_vector_level` tells what runs here.
/// Contexts belong to the caller and stay unchanged while tiles run; sizes count elements unless
/// they say bytes.
#ifndef POSE_VECTOR_H
#define POSE_VECTOR_H

#include <stdbool.h>
#include <stdint.h>

typedef enum {
    /// No vector kernels: neither an x86-64 with AVX2 and FMA nor better.
    POSE_VECTOR_NONE = 0,
    /// AVX2 and FMA.
    POSE_VECTOR_AVX2 = 2,
    /// AVX-512 F, BW, DQ, VL.
    POSE_VECTOR_AVX512 = 5,
    /// AVX-512 with VNNI.
    POSE_VECTOR_AVX512_VNNI = 6,
} pose_vector_level;

/// The best level that this processor and operating system run.
pose_vector_level pose_vector_detect(void);

/// Computes one tile of a context; scratch memory is the worker's own.
typedef void (*pose_tile)(const void *context, long tile, long worker);

/// Where a window lies on its input.
typedef struct {
    long input_height, input_width, input_channels;
    long output_height, output_width, output_channels;
    long kernel_height, kernel_width;
    long stride_height, stride_width;
    long dilation_height, dilation_width;
    long padding_top, padding_left;
    long batch;
} pose_window;

/// A float32 depthwise convolution, each channel by itself.
typedef struct {
    pose_window window;
    const float *input;
    float *output;
    /// For each vector of channels: its bias, then its weights, tap by tap; zeros behind the last
    /// channel.
    const float *weights;
    /// One for each channel, padded to a whole vector; NULL without PRELU.
    const float *slopes;
    float lower, upper;
    /// Tiles that share the output's rows.
    long row_tiles;
} pose_depthwise_f32;

/// A float32 convolution as a product of matrices, with what may follow it.
typedef struct {
    pose_window window;
    const float *input;
    float *output;
    /// Panels of output channels: bias, then weights tap by tap, input channel by input channel.
    const float *weights;
    /// One for each output channel, padded to a whole vector; NULL without PRELU.
    const float *slopes;
    /// Added before the activation, laid out as the output; NULL without.
    const float *residual;
    float lower, upper;
    /// A depthwise convolution that computes this one's input strip by strip; NULL without. This
    /// one then has a window of one element and takes its input from scratch memory.
    const pose_depthwise_f32 *depthwise;
    /// Pixels of the input are neighbours and each gives one of the output.
    bool is_flat;
    /// Tiles that share the output's rows, or pixels when flat.
    long row_tiles;
    /// Panels that one tile computes, and tiles that share the same rows.
    long panels_per_tile, panel_tiles;
    char *scratch;
    long scratch_stride;
} pose_convolution_f32;

/// What an element-wise kernel computes of a and b.
typedef enum {
    POSE_ADD,
    POSE_SUBTRACT,
    POSE_MULTIPLY,
    POSE_MAXIMUM,
    POSE_MINIMUM,
    POSE_SQUARED_DIFFERENCE,
    /// a where it is positive, else a times b.
    POSE_PARAMETRIC,
    /// a alone, held in the range.
    POSE_CLAMP,
    POSE_HARD_SWISH,
    POSE_LOGISTIC,
    POSE_TANH,
} pose_elementwise_operation;

/// A float32 operation on each element, then a range.
typedef struct {
    pose_elementwise_operation operation;
    const float *a;
    /// NULL where only a counts.
    const float *b;
    float *output;
    /// Rows of `row` neighbouring elements. A step of 0 gives every row, or every element, the
    /// same b.
    long rows, row, b_row_step, b_step;
    float lower, upper;
    long row_tiles;
} pose_elementwise_f32;

/// The largest or the mean of a float32 window; taps beyond the input do not count.
typedef struct {
    pose_window window;
    const float *input;
    float *output;
    bool is_mean;
    float lower, upper;
    long row_tiles;
} pose_pool_f32;

/// Float32 images of another size, interpolated between four neighbours.
typedef struct {
    const float *input;
    float *output;
    long batch, input_height, input_width, channels, output_height, output_width;
    /// For each output column the two input columns, in elements, and the weight of the second;
    /// the same for rows.
    const int32_t *columns, *rows;
    const float *column_weights, *row_weights;
    long row_tiles;
} pose_resize_f32;

/// How 32-bit sums become 8-bit outputs, channel by channel, bit for bit as the format's reference
/// kernels do it: a doubling high multiply by a fraction, a rounding shift, a zero point, a range.
///
/// The arrays hold a number for each packed output channel, in the order of the packed weights.
typedef struct {
    /// The node's bias, less what the inputs' zero point adds to every sum.
    const int32_t *bias;
    const int32_t *fraction;
    const int32_t *left_shift, *right_shift;
    /// Half of what the right shift drops, and -1 where there is a right shift.
    const int32_t *half, *is_shifted;
    /// Some channel has a left shift.
    bool shifts_left;
    int32_t zero_point, lower, upper;
} pose_requantization;

/// An 8-bit convolution as a product of matrices.
///
/// The processor multiplies unsigned inputs with signed weights: a strip of signed inputs is copied
/// with the highest bits flipped, and `pose_requantization.bias` makes up for it.
typedef struct {
    pose_window window;
    const uint8_t *input;
    uint8_t *output;
    const int8_t *weights;
    pose_requantization requantization;
    /// 0x80808080 where inputs are signed, else 0.
    uint32_t flip;
    /// What lies beyond the input's edges, as it is stored.
    uint8_t padding;
    /// The weights' zero point; where it is not 0 the sum of each pixel's inputs is subtracted so
    /// many times.
    int32_t weight_zero_point;
    bool is_flat;
    long row_tiles, panels_per_tile, panel_tiles;
    char *scratch;
    long scratch_stride;
} pose_convolution_q8;

/// An 8-bit depthwise convolution.
typedef struct {
    pose_window window;
    const uint8_t *input;
    uint8_t *output;
    const int8_t *weights;
    pose_requantization requantization;
    /// Whether inputs and outputs are signed.
    bool is_signed;
    /// A pixel of padding, as it is stored, with 64 bytes behind it that may be read.
    const uint8_t *padding;
    int32_t weight_zero_point;
    long row_tiles;
} pose_depthwise_q8;

/// Float32 numbers to 8-bit ones: round(x / scale) + zero point, halves away from zero.
typedef struct {
    const float *input;
    uint8_t *output;
    float scale;
    int32_t zero_point, lower, upper;
    long count, count_per_tile;
} pose_quantize_q8;

/// The sum of two 8-bit tensors of one shape: each goes to a common scale of 2^-20, their sum to
/// the output's. Shifts go to the right.
typedef struct {
    const uint8_t *a, *b;
    uint8_t *output;
    bool is_signed;
    int32_t a_zero_point, a_fraction, a_shift;
    int32_t b_zero_point, b_fraction, b_shift;
    int32_t output_zero_point, output_fraction, output_shift, lower, upper;
    long count, count_per_tile;
} pose_add_q8;

/// Signed 8-bit images of another size; weights in units of 2^-10.
typedef struct {
    const int8_t *input;
    int8_t *output;
    long batch, input_height, input_width, channels, output_height, output_width;
    const int32_t *columns, *rows;
    const int32_t *column_weights, *row_weights;
    long row_tiles;
} pose_resize_q8;

/// A function of single bytes.
typedef struct {
    const uint8_t *input;
    uint8_t *output;
    uint8_t table[256];
    long count, count_per_tile;
} pose_lookup_q8;

/// The vectors of output channels in a full panel.
#define POSE_PANEL_VECTORS 2

/// The kernels of one level.
typedef struct {
    /// The floats of a vector.
    long width;
    pose_tile convolution_f32;
    pose_tile depthwise_f32;
    pose_tile elementwise_f32;
    pose_tile pool_f32;
    pose_tile resize_f32;
    pose_tile lookup_q8;
    /// NULL at levels without VNNI.
    pose_tile convolution_q8;
    pose_tile depthwise_q8;
    pose_tile quantize_q8;
    pose_tile add_q8;
    pose_tile resize_q8;
} pose_vector_kernels;

/// The kernels that run at a level; false where there are none.
bool pose_vector_kernels_for(pose_vector_level level, pose_vector_kernels *kernels);

/// The floats that packed weights of a convolution take.
long pose_packed_convolution_f32(long width, long depth, long channels);

/// Packs weights [output channel][depth] and biases, NULL for none, into panels.
void pose_pack_convolution_f32(
    long width, long depth, long channels, const float *weights, const float *biases,
    float *panels);

/// The floats that packed weights of a depthwise convolution take.
long pose_packed_depthwise_f32(long width, long taps, long channels);

/// Packs weights [tap][channel] and biases, NULL for none, by vectors of channels.
void pose_pack_depthwise_f32(
    long width, long taps, long channels, const float *weights, const float *biases,
    float *packed);

/// The most taps of an 8-bit depthwise convolution.
#define POSE_DEPTHWISE_Q8_TAPS 64

/// The output channels of a full panel of 8-bit weights.
#define POSE_PANEL_Q8 32

/// The bytes that packed 8-bit weights of a convolution take; sums run through `segments` times
/// `length` neighbouring inputs.
long pose_packed_convolution_q8(long segments, long length, long channels);

/// Packs weights [output channel][segment][length], with the bits of `flip` flipped to make them signed.
void pose_pack_convolution_q8(
    long segments, long length, long channels, const uint8_t *weights, uint8_t flip,
    int8_t *panels);

/// The bytes that packed 8-bit weights of a depthwise convolution take, and the channels its
/// requantization is padded to.
long pose_packed_depthwise_q8(long taps, long channels);
long pose_padded_depthwise_q8(long channels);

/// Packs weights [tap][channel].
void pose_pack_depthwise_q8(
    long taps, long channels, const uint8_t *weights, uint8_t flip, int8_t *packed);

/// The channel whose numbers stand at a place of a depthwise convolution's requantization; it may
/// lie behind the last.
long pose_depthwise_q8_channel(long channels, long place);

#endif

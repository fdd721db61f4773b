#include "pose_vector.h"

static long rounded_up(long value, long step) { return (value + step - 1) / step * step; }

long pose_packed_convolution_f32(long width, long depth, long channels) {
    return rounded_up(channels, POSE_PANEL_VECTORS * width) * (depth + 1);
}

void pose_pack_convolution_f32(
    long width, long depth, long channels, const float *weights, const float *biases,
    float *panels
) {
    const long full = POSE_PANEL_VECTORS * width;
    for (long first = 0; first < channels; first += full) {
        // A last panel of one vector's channels is packed as one vector.
        const long columns = channels - first <= width ? width : full;
        float *to = panels + first * (depth + 1);
        for (long column = 0; column < columns; column++) {
            const long channel = first + column;
            const bool exists = channel < channels;
            to[column] = exists && biases ? biases[channel] : 0;
            float *at = to + columns + column;
            const float *from = weights + channel * depth;
            for (long k = 0; k < depth; k++) at[k * columns] = exists ? from[k] : 0;
        }
    }
}

long pose_packed_depthwise_f32(long width, long taps, long channels) {
    return rounded_up(channels, width) * (taps + 1);
}

void pose_pack_depthwise_f32(
    long width, long taps, long channels, const float *weights, const float *biases,
    float *packed
) {
    for (long first = 0; first < channels; first += width) {
        for (long lane = 0; lane < width; lane++) {
            const long channel = first + lane;
            const bool exists = channel < channels;
            float *at = packed + first * (taps + 1) + lane;
            *at = exists && biases ? biases[channel] : 0;
            for (long tap = 0; tap < taps; tap++) {
                at[(tap + 1) * width] = exists ? weights[tap * channels + channel] : 0;
            }
        }
    }
}

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

long pose_packed_convolution_q8(long segments, long length, long channels) {
    return segments * rounded_up(length, 4) * rounded_up(channels, POSE_PANEL_Q8);
}

void pose_pack_convolution_q8(
    long segments, long length, long channels, const uint8_t *weights, uint8_t flip, int8_t *panels
) {
    const long half = POSE_PANEL_Q8 / 2;
    for (long first = 0; first < channels; first += POSE_PANEL_Q8) {
        const long columns = channels - first <= half ? half : POSE_PANEL_Q8;
        int8_t *to = panels + first * segments * rounded_up(length, 4);
        for (long segment = 0; segment < segments; segment++) {
            for (long group = 0; group < length; group += 4) {
                for (long column = 0; column < columns; column++) {
                    const long channel = first + column;
                    for (long k = group; k < group + 4; k++) {
                        const bool exists = channel < channels && k < length;
                        *to++ = exists ? (int8_t)(weights[(channel * segments + segment) * length + k] ^ flip)
                                       : 0;
                    }
                }
            }
        }
    }
}

// Blocks of 64 channels, and one of 32 where no more are left.
static long block_of(long left) { return left <= 32 ? 32 : 64; }

long pose_padded_depthwise_q8(long channels) {
    const long whole = channels / 64 * 64;
    return whole == channels ? whole : whole + block_of(channels - whole);
}

long pose_packed_depthwise_q8(long taps, long channels) {
    return rounded_up(taps, 4) * pose_padded_depthwise_q8(channels);
}

long pose_depthwise_q8_channel(long channels, long place) {
    const long first = place / 64 * 64;
    const long quarter = block_of(channels - first) / 4;
    // Bytes are interleaved within 16-byte lanes: vector j of a block holds, for each lane, its
    // channels 4j to 4j + 3.
    const long vector = (place - first) / quarter, element = (place - first) % quarter;
    return first + element / 4 * 16 + vector * 4 + element % 4;
}

void pose_pack_depthwise_q8(
    long taps, long channels, const uint8_t *weights, uint8_t flip, int8_t *packed
) {
    const long padded = pose_padded_depthwise_q8(channels);
    for (long first = 0; first < padded; first += 64) {
        const long block = block_of(channels - first);
        for (long group = 0; group < taps; group += 4) {
            for (long place = 0; place < block; place++) {
                const long channel = pose_depthwise_q8_channel(channels, first + place);
                for (long tap = group; tap < group + 4; tap++) {
                    const bool exists = channel < channels && tap < taps;
                    *packed++ = exists ? (int8_t)(weights[tap * channels + channel] ^ flip) : 0;
                }
            }
        }
    }
}

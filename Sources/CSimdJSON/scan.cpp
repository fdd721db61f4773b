// Finds the end of a value without understanding it, many bytes at a time.
#include "csimdjson.h"

namespace {

constexpr size_t block_size = 64;

struct BlockCounts {
    unsigned quotes, opening, closing;
};

// A loop of fixed length over bytes, without branches: compilers turn it into vector
// instructions of whatever machine they build for. In ASCII a brace is a bracket with bit 5 set.
inline BlockCounts count_block(const uint8_t *bytes) {
    uint8_t quotes = 0, opening = 0, closing = 0;
    for (size_t index = 0; index < block_size; index++) {
        uint8_t byte = bytes[index];
        quotes += byte == '"';
        opening += (byte | 0x20) == '{';
        closing += (byte | 0x20) == '}';
    }
    return {quotes, opening, closing};
}

}  // namespace

size_t csimdjson_scan_value(csimdjson_scan *scan, const uint8_t *bytes, size_t count) {
    csimdjson_scan state = *scan;
    size_t index = 0;
    size_t slow_until = 0;
    while (index < count && !state.is_too_deep) {
        if (state.is_in_string) {
            uint8_t byte = bytes[index++];
            if (state.is_escaped) {
                state.is_escaped = false;
            } else if (byte == '\\') {
                state.is_escaped = true;
            } else if (byte == '"') {
                state.is_in_string = false;
            }
            continue;
        }
        if (index >= slow_until && count - index >= block_size) {
            // Without quotes, and with fewer brackets closing than are open, nothing in the
            // block can end the value: its sums are all that matters.
            BlockCounts counts = count_block(bytes + index);
            if (counts.quotes == 0 && counts.closing < state.depth
                && state.depth + counts.opening <= CSIMDJSON_DEPTH) {
                state.depth += counts.opening - counts.closing;
                index += block_size;
                continue;
            }
            slow_until = index + block_size;
        }
        uint8_t byte = bytes[index++];
        if (byte == '"') {
            state.is_in_string = true;
        } else if ((byte | 0x20) == '{') {
            if (state.depth == CSIMDJSON_DEPTH) {
                state.is_too_deep = true;
            } else {
                state.depth++;
            }
        } else if ((byte | 0x20) == '}') {
            if (state.depth > 0) { state.depth--; }
            if (state.depth == 0) { break; }
        }
    }
    *scan = state;
    return index;
}

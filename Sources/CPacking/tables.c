#include "tables.h"

#include <stdlib.h>

// How often a difference is left of a drawing's smooth edges: the larger, the more seldom.
static uint64_t weight(int difference) {
    int place = difference + 2;
    return (uint64_t)(25000 / (place * (1 + place / 32.0))) + 1;
}

struct isal_hufftables *pose_flat_tables(int channels) {
    struct isal_hufftables *tables = calloc(1, sizeof *tables);
    struct isal_huff_histogram *counts = calloc(1, sizeof *counts);
    if (!tables || !counts) {
        free(tables);
        free(counts);
        return NULL;
    }
    // Fitted to frames of five characters at 1920x1080 and 512x512.
    uint64_t *symbols = counts->lit_len_histogram, *distances = counts->dist_histogram;
    for (int byte = 0; byte < 256; byte++) symbols[byte] = weight(byte < 128 ? byte : 256 - byte);
    symbols[0] = 24000;
    // The numbers of the filters Up and Paeth.
    symbols[2] += 2000;
    symbols[4] += 2000;
    symbols[256] = 1;
    // Lengths: the longer, the more often, and the longest of all (258) most.
    for (int symbol = 257; symbol < 285; symbol++) {
        int place = symbol - 257;
        symbols[symbol] = 2 * place * place + 100;
    }
    symbols[285] = 60000;
    distances[0] = 1000;
    distances[1] = distances[2] = 1;
    if (channels == 4) {
        // Four bytes, and distances of a pixel and more.
        symbols[258] = 5000;
        distances[1] = distances[3] = 10;
        distances[4] = 50;
        distances[5] = 20;
    }
    int failure = isal_create_hufftables(tables, counts);
    free(counts);
    if (failure == 0) return tables;
    free(tables);
    return NULL;
}

#include "pose_vector.h"

void pose_lookup_q8_tile(const void *context, long tile, long worker) {
    const pose_lookup_q8 *l = context;
    (void)worker;
    const long first = tile * l->count_per_tile;
    const long last = first + l->count_per_tile < l->count ? first + l->count_per_tile : l->count;
    for (long i = first; i < last; i++) l->output[i] = l->table[l->input[i]];
}

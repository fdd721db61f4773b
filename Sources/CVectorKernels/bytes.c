#include "levels.h"

void pose_lookup_q8_tile(const void *context, long tile, long worker) {
    const pose_lookup_q8 *l = context;
    (void)worker;
    const long first = tile * l->count_per_tile;
    const long last = first + l->count_per_tile < l->count ? first + l->count_per_tile : l->count;
    for (long i = first; i < last; i++) l->output[i] = l->table[l->input[i]];
}

#if defined(__x86_64__)
#include <immintrin.h>

/// Two instructions look up each half of the table; the highest bit chooses between them.
__attribute__((target("avx512f,avx512bw,avx512vbmi")))
void pose_lookup_q8_tile_vbmi(const void *context, long tile, long worker) {
    const pose_lookup_q8 *l = context;
    (void)worker;
    const long first = tile * l->count_per_tile;
    const long last = first + l->count_per_tile < l->count ? first + l->count_per_tile : l->count;
    const __m512i table[4] = {
        _mm512_loadu_si512(l->table), _mm512_loadu_si512(l->table + 64),
        _mm512_loadu_si512(l->table + 128), _mm512_loadu_si512(l->table + 192)};
    for (long i = first; i < last; i += 64) {
        const long left = last - i;
        const __mmask64 mask = left >= 64 ? ~0ULL : (1ULL << left) - 1;
        const __m512i bytes = _mm512_maskz_loadu_epi8(mask, l->input + i);
        const __m512i low = _mm512_permutex2var_epi8(table[0], bytes, table[1]);
        const __m512i high = _mm512_permutex2var_epi8(table[2], bytes, table[3]);
        const __m512i found = _mm512_mask_mov_epi8(low, _mm512_movepi8_mask(bytes), high);
        _mm512_mask_storeu_epi8(l->output + i, mask, found);
    }
}
#endif

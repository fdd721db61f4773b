// Samples of a picture between its pixels, as OpenCV's `warpPerspective` takes them with bilinear
// interpolation (modules/imgproc, `remap`): weights in 32nds, sums rounded to bytes.
#include "pose_pictures.h"

#include <math.h>
#include <string.h>

// A fused sum would round places differently from processor to processor.
#pragma STDC FP_CONTRACT OFF

/// A coordinate in 32nds of a pixel; what is not a number is 0.
static inline int32_t fixed(double coordinate) {
    const double scaled = coordinate * 32;
    if (isnan(scaled)) return 0;
    return (int32_t)nearbyint(scaled < -1e9 ? -1e9 : scaled > 1e9 ? 1e9 : scaled);
}

static inline long held(long value, long count) {
    return value < 0 ? 0 : value >= count ? count - 1 : value;
}

/// Where a pixel's bytes begin; -1 where there is none.
static inline long place_of(const pose_samples *s, long x, long y) {
    const bool is_inside = x >= 0 && x < s->width && y >= 0 && y < s->height;
    if (!is_inside && !s->has_edge) return -1;
    return (held(y, s->height) * s->width + held(x, s->width)) * 3;
}

static inline void sample(
    const pose_samples *s, int32_t x, int32_t y, uint8_t *output
) {
    const long left = x >> 5, top = y >> 5;
    const int right = x & 31, down = y & 31;
    const int weights[4] = {
        (32 - down) * (32 - right), (32 - down) * right, down * (32 - right), down * right};
    int sums[3] = {512, 512, 512};
    for (int i = 0; i < 4; i++) {
        const long place = place_of(s, left + (i & 1), top + (i >> 1));
        if (place < 0) continue;
        for (int c = 0; c < 3; c++) sums[c] += weights[i] * s->picture[place + c];
    }
    for (int c = 0; c < 3; c++) output[c] = (uint8_t)(sums[c] >> 10);
}

static void sample_portably(const pose_samples *s, float *reals, uint8_t *bytes) {
    for (long row = 0; row < s->rows; row++) {
        const double start_x = s->origin_x + (double)row * s->down_x;
        const double start_y = s->origin_y + (double)row * s->down_y;
        for (long column = 0; column < s->columns; column++) {
            const long at = (row * s->columns + column) * 3;
            uint8_t pixel[3];
            sample(
                s, fixed(start_x + (double)column * s->right_x),
                fixed(start_y + (double)column * s->right_y), pixel);
            for (int c = 0; c < 3; c++) {
                if (reals) {
                    reals[at + c] = (float)pixel[c] * s->scale + s->lower;
                } else {
                    bytes[at + c] = pixel[c];
                }
            }
        }
    }
}

#if defined(__x86_64__)
#include <immintrin.h>

#pragma clang attribute push(__attribute__((target("avx2"))), apply_to = function)

#define INLINE static inline __attribute__((always_inline))

/// The columns whose places are computed at once.
enum { BLOCK = 8 };

/// Places of neighbouring columns, in 32nds.
INLINE __m256i fixed_of(__m256d first, __m256d second) {
    const __m256d scale = _mm256_set1_pd(32);
    const __m256d least = _mm256_set1_pd(-1e9), most = _mm256_set1_pd(1e9);
    __m256d values[2] = {_mm256_mul_pd(first, scale), _mm256_mul_pd(second, scale)};
    __m128i halves[2];
    for (int i = 0; i < 2; i++) {
        const __m256d is_number = _mm256_cmp_pd(values[i], values[i], _CMP_ORD_Q);
        const __m256d bounded =
            _mm256_min_pd(_mm256_max_pd(_mm256_and_pd(values[i], is_number), least), most);
        halves[i] = _mm256_cvtpd_epi32(bounded);
    }
    return _mm256_inserti128_si256(_mm256_castsi128_si256(halves[0]), halves[1], 1);
}

/// A pixel's three bytes and a fourth that does not count.
INLINE int32_t pixel_at(const pose_samples *s, long x, long y) {
    const long place = place_of(s, x, y);
    if (place < 0) return 0;
    int32_t pixel = 0;
    // Behind the last pixel nothing may be read.
    if (place == (s->width * s->height - 1) * 3) {
        memcpy(&pixel, s->picture + place, 3);
    } else {
        memcpy(&pixel, s->picture + place, 4);
    }
    return pixel;
}

/// Neighbouring columns of a row of samples.
typedef struct {
    /// Their places in 32nds.
    int32_t x[BLOCK], y[BLOCK];
    /// Where the four neighbours' bytes begin, held in the picture; only where some lie beyond it.
    int32_t corners[4][BLOCK];
} block;

/// Where a block's neighbours lie.
typedef enum {
    /// In the picture, and two more bytes behind those of each row.
    INSIDE,
    /// In the picture or beyond edges that go on.
    HELD,
    /// Anywhere.
    ANYWHERE,
} block_kind;

/// Four neighbours, each channel's two of a row side by side: the upper row's in the lower half.
INLINE __m128i neighbours(const pose_samples *s, const block *b, long i, block_kind kind) {
    const long left = b->x[i] >> 5, top = b->y[i] >> 5;
    if (kind == INSIDE) {
        const uint8_t *at = s->picture + (top * s->width + left) * 3;
        const __m128i rows = _mm_unpacklo_epi64(
            _mm_loadl_epi64((const __m128i *)at),
            _mm_loadl_epi64((const __m128i *)(at + s->width * 3)));
        return _mm_shuffle_epi8(
            rows, _mm_setr_epi8(0, 3, 1, 4, 2, 5, -1, -1, 8, 11, 9, 12, 10, 13, -1, -1));
    }
    int32_t pixels[4];
    for (int k = 0; k < 4; k++) {
        if (kind == HELD) {
            memcpy(&pixels[k], s->picture + b->corners[k][i], 4);
        } else {
            pixels[k] = pixel_at(s, left + (k & 1), top + (k >> 1));
        }
    }
    return _mm_shuffle_epi8(
        _mm_setr_epi32(pixels[0], pixels[1], pixels[2], pixels[3]),
        _mm_setr_epi8(0, 4, 1, 5, 2, 6, -1, -1, 8, 12, 9, 13, 10, 14, -1, -1));
}

/// Two samples: three bytes, each in 32 bits, in either half.
INLINE __m256i blend(const pose_samples *s, const block *b, long i, block_kind kind) {
    const __m256i pixels = _mm256_inserti128_si256(
        _mm256_castsi128_si256(neighbours(s, b, i, kind)), neighbours(s, b, i + 1, kind), 1);
    const int32_t *x = b->x + i, *y = b->y + i;
#define PAIR(fraction, shift) ((32 - ((fraction) & 31)) | ((fraction) & 31) << (shift))
    const __m256i across = _mm256_inserti128_si256(
        _mm256_castsi128_si256(_mm_set1_epi16((short)PAIR(x[0], 8))),
        _mm_set1_epi16((short)PAIR(x[1], 8)), 1);
    const __m256i down = _mm256_inserti128_si256(
        _mm256_castsi128_si256(_mm_set1_epi32(PAIR(y[0], 16))), _mm_set1_epi32(PAIR(y[1], 16)), 1);
#undef PAIR
    const __m256i rows = _mm256_maddubs_epi16(pixels, across);
    const __m256i columns = _mm256_unpacklo_epi16(rows, _mm256_unpackhi_epi64(rows, rows));
    const __m256i sums = _mm256_madd_epi16(columns, down);
    return _mm256_srli_epi32(_mm256_add_epi32(sums, _mm256_set1_epi32(512)), 10);
}

INLINE void store_reals(__m128 reals, float *output, bool is_last) {
    if (is_last) {
        _mm_storel_pi((__m64 *)output, reals);
        _mm_store_ss(output + 2, _mm_movehl_ps(reals, reals));
    } else {
        // The fourth is where the next pixel will be.
        _mm_storeu_ps(output, reals);
    }
}

INLINE void store_bytes(__m128i pixel, uint8_t *output) {
    const int32_t bytes = _mm_cvtsi128_si32(
        _mm_shuffle_epi8(pixel, _mm_set1_epi32((int)0x80080400)));
    memcpy(output, &bytes, 3);
}

/// Samples the first columns of a block.
INLINE void sample_block(
    const pose_samples *s, const block *b, block_kind kind, long count, bool is_row_end,
    float *reals, uint8_t *bytes
) {
    const __m256 scale = _mm256_set1_ps(s->scale), lower = _mm256_set1_ps(s->lower);
    for (long i = 0; i < count; i += 2) {
        const __m256i pixels = blend(s, b, i, kind);
        const bool is_single = i + 1 == count;
        if (reals) {
            const __m256 values =
                _mm256_add_ps(_mm256_mul_ps(_mm256_cvtepi32_ps(pixels), scale), lower);
            store_reals(_mm256_castps256_ps128(values), reals + 3 * i, is_single && is_row_end);
            if (!is_single) {
                store_reals(
                    _mm256_extractf128_ps(values, 1), reals + 3 * i + 3,
                    i + 2 == count && is_row_end);
            }
        } else {
            store_bytes(_mm256_castsi256_si128(pixels), bytes + 3 * i);
            if (!is_single) store_bytes(_mm256_extracti128_si256(pixels, 1), bytes + 3 * i + 3);
        }
    }
}

INLINE __m256i held_in(__m256i values, long count) {
    return _mm256_min_epi32(
        _mm256_max_epi32(values, _mm256_setzero_si256()), _mm256_set1_epi32((int32_t)count - 1));
}

/// Finds where the neighbours of a block lie that are not all inside.
INLINE block_kind hold(const pose_samples *s, block *b) {
    if (!s->has_edge) return ANYWHERE;
    const __m256i one = _mm256_set1_epi32(1), width = _mm256_set1_epi32((int32_t)s->width);
    const __m256i x = _mm256_srai_epi32(_mm256_loadu_si256((const __m256i *)b->x), 5);
    const __m256i y = _mm256_srai_epi32(_mm256_loadu_si256((const __m256i *)b->y), 5);
    const __m256i columns[2] = {
        held_in(x, s->width), held_in(_mm256_add_epi32(x, one), s->width)};
    const __m256i rows[2] = {
        _mm256_mullo_epi32(held_in(y, s->height), width),
        _mm256_mullo_epi32(held_in(_mm256_add_epi32(y, one), s->height), width)};
    __m256i most = _mm256_setzero_si256();
    for (int k = 0; k < 4; k++) {
        const __m256i pixel = _mm256_add_epi32(rows[k >> 1], columns[k & 1]);
        most = _mm256_max_epi32(most, pixel);
        const __m256i place = _mm256_add_epi32(pixel, _mm256_add_epi32(pixel, pixel));
        _mm256_storeu_si256((__m256i *)b->corners[k], place);
    }
    // Behind the last pixel nothing may be read.
    const __m256i last = _mm256_set1_epi32((int32_t)(s->width * s->height - 1));
    return _mm256_movemask_epi8(_mm256_cmpeq_epi32(most, last)) == 0 ? HELD : ANYWHERE;
}

/// Asks for what the next row of samples will read: rows of large pictures lie too far apart for
/// the processor to see where this leads.
INLINE void prefetch(const pose_samples *s, const block *b, long step) {
    for (long i = 0; i < BLOCK; i += 2) {
        // Where it leads beyond the picture nothing happens; only pointers must not go there.
        const long place = ((b->y[i] >> 5) * s->width + (b->x[i] >> 5)) * 3 + step;
        const uintptr_t at = (uintptr_t)s->picture + (uintptr_t)place;
        __builtin_prefetch((const void *)at);
        __builtin_prefetch((const void *)(at + (uintptr_t)(s->width * 3)));
    }
}

static void sample_avx2(const pose_samples *s, float *reals, uint8_t *bytes) {
    const __m256d steps = _mm256_setr_pd(0, 1, 2, 3);
    const __m256d right_x = _mm256_set1_pd(s->right_x), right_y = _mm256_set1_pd(s->right_y);
    // Two pixels are read in eight bytes, so that a third must follow them.
    const __m256i last_x = _mm256_set1_epi32((int32_t)((s->width - 2) * 32 - 1));
    const __m256i last_y = _mm256_set1_epi32((int32_t)((s->height - 1) * 32 - 1));
    const long next_row = (fixed(s->down_y) / 32 * s->width + fixed(s->down_x) / 32) * 3;
    for (long row = 0; row < s->rows; row++) {
        const __m256d start_x = _mm256_set1_pd(s->origin_x + (double)row * s->down_x);
        const __m256d start_y = _mm256_set1_pd(s->origin_y + (double)row * s->down_y);
        for (long column = 0; column < s->columns; column += BLOCK) {
            const __m256d first = _mm256_add_pd(_mm256_set1_pd((double)column), steps);
            const __m256d second = _mm256_add_pd(first, _mm256_set1_pd(4));
            const __m256i x = fixed_of(
                _mm256_add_pd(start_x, _mm256_mul_pd(first, right_x)),
                _mm256_add_pd(start_x, _mm256_mul_pd(second, right_x)));
            const __m256i y = fixed_of(
                _mm256_add_pd(start_y, _mm256_mul_pd(first, right_y)),
                _mm256_add_pd(start_y, _mm256_mul_pd(second, right_y)));
            block b;
            _mm256_storeu_si256((__m256i *)b.x, x);
            _mm256_storeu_si256((__m256i *)b.y, y);
            // Negative where a place lies below zero or above the last.
            const __m256i beyond = _mm256_or_si256(
                _mm256_or_si256(x, y),
                _mm256_or_si256(_mm256_sub_epi32(last_x, x), _mm256_sub_epi32(last_y, y)));
            const block_kind kind =
                _mm256_movemask_ps(_mm256_castsi256_ps(beyond)) == 0 ? INSIDE : hold(s, &b);
            const long left = s->columns - column;
            const long count = left < BLOCK ? left : BLOCK;
            const long at = (row * s->columns + column) * 3;
            float *to_reals = reals ? reals + at : NULL;
            uint8_t *to_bytes = reals ? NULL : bytes + at;
            const bool is_end = left <= BLOCK;
            if (kind == INSIDE) prefetch(s, &b, next_row);
            // One loop for each kind.
            switch (kind) {
            case INSIDE: sample_block(s, &b, INSIDE, count, is_end, to_reals, to_bytes); break;
            case HELD: sample_block(s, &b, HELD, count, is_end, to_reals, to_bytes); break;
            case ANYWHERE:
                sample_block(s, &b, ANYWHERE, count, is_end, to_reals, to_bytes);
                break;
            }
        }
    }
}

#pragma clang attribute pop
#endif

static void sample_all(const pose_samples *s, float *reals, uint8_t *bytes) {
#if defined(__x86_64__)
    // Places and bytes are counted in 32 bits there.
    const bool is_usual = s->width < 1 << 25 && s->height < 1 << 25 &&
        s->width * s->height < INT32_MAX / 3;
    if (is_usual && s->level >= POSE_VECTOR_AVX2) {
        sample_avx2(s, reals, bytes);
        return;
    }
#endif
    sample_portably(s, reals, bytes);
}

void pose_sample_reals(const pose_samples *samples, float *output) {
    sample_all(samples, output, NULL);
}

void pose_sample_bytes(const pose_samples *samples, uint8_t *output) {
    sample_all(samples, NULL, output);
}

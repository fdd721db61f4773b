// Pictures made larger or smaller by weighted sums along one side, as Pillow computes them
// (libImaging, Resample.c): whole numbers, rounded to bytes once.
#include <string.h>

#include "pose_pictures.h"

/// The bits of weights, and those of their low halves.
enum { PRECISION = 22, HALF = 11 };

static inline uint8_t rounded(int32_t sum) {
    sum >>= PRECISION;
    return sum < 0 ? 0 : sum > 255 ? 255 : (uint8_t)sum;
}

static inline long least(long a, long b) { return a < b ? a : b; }

/// The sum of one output, of inputs that are `step` bytes apart; those from `count` on are left out.
static inline uint8_t sum_of(
    const uint8_t *inputs, long step, long count, const pose_scaling *s, long index
) {
    const int16_t *low = s->low + index * s->taps, *high = s->high + index * s->taps;
    int32_t sum = 1 << (PRECISION - 1);
    for (long i = 0; i < least(s->taps, count); i++) {
        sum += (low[i] + high[i] * (1 << HALF)) * inputs[i * step];
    }
    return rounded(sum);
}

static void columns_portably(
    const uint8_t *picture, long width, long first_row, long height, const pose_scaling *s,
    uint8_t *output
) {
    for (long row = first_row; row < height; row++) {
        for (long index = 0; index < s->count; index++) {
            const long first = s->first[index];
            for (long c = 0; c < 3; c++) {
                output[(row * s->count + index) * 3 + c] = sum_of(
                    picture + (row * width + first) * 3 + c, 3, width - first, s, index);
            }
        }
    }
}

static void row_portably(
    const uint8_t *picture, long first_byte, long row, long height, const pose_scaling *s,
    long index, uint8_t *output
) {
    const long first = s->first[index];
    for (long i = first_byte; i < row; i++) {
        output[index * row + i] =
            sum_of(picture + first * row + i, row, height - first, s, index);
    }
}

#if defined(__x86_64__)
#include <immintrin.h>

#pragma clang attribute push(__attribute__((target("avx2"))), apply_to = function)

#define INLINE static inline __attribute__((always_inline))

/// Two neighbouring weights in every 32 bits.
INLINE __m256i pair(const int16_t *weights) {
    int32_t both;
    memcpy(&both, weights, 4);
    return _mm256_set1_epi32(both);
}

/// Rounded sums of both halves of the weights.
INLINE __m256i total(__m256i low, __m256i high) {
    const __m256i half = _mm256_set1_epi32(1 << (PRECISION - 1));
    const __m256i sum = _mm256_add_epi32(_mm256_add_epi32(low, half), _mm256_slli_epi32(high, HALF));
    return _mm256_srai_epi32(sum, PRECISION);
}

/// Pairs of inputs from two rows of pixels side by side: each row's two pixels, channel by channel.
INLINE __m256i pixel_pairs(const uint8_t *upper, const uint8_t *lower) {
    const __m256i pixels = _mm256_inserti128_si256(
        _mm256_castsi128_si256(_mm_loadl_epi64((const __m128i *)upper)),
        _mm_loadl_epi64((const __m128i *)lower), 1);
    return _mm256_shuffle_epi8(
        pixels, _mm256_broadcastsi128_si256(_mm_setr_epi8(
                    0, -1, 3, -1, 1, -1, 4, -1, 2, -1, 5, -1, -1, -1, -1, -1)));
}

INLINE void store_pixel(__m128i sums, uint8_t *output) {
    const __m128i words = _mm_packs_epi32(sums, sums);
    const int32_t bytes = _mm_cvtsi128_si32(_mm_packus_epi16(words, words));
    memcpy(output, &bytes, 3);
}

/// Two rows at once, as far as eight bytes may be read where six are needed; the rows that were
/// done.
static long columns_avx2(
    const uint8_t *picture, long width, long height, const pose_scaling *s, uint8_t *output
) {
    long reach = 0;
    for (long index = 0; index < s->count; index++) {
        const long end = (s->first[index] + s->taps) * 3 + 2;
        if (end > reach) reach = end;
    }
    long row = 0;
    for (; row + 2 <= height; row += 2) {
        const uint8_t *upper = picture + row * width * 3, *lower = upper + width * 3;
        if ((row + 1) * width * 3 + reach > height * width * 3) break;
        for (long index = 0; index < s->count; index++) {
            const int16_t *low = s->low + index * s->taps, *high = s->high + index * s->taps;
            const long start = s->first[index] * 3L;
            __m256i low_sum = _mm256_setzero_si256(), high_sum = low_sum;
            for (long i = 0; i < s->taps; i += 2) {
                const __m256i pixels =
                    pixel_pairs(upper + start + 3 * i, lower + start + 3 * i);
                low_sum = _mm256_add_epi32(low_sum, _mm256_madd_epi16(pixels, pair(low + i)));
                high_sum = _mm256_add_epi32(high_sum, _mm256_madd_epi16(pixels, pair(high + i)));
            }
            const __m256i sums = total(low_sum, high_sum);
            uint8_t *to = output + (row * s->count + index) * 3;
            store_pixel(_mm256_castsi256_si128(sums), to);
            store_pixel(_mm256_extracti128_si256(sums, 1), to + s->count * 3);
        }
    }
    return row;
}

/// The bytes of two rows, turn by turn.
INLINE __m256i byte_pairs(const uint8_t *first, const uint8_t *second) {
    return _mm256_cvtepu8_epi16(_mm_unpacklo_epi8(
        _mm_loadl_epi64((const __m128i *)first), _mm_loadl_epi64((const __m128i *)second)));
}

/// One row, sixteen bytes at once; the bytes that were done.
static long row_avx2(
    const uint8_t *picture, long row, long height, const pose_scaling *s, long index,
    uint8_t *output
) {
    const int16_t *low = s->low + index * s->taps, *high = s->high + index * s->taps;
    long byte = 0;
    for (; byte + 16 <= row; byte += 16) {
        __m256i low_sums[2] = {_mm256_setzero_si256(), _mm256_setzero_si256()};
        __m256i high_sums[2] = {low_sums[0], low_sums[0]};
        for (long i = 0; i < s->taps; i += 2) {
            const long first = least(s->first[index] + i, height - 1);
            const long second = least(first + 1, height - 1);
            for (int half = 0; half < 2; half++) {
                const __m256i bytes = byte_pairs(
                    picture + first * row + byte + 8 * half,
                    picture + second * row + byte + 8 * half);
                low_sums[half] =
                    _mm256_add_epi32(low_sums[half], _mm256_madd_epi16(bytes, pair(low + i)));
                high_sums[half] =
                    _mm256_add_epi32(high_sums[half], _mm256_madd_epi16(bytes, pair(high + i)));
            }
        }
        // Packing takes quarters turn by turn.
        const __m256i words = _mm256_permute4x64_epi64(
            _mm256_packs_epi32(
                total(low_sums[0], high_sums[0]), total(low_sums[1], high_sums[1])), 0xd8);
        const __m128i bytes = _mm_packus_epi16(
            _mm256_castsi256_si128(words), _mm256_extracti128_si256(words, 1));
        _mm_storeu_si128((__m128i *)(output + index * row + byte), bytes);
    }
    return byte;
}

#pragma clang attribute pop
#endif

void pose_scale_columns(
    const uint8_t *picture, long width, long height, const pose_scaling *scaling, uint8_t *output
) {
    long done = 0;
#if defined(__x86_64__)
    if (scaling->level >= POSE_VECTOR_AVX2) {
        done = columns_avx2(picture, width, height, scaling, output);
    }
#endif
    columns_portably(picture, width, done, height, scaling, output);
}

void pose_scale_rows(
    const uint8_t *picture, long row, long height, const pose_scaling *scaling, uint8_t *output
) {
    for (long index = 0; index < scaling->count; index++) {
        long done = 0;
#if defined(__x86_64__)
        if (scaling->level >= POSE_VECTOR_AVX2) {
            done = row_avx2(picture, row, height, scaling, index, output);
        }
#endif
        row_portably(picture, done, row, height, scaling, index, output);
    }
}

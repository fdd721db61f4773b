// Rounding of 32-bit sums as gemmlowp and the format's reference kernels define it, on vectors.
#include <immintrin.h>

#define INLINE static inline __attribute__((always_inline))

/// Numbers of sixteen output channels.
typedef struct {
    __m512i fraction, odd_fraction, left, right, half, is_shifted;
} requantizer;

INLINE requantizer requantizer_at(const pose_requantization *r, long channel) {
    requantizer q;
    q.fraction = _mm512_loadu_si512(r->fraction + channel);
    q.odd_fraction = _mm512_srli_epi64(q.fraction, 32);
    q.left = _mm512_loadu_si512(r->left_shift + channel);
    q.right = _mm512_loadu_si512(r->right_shift + channel);
    q.half = _mm512_loadu_si512(r->half + channel);
    q.is_shifted = _mm512_loadu_si512(r->is_shifted + channel);
    return q;
}

/// round(value x fraction x 2^(left - 31)), halves up; then / 2^right, halves away from zero.
INLINE __m512i scaled(__m512i value, const requantizer *q, bool shifts_left) {
    if (shifts_left) value = _mm512_sllv_epi32(value, q->left);
    const __m512i rounding = _mm512_set1_epi64(1LL << 30);
    const __m512i even = _mm512_add_epi64(_mm512_mul_epi32(value, q->fraction), rounding);
    const __m512i odd = _mm512_add_epi64(
        _mm512_mul_epi32(_mm512_srli_epi64(value, 32), q->odd_fraction), rounding);
    const __m512i high = _mm512_mask_blend_epi32(
        0xAAAA, _mm512_srli_epi64(even, 31), _mm512_slli_epi64(odd, 1));
    // Away from zero: a negative number's half is rounded down, so one less is added.
    const __m512i sign = _mm512_and_si512(_mm512_srai_epi32(high, 31), q->is_shifted);
    return _mm512_srav_epi32(_mm512_add_epi32(_mm512_add_epi32(high, q->half), sign), q->right);
}

/// An output in the range of its type.
INLINE __m512i requantized(__m512i sum, const requantizer *q, const pose_requantization *r) {
    const __m512i value = _mm512_add_epi32(scaled(sum, q, r->shifts_left), _mm512_set1_epi32(r->zero_point));
    return _mm512_min_epi32(
        _mm512_max_epi32(value, _mm512_set1_epi32(r->lower)), _mm512_set1_epi32(r->upper));
}

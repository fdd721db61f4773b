// Vectors of sixteen floats, for the templates that are included after this file.
#include <immintrin.h>

#define LEVEL(name) name##_avx512
#define WIDTH 16
// Rows of the product's tile: eight hide the latency of multiply-adds, and their input rows do not
// evict each other from the first cache when their distance is a power of two.
#define ROWS 8
typedef __m512 vector;
typedef __mmask16 vector_mask;

#define INLINE static inline __attribute__((always_inline))

INLINE vector_mask mask_of(long count) {
    return count >= WIDTH ? (vector_mask)0xFFFF : (vector_mask)((1u << (count < 0 ? 0 : count)) - 1);
}
INLINE vector load(const float *p) { return _mm512_loadu_ps(p); }
INLINE vector load_masked(const float *p, vector_mask m) { return _mm512_maskz_loadu_ps(m, p); }
INLINE void store(float *p, vector v) { _mm512_storeu_ps(p, v); }
INLINE void store_masked(float *p, vector v, vector_mask m) { _mm512_mask_storeu_ps(p, m, v); }
INLINE vector splat(float f) { return _mm512_set1_ps(f); }
INLINE vector multiply_add(vector a, vector b, vector c) { return _mm512_fmadd_ps(a, b, c); }
INLINE vector add(vector a, vector b) { return _mm512_add_ps(a, b); }
INLINE vector subtract(vector a, vector b) { return _mm512_sub_ps(a, b); }
INLINE vector divide(vector a, vector b) { return _mm512_div_ps(a, b); }
INLINE vector rounded(vector a) { return _mm512_roundscale_ps(a, _MM_FROUND_TO_NEAREST_INT); }
/// x times 2 to the power of n, a whole number.
INLINE vector scaled_by_power(vector x, vector n) { return _mm512_scalef_ps(x, n); }
INLINE vector multiply(vector a, vector b) { return _mm512_mul_ps(a, b); }
INLINE vector minimum(vector a, vector b) { return _mm512_min_ps(a, b); }
INLINE vector maximum(vector a, vector b) { return _mm512_max_ps(a, b); }
/// x where it is positive, else x times the slope.
INLINE vector parametric(vector x, vector slope) {
    __mmask16 negative = _mm512_cmp_ps_mask(x, _mm512_setzero_ps(), _CMP_LT_OQ);
    return _mm512_mask_mul_ps(x, negative, x, slope);
}

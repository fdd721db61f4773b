// Vectors of eight floats, for the templates that are included after this file.
#include <immintrin.h>

#define LEVEL(name) name##_avx2
#define WIDTH 8
// Twelve sums, two vectors of weights and one input fill the sixteen registers.
#define ROWS 6
typedef __m256 vector;
typedef __m256i vector_mask;

#define INLINE static inline __attribute__((always_inline))

INLINE vector_mask mask_of(long count) {
    const __m256i lanes = _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7);
    return _mm256_cmpgt_epi32(_mm256_set1_epi32(count > WIDTH ? WIDTH : (int)count), lanes);
}
INLINE vector load(const float *p) { return _mm256_loadu_ps(p); }
INLINE vector load_masked(const float *p, vector_mask m) { return _mm256_maskload_ps(p, m); }
INLINE void store(float *p, vector v) { _mm256_storeu_ps(p, v); }
INLINE void store_masked(float *p, vector v, vector_mask m) { _mm256_maskstore_ps(p, m, v); }
INLINE vector splat(float f) { return _mm256_set1_ps(f); }
INLINE vector multiply_add(vector a, vector b, vector c) { return _mm256_fmadd_ps(a, b, c); }
INLINE vector add(vector a, vector b) { return _mm256_add_ps(a, b); }
INLINE vector subtract(vector a, vector b) { return _mm256_sub_ps(a, b); }
INLINE vector divide(vector a, vector b) { return _mm256_div_ps(a, b); }
INLINE vector rounded(vector a) {
    return _mm256_round_ps(a, _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC);
}
/// x times 2 to the power of n, a whole number above -127.
INLINE vector scaled_by_power(vector x, vector n) {
    const __m256i bits =
        _mm256_slli_epi32(_mm256_add_epi32(_mm256_cvtps_epi32(n), _mm256_set1_epi32(127)), 23);
    return _mm256_mul_ps(x, _mm256_castsi256_ps(bits));
}
INLINE vector multiply(vector a, vector b) { return _mm256_mul_ps(a, b); }
INLINE vector minimum(vector a, vector b) { return _mm256_min_ps(a, b); }
INLINE vector maximum(vector a, vector b) { return _mm256_max_ps(a, b); }
/// x where it is positive, else x times the slope.
INLINE vector parametric(vector x, vector slope) {
    return _mm256_blendv_ps(x, _mm256_mul_ps(x, slope), _mm256_cmp_ps(x, _mm256_setzero_ps(), _CMP_LT_OQ));
}

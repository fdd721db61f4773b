#include "levels.h"

pose_vector_level pose_vector_detect(void) {
#if defined(__x86_64__)
    __builtin_cpu_init();
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
        __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl")) {
        return __builtin_cpu_supports("avx512vnni") ? POSE_VECTOR_AVX512_VNNI
                                                    : POSE_VECTOR_AVX512;
    }
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) return POSE_VECTOR_AVX2;
#endif
    return POSE_VECTOR_NONE;
}

bool pose_vector_kernels_for(pose_vector_level level, pose_vector_kernels *kernels) {
#if defined(__x86_64__)
    if (level < POSE_VECTOR_AVX2) return false;
    *kernels = level >= POSE_VECTOR_AVX512 ? pose_kernels_avx512 : pose_kernels_avx2;
    kernels->lookup_q8 = level >= POSE_VECTOR_AVX512 && __builtin_cpu_supports("avx512vbmi")
        ? pose_lookup_q8_tile_vbmi
        : pose_lookup_q8_tile;
    if (level >= POSE_VECTOR_AVX512_VNNI) pose_add_kernels_vnni(kernels);
    return true;
#else
    (void)level;
    (void)kernels;
    return false;
#endif
}

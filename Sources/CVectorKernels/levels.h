// The tables of kernels, one for each level.
#ifndef POSE_LEVELS_H
#define POSE_LEVELS_H

#include "pose_vector.h"
#include "tiles.h"

extern const pose_vector_kernels pose_kernels_avx2;
extern const pose_vector_kernels pose_kernels_avx512;

/// A function of single bytes, and the same with AVX-512 VBMI.
void pose_lookup_q8_tile(const void *context, long tile, long worker);
void pose_lookup_q8_tile_vbmi(const void *context, long tile, long worker);

/// Fills in the 8-bit kernels.
void pose_add_kernels_vnni(pose_vector_kernels *kernels);

#endif

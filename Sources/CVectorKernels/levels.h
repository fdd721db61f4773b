// The tables of kernels, one for each level.
#ifndef POSE_LEVELS_H
#define POSE_LEVELS_H

#include "pose_vector.h"

extern const pose_vector_kernels pose_kernels_avx2;
extern const pose_vector_kernels pose_kernels_avx512;

/// Fills in the 8-bit kernels.
void pose_add_kernels_vnni(pose_vector_kernels *kernels);

#endif

/// Kernels that make a model's image of a picture: regions that are turned and scaled, and pictures
/// of another size. Pictures have three bytes a pixel, row by row.
///
/// Each function gives the same bytes on every processor: those with AVX2 only sooner.
#ifndef POSE_PICTURES_H
#define POSE_PICTURES_H

#include <stdbool.h>
#include <stdint.h>

#include "pose_vector.h"

/// A grid of samples over a picture. Sample (x, y) lies at origin + x * right + y * down.
typedef struct {
    const uint8_t *picture;
    long width, height;
    double origin_x, origin_y, right_x, right_y, down_x, down_y;
    long columns, rows;
    /// Whether the picture's edge goes on beyond it; else all is black there.
    bool has_edge;
    /// A byte's real is byte * scale + lower.
    float scale, lower;
    /// What the processor has; it makes no difference but for time.
    pose_vector_level level;
} pose_samples;

/// Samples three reals a place. A place is rounded to 32nds of a pixel, what lies between four
/// pixels to a byte.
void pose_sample_reals(const pose_samples *samples, float *output);
/// Samples three bytes a place.
void pose_sample_bytes(const pose_samples *samples, uint8_t *output);

/// How a side of a picture is made longer or shorter: each output is a weighted sum of neighbours.
typedef struct {
    /// The outputs, and how many inputs each sums: an even number, the same for all.
    long count, taps;
    /// The first input of each output.
    const int32_t *first;
    /// The inputs' weights, output by output, in units of 2^-22: low + high * 2^11. Inputs beyond
    /// the side have no weight.
    const int16_t *low, *high;
    pose_vector_level level;
} pose_scaling;

/// Changes the length of a picture's rows.
void pose_scale_columns(
    const uint8_t *picture, long width, long height, const pose_scaling *scaling, uint8_t *output);
/// Changes the number of a picture's rows of so many bytes.
void pose_scale_rows(
    const uint8_t *picture, long row, long height, const pose_scaling *scaling, uint8_t *output);

#endif

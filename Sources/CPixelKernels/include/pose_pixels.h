#pragma once
#include <stddef.h>
#include <stdint.h>

// Rows of pictures in the forms that files want. A source pixel is premultiplied BGRA, 4 bytes
// (Cairo's ARGB32 on a little-endian machine). Vector registers make these quick; the bytes are
// the same without them.

/// RGBA with straight alpha, 4 bytes a pixel.
///
/// A premultiplied byte p under alpha a stands for round(255 p / a), halves up; one above its alpha
/// counts as full. What is fully transparent becomes transparent black.
void pose_pixels_rgba(const uint8_t *source, size_t count, uint8_t *target);

/// BGRA with straight alpha, as above.
void pose_pixels_bgra(const uint8_t *source, size_t count, uint8_t *target);

/// The pixels over white, opaque, 4 bytes each as they come.
void pose_pixels_over_white_bgra(const uint8_t *source, size_t count, uint8_t *target);

/// Whose weights of red, green and blue make up luma.
typedef enum { POSE_BT601, POSE_BT709 } pose_luma;

/// Luma of one row: 16 to 235 (ITU-R BT.709-6, 3.4), of opaque pixels.
void pose_pixels_luma(const uint8_t *source, size_t count, pose_luma luma, uint8_t *target);

/// Chroma of two rows at half their resolution, the mean of 2x2 pixels, 16 to 240: `count / 2`
/// bytes each, of opaque pixels. `count` is even.
void pose_pixels_chroma(
    const uint8_t *upper, const uint8_t *lower, size_t count, pose_luma luma, uint8_t *blue,
    uint8_t *red);

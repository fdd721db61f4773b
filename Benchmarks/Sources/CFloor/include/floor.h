#pragma once
#include <stddef.h>
#include <stdint.h>

/// The least that a PNG file of an opaque picture takes: rows filtered by Up, runs of zeros told by
/// one match of deflate's fixed codes, all else as it is. For measuring beside; it knows nothing
/// but opaque premultiplied BGRA.
///
/// `scratch` has room for two rows of RGB, `target` for 2 * (3 * width + 1) * height + 100 bytes.
/// Returns the file's length.
size_t floor_encode(
    const uint8_t *pixels, size_t width, size_t height, size_t stride, uint8_t *scratch,
    uint8_t *target);

#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// The rows of one picture as a PNG file packs them: a filter's number, then the row, filtered
// (PNG 1.2, chapter 6).
//
// Pixels that are what they were in the row above become zeros by every filter that is used, and
// drawings hold few others. So only groups of pixels that differ are converted and filtered.

/// Bytes of a row: `start` and what follows up to `end`.
typedef struct {
    uint32_t start, end;
} pose_span;

typedef struct {
    size_t width;
    /// 3 for RGB, of opaque pictures; 4 for RGBA with straight alpha.
    int channels;
    /// Whether rows are left unfiltered.
    bool is_plain;
    /// How many rows are filtered.
    size_t count;
    /// How many bytes of them lie in spans.
    uint64_t spread;
    /// What of the row filtered last may be other than zero, from the left.
    pose_span *spans;
    size_t span_count;
    /// The row filtered last as it is in the file, unfiltered, and a second way to filter it.
    uint8_t *line, *other;
    /// For how many bytes of a row there is room.
    size_t room;
} pose_rows;

/// Begins a picture; the memory of the one before serves again. A struct of zeros is a beginning.
///
/// Returns false for want of memory.
bool pose_rows_begin(pose_rows *rows, size_t width, int channels, bool is_plain);
void pose_rows_end(pose_rows *rows);

/// Filters the next row, of premultiplied BGRA, into `1 + channels * width` bytes.
///
/// `above` is the row filtered before; it is not read for the first one. Of the filters Up and Paeth
/// the one is used that leaves fewer bytes other than zero, unless rows are left plain. Returns
/// false, and `target` undefined, when there are 3 channels and a pixel lets something through.
bool pose_rows_next(
    pose_rows *rows, const uint8_t *pixels, const uint8_t *above, uint8_t *target);

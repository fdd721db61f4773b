#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// Packs bytes into zlib streams (RFC 1950), whole ones at a time: level 0 by ISA-L, levels 1 to 12
/// by libdeflate.
///
/// Of ISA-L only its level 0 is used: the higher ones give other bytes on other processors.
/// The same bytes always become the same stream. One packer serves one thread.
typedef struct pose_packer pose_packer;

/// What is packed at level 0; the other levels find it out.
typedef enum {
    /// Anything.
    POSE_ANY,
    /// Filtered rows of flat pictures with 3 or 4 bytes a pixel: long runs of zeros, and small
    /// differences between them.
    POSE_FLAT_RGB,
    POSE_FLAT_RGBA,
} pose_content;

/// Null when there is no memory or no such level.
pose_packer *pose_packer_create(int level);
void pose_packer_destroy(pose_packer *packer);

/// The most bytes that `count` bytes become.
size_t pose_packer_bound(const pose_packer *packer, size_t count);

/// Packs `count` bytes, whose Adler-32 is `sum`, into `target`, which has room for
/// `pose_packer_bound` bytes.
///
/// Returns the stream's length; 0 when it failed.
size_t pose_packer_pack(
    pose_packer *packer, pose_content content, const uint8_t *source, size_t count, uint32_t sum,
    uint8_t *target, size_t room);

/// Where a part of a stream lies in it.
typedef struct {
    bool is_first, is_last;
} pose_part;

/// Packs a part of a stream at level 0, so that the parts behind each other are the stream. A part
/// knows nothing of those before it, and becomes a few bytes more than it would within one piece.
///
/// `sum`, the Adler-32 of the whole, is needed for the last part only. Returns what the part has
/// become, at most `pose_packer_bound` of its own length; 0 when it failed.
size_t pose_packer_pack_part(
    pose_packer *packer, pose_content content, pose_part part, const uint8_t *source, size_t count,
    uint32_t sum, uint8_t *target, size_t room);

/// CRC-32 of bytes (ISO 3309, as PNG and gzip use it), continued from `crc`; 0 begins.
uint32_t pose_crc32(uint32_t crc, const uint8_t *source, size_t count);

/// Adler-32 of bytes (RFC 1950), continued from `sum`; 1 begins.
uint32_t pose_adler32(uint32_t sum, const uint8_t *source, size_t count);

/// The same of `count` zeros.
uint32_t pose_adler32_zeros(uint32_t sum, size_t count);

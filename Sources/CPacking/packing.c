#include "pose_packing.h"

#include "tables.h"

#include <libdeflate.h>
#include <stdbool.h>
#include <stdlib.h>

struct pose_packer {
    struct libdeflate_compressor *compressor;
    struct isal_zstream *stream;
    struct isal_hufftables *tables[2];
};

pose_packer *pose_packer_create(int level) {
    pose_packer *packer = calloc(1, sizeof *packer);
    if (!packer) return NULL;
    if (level > 0) {
        packer->compressor = libdeflate_alloc_compressor(level);
        if (packer->compressor) return packer;
    } else if (level == 0) {
        // Whatever ISA-L leaves unset is the same in every packer.
        packer->stream = calloc(1, sizeof *packer->stream);
        packer->tables[0] = pose_flat_tables(3);
        packer->tables[1] = pose_flat_tables(4);
        if (packer->stream && packer->tables[0] && packer->tables[1]) return packer;
    }
    pose_packer_destroy(packer);
    return NULL;
}

void pose_packer_destroy(pose_packer *packer) {
    if (!packer) return;
    if (packer->compressor) libdeflate_free_compressor(packer->compressor);
    free(packer->stream);
    free(packer->tables[0]);
    free(packer->tables[1]);
    free(packer);
}

// What stands before and after the blocks of a zlib stream.
enum { HEAD = 2, TAIL = 4 };

size_t pose_packer_bound(const pose_packer *packer, size_t count) {
    size_t blocks = packer->stream
        // What ISA-L cannot make smaller it stores: 5 bytes more for every 65,535, and the ends.
        ? count + 5 * (count / 65535 + 1) + 64
        : libdeflate_deflate_compress_bound(packer->compressor, count);
    return HEAD + blocks + TAIL;
}

static size_t pack_fast(
    pose_packer *packer, pose_content content, const uint8_t *source, size_t count, bool is_last,
    uint8_t *target, size_t room) {
    if (count > UINT32_MAX || room > UINT32_MAX) return 0;
    struct isal_zstream *stream = packer->stream;
    isal_deflate_stateless_init(stream);
    stream->hist_bits = 0;
    if (content != POSE_ANY) {
        stream->hufftables = packer->tables[content == POSE_FLAT_RGBA];
        // No further back than a pixel: what was a row ago is zero by now, and runs of zeros are
        // told in the fewest bits when all of them repeat the byte before.
        stream->hist_bits = content == POSE_FLAT_RGBA ? 3 : 2;
    }
    stream->end_of_stream = is_last;
    stream->flush = is_last ? NO_FLUSH : FULL_FLUSH;
    stream->next_in = (uint8_t *)source;
    stream->avail_in = (uint32_t)count;
    stream->next_out = target;
    stream->avail_out = (uint32_t)room;
    if (isal_deflate_stateless(stream) != COMP_OK) return 0;
    return room - stream->avail_out;
}

static void write_head(uint8_t *target) {
    // Deflate within 32 KiB, packed quickly; the two bytes are a multiple of 31.
    target[0] = 0x78;
    target[1] = 0x01;
}

static void write_tail(uint32_t sum, uint8_t *target) {
    for (int place = 0; place < TAIL; place++) target[place] = (uint8_t)(sum >> (24 - 8 * place));
}

size_t pose_packer_pack(
    pose_packer *packer, pose_content content, const uint8_t *source, size_t count, uint32_t sum,
    uint8_t *target, size_t room) {
    if (room < HEAD + TAIL) return 0;
    uint8_t *blocks = target + HEAD;
    size_t packed = packer->compressor
        ? libdeflate_deflate_compress(
              packer->compressor, source, count, blocks, room - HEAD - TAIL)
        : pack_fast(packer, content, source, count, true, blocks, room - HEAD - TAIL);
    if (packed == 0) return 0;
    write_head(target);
    write_tail(sum, blocks + packed);
    return HEAD + packed + TAIL;
}

size_t pose_packer_pack_part(
    pose_packer *packer, pose_content content, pose_part part, const uint8_t *source, size_t count,
    uint32_t sum, uint8_t *target, size_t room) {
    if (!packer->stream || room < HEAD + TAIL) return 0;
    size_t head = part.is_first ? HEAD : 0, tail = part.is_last ? TAIL : 0;
    size_t packed = pack_fast(
        packer, content, source, count, part.is_last, target + head, room - head - tail);
    if (packed == 0) return 0;
    if (part.is_first) write_head(target);
    if (part.is_last) write_tail(sum, target + head + packed);
    return head + packed + tail;
}

uint32_t pose_crc32(uint32_t crc, const uint8_t *source, size_t count) {
    return libdeflate_crc32(crc, source, count);
}

uint32_t pose_adler32(uint32_t sum, const uint8_t *source, size_t count) {
    return libdeflate_adler32(sum, source, count);
}

uint32_t pose_adler32_zeros(uint32_t sum, size_t count) {
    // The lower half adds bytes up, the upper one adds up the lower half after each byte.
    const uint64_t prime = 65521;
    uint64_t low = sum & 0xffff, high = sum >> 16;
    high = (high + (count % prime) * low) % prime;
    return (uint32_t)(high << 16 | low);
}

#include "pose_packing.h"

#include <isa-l/igzip_lib.h>
#include <libdeflate.h>
#include <stdlib.h>

struct pose_packer {
    struct libdeflate_compressor *compressor;
    struct isal_zstream *stream;
};

pose_packer *pose_packer_create(int level) {
    pose_packer *packer = calloc(1, sizeof *packer);
    if (!packer) return NULL;
    // Whatever ISA-L leaves unset is the same in every packer.
    if (level == 0) packer->stream = calloc(1, sizeof *packer->stream);
    else packer->compressor = libdeflate_alloc_compressor(level);
    if (packer->stream || packer->compressor) return packer;
    free(packer);
    return NULL;
}

void pose_packer_destroy(pose_packer *packer) {
    if (!packer) return;
    if (packer->compressor) libdeflate_free_compressor(packer->compressor);
    free(packer->stream);
    free(packer);
}

size_t pose_packer_bound(const pose_packer *packer, size_t count) {
    // What ISA-L cannot make smaller it stores: 5 bytes more for every 65,535, and the ends.
    if (packer->stream) return count + 5 * (count / 65535 + 1) + 64;
    return libdeflate_zlib_compress_bound(packer->compressor, count);
}

size_t pose_packer_pack(
    pose_packer *packer, const uint8_t *source, size_t count, uint8_t *target, size_t room) {
    if (packer->compressor) {
        return libdeflate_zlib_compress(packer->compressor, source, count, target, room);
    }
    if (count > UINT32_MAX || room > UINT32_MAX) return 0;
    struct isal_zstream *stream = packer->stream;
    isal_deflate_stateless_init(stream);
    stream->gzip_flag = IGZIP_ZLIB;
    stream->end_of_stream = 1;
    stream->flush = NO_FLUSH;
    stream->next_in = (uint8_t *)source;
    stream->avail_in = (uint32_t)count;
    stream->next_out = target;
    stream->avail_out = (uint32_t)room;
    if (isal_deflate_stateless(stream) != COMP_OK) return 0;
    return room - stream->avail_out;
}

uint32_t pose_crc32(uint32_t crc, const uint8_t *source, size_t count) {
    return libdeflate_crc32(crc, source, count);
}

#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// Writes PNG files into memory by libpng.
///
/// libpng reports errors by longjmp, which must not cross Swift frames. Every function here ends
/// the jump itself and returns false instead; `pngshim_message` then says why.
typedef struct pngshim_encoder pngshim_encoder;

/// Null when there is no memory.
pngshim_encoder *pngshim_create(void);
void pngshim_destroy(pngshim_encoder *encoder);

/// Starts a picture of 8 bits a channel; 3 channels are RGB, 4 are straight RGBA. The level is
/// zlib's, 0...9. Memory of the picture before is used again.
bool pngshim_begin(
    pngshim_encoder *encoder, uint32_t width, uint32_t height, int channels, int level);

/// Takes the next row, `width * channels` bytes.
bool pngshim_write_row(pngshim_encoder *encoder, const uint8_t *row);

/// Completes the picture after its last row.
bool pngshim_finish(pngshim_encoder *encoder);

/// The file so far; valid until the next call on the encoder.
const uint8_t *pngshim_bytes(const pngshim_encoder *encoder, size_t *count);

/// libpng's words for the last failure.
const char *pngshim_message(const pngshim_encoder *encoder);

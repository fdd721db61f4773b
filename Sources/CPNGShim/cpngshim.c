#include "cpngshim.h"

#include <png.h>
#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

struct pngshim_encoder {
    png_structp png;
    png_infop info;
    uint8_t *bytes;
    size_t count;
    size_t capacity;
    char message[128];
};

static void fail(png_structp png, png_const_charp message) {
    pngshim_encoder *encoder = png_get_error_ptr(png);
    strncpy(encoder->message, message, sizeof encoder->message - 1);
    png_longjmp(png, 1);
}

// A warning changes nothing in the file, and a library prints nothing.
static void ignore_warning(png_structp png, png_const_charp message) {
    (void)png;
    (void)message;
}

static void append(png_structp png, png_bytep data, size_t count) {
    pngshim_encoder *encoder = png_get_io_ptr(png);
    if (count > encoder->capacity - encoder->count) {
        size_t capacity = encoder->capacity ? encoder->capacity : 1 << 16;
        while (capacity - encoder->count < count) {
            if (capacity > SIZE_MAX / 2) png_error(png, "the file is too large for the memory");
            capacity *= 2;
        }
        uint8_t *bytes = realloc(encoder->bytes, capacity);
        if (!bytes) png_error(png, "there is not enough memory for the file");
        encoder->bytes = bytes;
        encoder->capacity = capacity;
    }
    memcpy(encoder->bytes + encoder->count, data, count);
    encoder->count += count;
}

static void flush_nothing(png_structp png) { (void)png; }

pngshim_encoder *pngshim_create(void) { return calloc(1, sizeof(pngshim_encoder)); }

void pngshim_destroy(pngshim_encoder *encoder) {
    if (!encoder) return;
    png_destroy_write_struct(&encoder->png, &encoder->info);
    free(encoder->bytes);
    free(encoder);
}

bool pngshim_begin(
    pngshim_encoder *encoder, uint32_t width, uint32_t height, int channels, int level) {
    png_destroy_write_struct(&encoder->png, &encoder->info);
    encoder->count = 0;
    encoder->message[0] = 0;

    encoder->png =
        png_create_write_struct(PNG_LIBPNG_VER_STRING, encoder, fail, ignore_warning);
    if (encoder->png) encoder->info = png_create_info_struct(encoder->png);
    if (!encoder->info) {
        strcpy(encoder->message, "libpng did not start");
        return false;
    }
    if (setjmp(png_jmpbuf(encoder->png))) return false;

    png_set_write_fn(encoder->png, encoder, append, flush_nothing);
    png_set_IHDR(
        encoder->png, encoder->info, width, height, 8,
        channels == 4 ? PNG_COLOR_TYPE_RGB_ALPHA : PNG_COLOR_TYPE_RGB, PNG_INTERLACE_NONE,
        PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
    png_set_sRGB(encoder->png, encoder->info, PNG_sRGB_INTENT_PERCEPTUAL);
    // Flat areas of colour repeat as they are: filters cost more time than they save.
    png_set_filter(encoder->png, PNG_FILTER_TYPE_BASE, PNG_FILTER_NONE);
    png_set_compression_level(encoder->png, level);
    png_write_info(encoder->png, encoder->info);
    return true;
}

bool pngshim_write_row(pngshim_encoder *encoder, const uint8_t *row) {
    if (!encoder->png) return false;
    if (setjmp(png_jmpbuf(encoder->png))) return false;
    png_write_row(encoder->png, row);
    return true;
}

bool pngshim_finish(pngshim_encoder *encoder) {
    if (!encoder->png) return false;
    if (setjmp(png_jmpbuf(encoder->png))) return false;
    png_write_end(encoder->png, NULL);
    png_destroy_write_struct(&encoder->png, &encoder->info);
    return true;
}

const uint8_t *pngshim_bytes(const pngshim_encoder *encoder, size_t *count) {
    *count = encoder->count;
    return encoder->bytes;
}

const char *pngshim_message(const pngshim_encoder *encoder) { return encoder->message; }

#include "floor.h"

#include <isa-l/crc.h>
#include <isa-l/igzip_lib.h>
#include <string.h>

typedef struct {
    uint8_t *next;
    uint64_t held;
    int count;
} bits;

static inline void put(bits *out, uint32_t value, int count) {
    out->held |= (uint64_t)value << out->count;
    out->count += count;
    while (out->count >= 8) {
        *out->next++ = (uint8_t)out->held;
        out->held >>= 8;
        out->count -= 8;
    }
}

static uint32_t reversed(uint32_t code, int count) {
    uint32_t result = 0;
    for (int place = 0; place < count; place++) {
        result |= (code >> place & 1) << (count - 1 - place);
    }
    return result;
}

// The fixed codes (RFC 1951, 3.2.6), reversed as they are written, and lengths with the bits that
// follow them and distance 1 behind.
static uint32_t literals[256], lengths[259];
static uint8_t literal_bits[256], length_bits[259];

static void prepare(void) {
    if (literal_bits[0]) return;
    for (int byte = 0; byte < 256; byte++) {
        literal_bits[byte] = byte < 144 ? 8 : 9;
        literals[byte] = byte < 144 ? reversed(0x30 + byte, 8) : reversed(0x190 + byte - 144, 9);
    }
    int length = 3;
    for (int symbol = 257; symbol <= 285; symbol++) {
        int extra = symbol < 265 || symbol == 285 ? 0 : (symbol - 261) / 4;
        int code_bits = symbol < 280 ? 7 : 8;
        uint32_t code = symbol < 280 ? reversed(symbol - 256, 7) : reversed(0xc0 + symbol - 280, 8);
        if (symbol == 285) length = 258;
        for (int rest = 0; rest < 1 << extra && length < 259; rest++, length++) {
            lengths[length] = code | (uint32_t)rest << code_bits;
            length_bits[length] = (uint8_t)(code_bits + extra + 5);
        }
    }
}

static uint8_t *chunk(uint8_t *at, const char *name, size_t length) {
    for (int place = 0; place < 4; place++) at[place] = (uint8_t)(length >> (24 - 8 * place));
    memcpy(at + 4, name, 4);
    uint32_t sum = crc32_gzip_refl(0, at + 4, length + 4);
    for (int place = 0; place < 4; place++) {
        at[8 + length + place] = (uint8_t)(sum >> (24 - 8 * place));
    }
    return at + 12 + length;
}

#if defined(__x86_64__)
__attribute__((target_clones("avx2", "default")))
#endif
size_t floor_encode(
    const uint8_t *pixels, size_t width, size_t height, size_t stride, uint8_t *scratch,
    uint8_t *target) {
    prepare();
    const size_t length = 3 * width;
    uint8_t *now = scratch, *above = scratch + length;
    static const uint8_t signature[] = {0x89, 'P', 'N', 'G', 13, 10, 26, 10};
    memcpy(target, signature, 8);
    uint8_t *header = target + 16;
    for (int place = 0; place < 4; place++) {
        header[place] = (uint8_t)(width >> (24 - 8 * place));
        header[4 + place] = (uint8_t)(height >> (24 - 8 * place));
    }
    memcpy(header + 8, (uint8_t[]){8, 2, 0, 0, 0}, 5);
    uint8_t *data = chunk(target + 8, "IHDR", 13);
    bits out = {data + 8, 0, 0};
    *out.next++ = 0x78;
    *out.next++ = 0x01;
    put(&out, 3, 3);
    uint32_t low = 1, high = 0;
    memset(above, 0, length);
    for (size_t y = 0; y < height; y++) {
        const uint8_t *source = pixels + y * stride;
        size_t x = 0;
        typedef uint8_t quad __attribute__((vector_size(16)));
        for (; x + 6 <= width; x += 4) {
            quad four;
            memcpy(&four, source + 4 * x, 16);
            four = __builtin_shufflevector(
                four, four, 2, 1, 0, 6, 5, 4, 10, 9, 8, 14, 13, 12, 3, 3, 3, 3);
            memcpy(now + 3 * x, &four, 16);
        }
        for (; x < width; x++) {
            now[3 * x] = source[4 * x + 2];
            now[3 * x + 1] = source[4 * x + 1];
            now[3 * x + 2] = source[4 * x];
        }
        put(&out, literals[2], literal_bits[2]);
        uint64_t a = low + 2, b = high + low + 2;
        size_t place = 0;
        while (place < length) {
            size_t run = place;
            while (run + 32 <= length && memcmp(now + run, above + run, 32) == 0) run += 32;
            while (run < length && now[run] == above[run]) run++;
            size_t zeros = run - place;
            b += zeros * a;
            if (zeros > 3) {
                put(&out, literals[0], literal_bits[0]);
                for (size_t rest = zeros - 1; rest > 0;) {
                    size_t part = rest > 258 ? (rest - 258 < 3 ? rest - 3 : 258) : rest;
                    if (part < 3) {
                        put(&out, literals[0], literal_bits[0]);
                        part = 1;
                    } else {
                        put(&out, lengths[part], length_bits[part]);
                    }
                    rest -= part;
                }
            } else {
                for (size_t rest = zeros; rest > 0; rest--) put(&out, literals[0], literal_bits[0]);
            }
            place = run;
            for (; place < length && now[place] != above[place]; place++) {
                uint8_t byte = (uint8_t)(now[place] - above[place]);
                put(&out, literals[byte], literal_bits[byte]);
                a += byte;
                b += a;
            }
        }
        low = (uint32_t)(a % 65521);
        high = (uint32_t)(b % 65521);
        uint8_t *other = now;
        now = above;
        above = other;
    }
    put(&out, 0, 7);
    if (out.count > 0) put(&out, 0, 8 - out.count);
    uint32_t sum = high << 16 | low;
    for (int place = 0; place < 4; place++) *out.next++ = (uint8_t)(sum >> (24 - 8 * place));
    uint8_t *end = chunk(data, "IDAT", (size_t)(out.next - data - 8));
    return (size_t)(chunk(end, "IEND", 0) - target);
}

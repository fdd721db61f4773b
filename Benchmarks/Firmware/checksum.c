// CRC-32 by table over 64 KiB, again and again: loads, shifts and little else.
#include "bare.h"

static uint32_t table[256];
static uint8_t data[1 << 16];

int main(void) {
    for (uint32_t index = 0; index < 256; index++) {
        uint32_t value = index;
        for (int bit = 0; bit < 8; bit++) value = value & 1 ? 0xEDB88320 ^ value >> 1 : value >> 1;
        table[index] = value;
    }
    for (uint32_t place = 0; place < sizeof data; place++) data[place] = place * 7 + (place >> 8);
    uint32_t sum = ~0u;
    for (int round = 0; round < 3000; round++)
        for (uint32_t place = 0; place < sizeof data; place++)
            sum = table[(sum ^ data[place]) & 255] ^ sum >> 8;
    finish(sum);
    return 0;
}

// Enough to tell a number and end, in QEMU's `virt` and on our comparison board alike.
#include <stdint.h>

static void finish(uint32_t result) {
    volatile uint8_t *port = (volatile uint8_t *)0x10000000;
    for (int shift = 28; shift >= 0; shift -= 4) *port = "0123456789abcdef"[result >> shift & 15];
    *port = '\n';
    *(volatile uint32_t *)0x100000 = 0x5555;
    while (1) {}
}

/* Firmware that looks at the device of `board.c`: what it reads there goes to the serial port. */

#define PULSE(place) (((volatile unsigned *)0x60006000)[place])
#define SERIAL (*(volatile unsigned char *)0x60001800)
enum { COUNT, PERIOD, PENDING, TIME, MOOD_REGISTER };

#ifndef MOOD
#define MOOD 0
#endif

__attribute__((naked, section(".text.start"))) void _start(void) {
    __asm__ volatile("la sp, stack_top\n j run");
}

static void tell(unsigned value, char end) {
    for (int shift = 28; shift >= 0; shift -= 4) SERIAL = "0123456789abcdef"[value >> shift & 15];
    SERIAL = end;
}

__attribute__((noreturn)) void run(void) {
    /* VexRiscv's mask, and the external interrupt as something to wait for. */
    __asm__ volatile("csrw 0xBC0, %0" ::"r"(1u << 3));
    __asm__ volatile("csrw mie, %0" ::"r"(1u << 11));
    PULSE(PERIOD) = 3000;
    for (int i = 0; i < 40; i++) {
        if (i % 3) __asm__ volatile("wfi");
        tell(PULSE(COUNT), ' ');
        tell(PULSE(PENDING), ' ');
        PULSE(PENDING) = 1;
        tell(PULSE(TIME), '\n');
        if (i == 20) PULSE(MOOD_REGISTER) = MOOD;
    }
    for (const char *text = "done\n"; *text; text++) SERIAL = (unsigned char)*text;
    for (;;) __asm__ volatile("wfi");
}

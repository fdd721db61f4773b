// Instructions of two bytes as those of four (volume I, chapter 16).
#include "hart.h"

static uint32_t bits(uint32_t half, int high, int low) {
    return half << (31 - high) >> (31 - high + low);
}

static uint32_t bit(uint32_t half, int at, int to) { return (half >> at & 1) << to; }

/// All ones above `at` where bit 12 is one.
static uint32_t sign(uint32_t half, int at) { return half >> 12 & 1 ? ~(uint32_t)0 << at : 0; }

// The formats of four bytes.

static uint32_t to_register(uint32_t match, uint32_t rd, uint32_t rs1, uint32_t rs2) {
    return match | rd << 7 | rs1 << 15 | rs2 << 20;
}

static uint32_t to_immediate(uint32_t match, uint32_t rd, uint32_t rs1, uint32_t value) {
    return match | rd << 7 | rs1 << 15 | value << 20;
}

static uint32_t to_store(uint32_t rs1, uint32_t rs2, uint32_t value) {
    return 0x00002023 | rs1 << 15 | rs2 << 20 | bits(value, 4, 0) << 7 | bits(value, 11, 5) << 25;
}

static uint32_t to_branch(uint32_t match, uint32_t rs1, uint32_t value) {
    return match | rs1 << 15 | bit(value, 12, 31) | bits(value, 10, 5) << 25
        | bits(value, 4, 1) << 8 | bit(value, 11, 7);
}

static uint32_t to_jump(uint32_t rd, uint32_t value) {
    return 0x0000006f | rd << 7 | bit(value, 20, 31) | bits(value, 10, 1) << 21
        | bit(value, 11, 20) | bits(value, 19, 12) << 12;
}

enum { LW = 0x00002003, ADDI = 0x00000013, ADD = 0x00000033, JALR = 0x00000067 };

/// An immediate of arithmetic: imm[5] | rd | imm[4:0].
static uint32_t immediate(uint32_t half) { return sign(half, 5) | bits(half, 6, 2); }

static uint32_t jump_offset(uint32_t half) {
    return sign(half, 11) | bit(half, 11, 4) | bits(half, 10, 9) << 8 | bit(half, 8, 10)
        | bit(half, 7, 6) | bit(half, 6, 7) | bits(half, 5, 3) << 1 | bit(half, 2, 5);
}

static uint32_t branch_offset(uint32_t half) {
    return sign(half, 8) | bits(half, 11, 10) << 3 | bits(half, 6, 5) << 6 | bits(half, 4, 3) << 1
        | bit(half, 2, 5);
}

/// Quadrant 0: loads and stores relative to registers x8 to x15.
static uint32_t expand_0(uint32_t half) {
    uint32_t low = 8 + bits(half, 4, 2), high = 8 + bits(half, 9, 7);
    uint32_t word = bits(half, 12, 10) << 3 | bit(half, 6, 2) | bit(half, 5, 6);
    uint32_t stack = bits(half, 12, 11) << 4 | bits(half, 10, 7) << 6 | bit(half, 6, 2)
        | bit(half, 5, 3);
    switch (bits(half, 15, 13)) {
    case 0: return stack == 0 ? 0 : to_immediate(ADDI, low, 2, stack);
    case 2: return to_immediate(LW, low, high, word);
    case 6: return to_store(high, low, word);
    default: return 0;
    }
}

static uint32_t expand_arithmetic(uint32_t half) {
    uint32_t rd = 8 + bits(half, 9, 7), rs2 = 8 + bits(half, 4, 2);
    // Shifts by 32 and more are of wider registers.
    bool is_wide = half >> 12 & 1;
    switch (bits(half, 11, 10)) {
    case 0: return is_wide ? 0 : to_immediate(0x00005013, rd, rd, bits(half, 6, 2));
    case 1: return is_wide ? 0 : to_immediate(0x40005013, rd, rd, bits(half, 6, 2));
    case 2: return to_immediate(0x00007013, rd, rd, immediate(half));
    default: break;
    }
    if (is_wide) return 0;
    static const uint32_t matches[] = {0x40000033, 0x00004033, 0x00006033, 0x00007033};
    return to_register(matches[bits(half, 6, 5)], rd, rd, rs2);
}

/// Quadrant 1: immediates, arithmetic, jumps and branches.
static uint32_t expand_1(uint32_t half) {
    uint32_t rd = bits(half, 11, 7), value = immediate(half);
    uint32_t stack = sign(half, 9) | bit(half, 6, 4) | bit(half, 5, 6) | bits(half, 4, 3) << 7
        | bit(half, 2, 5);
    switch (bits(half, 15, 13)) {
    case 0: return to_immediate(ADDI, rd, rd, value);
    case 1: return to_jump(1, jump_offset(half));
    case 2: return to_immediate(ADDI, rd, 0, value);
    case 3:
        if (rd == 2) return stack == 0 ? 0 : to_immediate(ADDI, 2, 2, stack);
        return value == 0 ? 0 : 0x00000037 | rd << 7 | value << 12;
    case 4: return expand_arithmetic(half);
    case 5: return to_jump(0, jump_offset(half));
    case 6: return to_branch(0x00000063, 8 + bits(half, 9, 7), branch_offset(half));
    default: return to_branch(0x00001063, 8 + bits(half, 9, 7), branch_offset(half));
    }
}

/// Quadrant 2: shifts, loads and stores on the stack, jumps to registers, moves.
static uint32_t expand_2(uint32_t half) {
    uint32_t rd = bits(half, 11, 7), rs2 = bits(half, 6, 2);
    bool is_second = half >> 12 & 1;
    switch (bits(half, 15, 13)) {
    case 0: return is_second ? 0 : to_immediate(0x00001013, rd, rd, rs2);
    case 2: {
        uint32_t offset = bit(half, 12, 5) | bits(half, 6, 4) << 2 | bits(half, 3, 2) << 6;
        return rd == 0 ? 0 : to_immediate(LW, rd, 2, offset);
    }
    case 4:
        if (rs2 != 0) return to_register(ADD, rd, is_second ? rd : 0, rs2);
        if (rd != 0) return to_immediate(JALR, is_second ? 1 : 0, rd, 0);
        return is_second ? 0x00100073 : 0;
    case 6: return to_store(2, rs2, bits(half, 12, 9) << 2 | bits(half, 8, 7) << 6);
    default: return 0;
    }
}

uint32_t riscv_expand(uint16_t half) {
    switch (half & 3) {
    case 0: return expand_0(half);
    case 1: return expand_1(half);
    case 2: return expand_2(half);
    default: return 0;
    }
}

// From bits to operations (volume I, sections 2.2, 2.3 and chapter 24).
#include "hart.h"

#include <stddef.h>

typedef struct {
    uint32_t mask, match;
    riscv_format format;
    bool ends_block;
    riscv_handler run;
} riscv_pattern;

#define PATTERN(name, mask, match, format, ends) {mask, match, format, ends, riscv_run_##name},
#define REGISTER(name, mask, match, _) PATTERN(name, mask, match, RISCV_REGISTER, false)
#define IMMEDIATE(name, mask, match, _) PATTERN(name, mask, match, RISCV_IMMEDIATE, false)
#define STORE(name, mask, match, _) PATTERN(name, mask, match, RISCV_STORE, false)
#define BRANCH(name, mask, match, _) PATTERN(name, mask, match, RISCV_BRANCH, true)
#define CSR(name, mask, match, _) PATTERN(name, mask, match, RISCV_CSR, false)
#define OTHER(name, mask, match, format) PATTERN(name, mask, match, format, false)

static const riscv_pattern patterns[] = {
    RISCV_REGISTER_OPERATIONS(REGISTER)
    RISCV_IMMEDIATE_OPERATIONS(IMMEDIATE)
    RISCV_BRANCH_OPERATIONS(BRANCH)
    RISCV_LOAD_OPERATIONS(IMMEDIATE)
    RISCV_STORE_OPERATIONS(STORE)
    RISCV_ATOMIC_OPERATIONS(REGISTER)
    RISCV_CSR_OPERATIONS(CSR)
    RISCV_OTHER_OPERATIONS(OTHER)
};

static bool leads_elsewhere(riscv_handler run) {
    return run == riscv_run_jal || run == riscv_run_jalr || run == riscv_run_mret
        || run == riscv_run_wfi || run == riscv_run_ecall || run == riscv_run_ebreak
        || run == riscv_run_illegal;
}

static uint32_t bits(uint32_t word, int high, int low) {
    return word << (31 - high) >> (31 - high + low);
}

/// Bit 31 in all places above `at`.
static uint32_t sign(uint32_t word, int at) {
    return word >> 31 ? ~(uint32_t)0 << at : 0;
}

static int32_t immediate(uint32_t word, riscv_format format) {
    uint32_t value = 0;
    switch (format) {
    case RISCV_IMMEDIATE: value = sign(word, 11) | bits(word, 30, 20); break;
    case RISCV_STORE: value = sign(word, 11) | bits(word, 30, 25) << 5 | bits(word, 11, 7); break;
    case RISCV_BRANCH:
        value = sign(word, 12) | bits(word, 7, 7) << 11 | bits(word, 30, 25) << 5
            | bits(word, 11, 8) << 1;
        break;
    case RISCV_UPPER: value = word & 0xfffff000; break;
    case RISCV_JUMP:
        value = sign(word, 20) | bits(word, 19, 12) << 12 | bits(word, 20, 20) << 11
            | bits(word, 30, 21) << 1;
        break;
    case RISCV_CSR: value = bits(word, 31, 20); break;
    default: break;
    }
    return (int32_t)value;
}

bool riscv_decode(uint32_t word, riscv_operation *op) {
    const riscv_pattern *found = NULL;
    for (size_t index = 0; index < sizeof patterns / sizeof *patterns; index++) {
        if ((word & patterns[index].mask) == patterns[index].match) {
            found = &patterns[index];
            break;
        }
    }
    op->run = found ? found->run : riscv_run_illegal;
    riscv_format format = found ? found->format : RISCV_NONE;
    op->immediate = immediate(word, format);
    bool has_result = format != RISCV_STORE && format != RISCV_BRANCH && format != RISCV_NONE;
    op->rd = (uint8_t)bits(word, 11, 7);
    if (op->rd == 0 || !has_result) op->rd = RISCV_SINK;
    op->rs1 = (uint8_t)bits(word, 19, 15);
    op->rs2 = (uint8_t)bits(word, 24, 20);
    return (found && found->ends_block) || leads_elsewhere(op->run);
}

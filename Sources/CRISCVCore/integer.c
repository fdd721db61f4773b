// Instructions that compute and branch (volume I, chapters 2 and 7).
#include "handlers.h"

// Each twice: its first operand is a register's, or what was computed last.

#define REGISTER(name, mask, match, result)                                                        \
    REGISTER_OF(name, core->x[op->rs1], result)                                                    \
    REGISTER_OF(name##_by_last, last, result)
#define REGISTER_OF(name, operand, result)                                                         \
    HANDLER(name) {                                                                                \
        uint32_t a = (operand), b = core->x[op->rs2];                                              \
        last = core->x[op->rd] = (result);                                                         \
        GO_ON(op + 1);                                                                             \
    }
RISCV_REGISTER_OPERATIONS(REGISTER)

#define IMMEDIATE(name, mask, match, result)                                                       \
    IMMEDIATE_OF(name, core->x[op->rs1], result)                                                   \
    IMMEDIATE_OF(name##_by_last, last, result)
#define IMMEDIATE_OF(name, operand, result)                                                        \
    HANDLER(name) {                                                                                \
        uint32_t a = (operand), i = (uint32_t)op->immediate;                                       \
        last = core->x[op->rd] = (result);                                                         \
        GO_ON(op + 1);                                                                             \
    }
RISCV_IMMEDIATE_OPERATIONS(IMMEDIATE)

#define BRANCH(name, mask, match, condition)                                                       \
    BRANCH_OF(name, core->x[op->rs1], condition)                                                   \
    BRANCH_OF(name##_by_last, last, condition)
#define BRANCH_OF(name, operand, condition)                                                        \
    HANDLER(name) {                                                                                \
        uint32_t a = (operand), b = core->x[op->rs2];                                              \
        if (condition)                                                                             \
            FOLLOW(op + 1, taken, riscv_pc_of(core, op) + (uint32_t)op->immediate);                \
        FOLLOW(op + 1, next, riscv_pc_of(core, op + 1));                                           \
    }
RISCV_BRANCH_OPERATIONS(BRANCH)

HANDLER(lui) {
    last = core->x[op->rd] = (uint32_t)op->immediate;
    GO_ON(op + 1);
}

HANDLER(auipc) {
    core->x[op->rd] = riscv_pc_of(core, op) + (uint32_t)op->immediate;
    GO_ON(op + 1);
}

HANDLER(jal) {
    core->x[op->rd] = riscv_pc_of(core, op + 1);
    FOLLOW(op + 1, taken, riscv_pc_of(core, op) + (uint32_t)op->immediate);
}

HANDLER(jalr) {
    uint32_t target = (core->x[op->rs1] + (uint32_t)op->immediate) & ~1u;
    core->x[op->rd] = riscv_pc_of(core, op + 1);
    riscv_block *known = core->jumps[(target >> 1) % RISCV_JUMP_COUNT];
    if (__builtin_expect(known && known->pc == target, 1)) ENTER(known);
    core->pc = target;
    core->link = NULL;
    LEAVE(RISCV_EXIT_UNKNOWN);
}

// Memory is one for all: there is nothing to keep in order, and stores to code are seen at once.
HANDLER(fence) { GO_ON(op + 1); }
HANDLER(fence_i) { GO_ON(op + 1); }
HANDLER(flush_cache) { GO_ON(op + 1); }

HANDLER(next) { FOLLOW(op, next, riscv_pc_of(core, op)); }

HANDLER(stale) {
    (void)op;
    left += core->block->count;
    core->pc = core->block->pc;
    core->link = NULL;
    LEAVE(RISCV_EXIT_UNKNOWN);
}

HANDLER(breakpoint) {
    if (core->passes_breakpoint && core->passed_breakpoint == core->block->pc) {
        core->passes_breakpoint = false;
        GO_ON(op + 1);
    }
    left += core->block->count;
    core->pc = core->block->pc;
    LEAVE(RISCV_EXIT_BREAKPOINT);
}

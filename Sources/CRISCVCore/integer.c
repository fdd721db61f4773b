// Instructions that compute and branch (volume I, chapters 2 and 7).
#include "handlers.h"

#define REGISTER(name, mask, match, result)                                                        \
    HANDLER(name) {                                                                                \
        uint32_t a = core->x[op->rs1], b = core->x[op->rs2];                                       \
        core->x[op->rd] = (result);                                                                \
        GO_ON(op + 1);                                                                             \
    }
RISCV_REGISTER_OPERATIONS(REGISTER)

#define IMMEDIATE(name, mask, match, result)                                                       \
    HANDLER(name) {                                                                                \
        uint32_t a = core->x[op->rs1], i = (uint32_t)op->immediate;                                \
        core->x[op->rd] = (result);                                                                \
        GO_ON(op + 1);                                                                             \
    }
RISCV_IMMEDIATE_OPERATIONS(IMMEDIATE)

#define BRANCH(name, mask, match, condition)                                                       \
    HANDLER(name) {                                                                                \
        uint32_t a = core->x[op->rs1], b = core->x[op->rs2];                                       \
        if (condition)                                                                             \
            FOLLOW(op + 1, taken, riscv_pc_of(core, op) + (uint32_t)op->immediate);                \
        FOLLOW(op + 1, next, riscv_pc_of(core, op + 1));                                           \
    }
RISCV_BRANCH_OPERATIONS(BRANCH)

HANDLER(lui) {
    core->x[op->rd] = (uint32_t)op->immediate;
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

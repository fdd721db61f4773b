// Handlers of two instructions at once, for those that compilers often put together: half the jumps
// ("superinstructions", M. A. Ertl and D. Gregg, "The Structure and Performance of Efficient
// Interpreters", 2003). Both operations keep their own handlers as well: where the first or second is
// no plain access of memory, it is done by its own.
#include "handlers.h"

#include <string.h>

// What instructions do, without going on.

#define REGISTER(name, mask, match, result)                                                        \
    __attribute__((unused)) static inline void do_##name(riscv_core *core, const riscv_operation *op) { \
        uint32_t a = core->x[op->rs1], b = core->x[op->rs2];                                       \
        core->x[op->rd] = (result);                                                                \
    }
#define IMMEDIATE(name, mask, match, result)                                                       \
    __attribute__((unused)) static inline void do_##name(riscv_core *core, const riscv_operation *op) { \
        uint32_t a = core->x[op->rs1], i = (uint32_t)op->immediate;                                \
        core->x[op->rd] = (result);                                                                \
    }
#define BRANCH(name, mask, match, condition)                                                       \
    __attribute__((unused)) static inline bool do_##name(riscv_core *core, const riscv_operation *op) { \
        uint32_t a = core->x[op->rs1], b = core->x[op->rs2];                                       \
        return condition;                                                                          \
    }
// False where it is no plain memory.
#define LOAD(name, mask, match, type)                                                              \
    __attribute__((unused)) static inline bool do_##name(riscv_core *core, const riscv_operation *op) { \
        uint32_t offset = core->x[op->rs1] + (uint32_t)op->immediate - core->ram_base;             \
        type value;                                                                                \
        if (__builtin_expect(offset >= core->ram_limit, 0)) return false;                          \
        memcpy(&value, core->ram + offset, sizeof value);                                          \
        core->x[op->rd] = (uint32_t)(int32_t)value;                                                \
        return true;                                                                               \
    }
#define STORE(name, mask, match, type)                                                             \
    __attribute__((unused)) static inline bool do_##name(riscv_core *core, const riscv_operation *op) { \
        uint32_t offset = core->x[op->rs1] + (uint32_t)op->immediate - core->ram_base;             \
        type value = (type)core->x[op->rs2];                                                       \
        if (__builtin_expect(                                                                      \
                offset >= core->ram_limit || core->ram_has_code[offset / RISCV_LINE], 0))          \
            return false;                                                                          \
        memcpy(core->ram + offset, &value, sizeof value);                                          \
        return true;                                                                               \
    }
RISCV_REGISTER_OPERATIONS(REGISTER)
RISCV_IMMEDIATE_OPERATIONS(IMMEDIATE)
RISCV_BRANCH_OPERATIONS(BRANCH)
RISCV_LOAD_OPERATIONS(LOAD)
RISCV_STORE_OPERATIONS(STORE)

static inline void do_lui(riscv_core *core, const riscv_operation *op) {
    core->x[op->rd] = (uint32_t)op->immediate;
}

// How a pair begins and ends.

#define BEGIN_COMPUTE(name) do_##name(core, op);
#define BEGIN_ACCESS(name)                                                                         \
    if (!do_##name(core, op)) RISCV_TAIL riscv_run_##name(op, core, left);
#define END_COMPUTE(name)                                                                          \
    do_##name(core, op + 1);                                                                       \
    GO_ON(op + 2);
#define END_ACCESS(name)                                                                           \
    if (!do_##name(core, op + 1)) RISCV_TAIL riscv_run_##name(op + 1, core, left);                 \
    GO_ON(op + 2);
#define END_BRANCH(name)                                                                           \
    op++;                                                                                          \
    if (do_##name(core, op))                                                                       \
        FOLLOW(op + 1, taken, riscv_pc_of(core, op) + (uint32_t)op->immediate);                    \
    FOLLOW(op + 1, next, riscv_pc_of(core, op + 1));

// X(begin, first, end, second) for every pair.

#define SECONDS(X, begin, first)                                                                   \
    X(begin, first, COMPUTE, addi)                                                                 \
    X(begin, first, COMPUTE, add)                                                                  \
    X(begin, first, COMPUTE, sub)                                                                  \
    X(begin, first, COMPUTE, and)                                                                  \
    X(begin, first, COMPUTE, or)                                                                   \
    X(begin, first, COMPUTE, xor)                                                                  \
    X(begin, first, COMPUTE, andi)                                                                 \
    X(begin, first, COMPUTE, slli)                                                                 \
    X(begin, first, COMPUTE, srli)                                                                 \
    X(begin, first, COMPUTE, sltu)                                                                 \
    X(begin, first, COMPUTE, lui)                                                                  \
    X(begin, first, ACCESS, lw)                                                                    \
    X(begin, first, ACCESS, lbu)                                                                   \
    X(begin, first, ACCESS, sw)                                                                    \
    X(begin, first, ACCESS, sb)                                                                    \
    X(begin, first, BRANCH, beq)                                                                   \
    X(begin, first, BRANCH, bne)                                                                   \
    X(begin, first, BRANCH, blt)                                                                   \
    X(begin, first, BRANCH, bge)                                                                   \
    X(begin, first, BRANCH, bltu)                                                                  \
    X(begin, first, BRANCH, bgeu)
#define PAIRS(X)                                                                                   \
    SECONDS(X, COMPUTE, addi)                                                                      \
    SECONDS(X, COMPUTE, add)                                                                       \
    SECONDS(X, COMPUTE, sub)                                                                       \
    SECONDS(X, COMPUTE, and)                                                                       \
    SECONDS(X, COMPUTE, or)                                                                        \
    SECONDS(X, COMPUTE, xor)                                                                       \
    SECONDS(X, COMPUTE, andi)                                                                      \
    SECONDS(X, COMPUTE, slli)                                                                      \
    SECONDS(X, COMPUTE, srli)                                                                      \
    SECONDS(X, COMPUTE, sltu)                                                                      \
    SECONDS(X, COMPUTE, lui)                                                                       \
    SECONDS(X, ACCESS, lw)                                                                         \
    SECONDS(X, ACCESS, lbu)                                                                        \
    SECONDS(X, ACCESS, sw)                                                                         \
    SECONDS(X, ACCESS, sb)

#define DEFINE(begin, first, end, second)                                                          \
    static HANDLER(first##_##second) { BEGIN_##begin(first) END_##end(second) }
PAIRS(DEFINE)

typedef struct {
    riscv_handler first, second, both;
} riscv_pair;

#define ENTRY(begin, first, end, second)                                                           \
    {riscv_run_##first, riscv_run_##second, riscv_run_##first##_##second},
static const riscv_pair pairs[] = {PAIRS(ENTRY)};

riscv_handler riscv_pair_of(riscv_handler first, riscv_handler second) {
    for (size_t index = 0; index < sizeof pairs / sizeof *pairs; index++)
        if (pairs[index].first == first && pairs[index].second == second)
            return pairs[index].both;
    return NULL;
}

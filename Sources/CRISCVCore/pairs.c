// Handlers of two instructions at once, for those that compilers often put together: half the jumps
// ("superinstructions", M. A. Ertl and D. Gregg, "The Structure and Performance of Efficient
// Interpreters", 2003). Both operations keep their own handlers as well: where the first or second is
// no plain access of memory, it is done by its own.
#include "handlers.h"

#include <string.h>

// What instructions do with their first operand, without going on.

#define DO(name, type)                                                                             \
    __attribute__((unused)) static inline type do_##name(                                          \
        riscv_core *core, const riscv_operation *op, uint32_t a, uint32_t *last)
#define REGISTER(name, mask, match, result)                                                        \
    DO(name, void) {                                                                               \
        uint32_t b = core->x[op->rs2];                                                             \
        *last = core->x[op->rd] = (result);                                                        \
    }
#define IMMEDIATE(name, mask, match, result)                                                       \
    DO(name, void) {                                                                               \
        uint32_t i = (uint32_t)op->immediate;                                                      \
        *last = core->x[op->rd] = (result);                                                        \
    }
#define BRANCH(name, mask, match, condition)                                                       \
    DO(name, bool) {                                                                               \
        uint32_t b = core->x[op->rs2];                                                             \
        (void)last;                                                                                \
        return condition;                                                                          \
    }
// False where it is no plain memory.
#define LOAD(name, mask, match, type)                                                              \
    DO(name, bool) {                                                                               \
        uint32_t offset = a + (uint32_t)op->immediate - core->ram_base;                            \
        type value;                                                                                \
        if (__builtin_expect(offset >= core->ram_limit, 0)) return false;                          \
        memcpy(&value, core->ram + offset, sizeof value);                                          \
        *last = core->x[op->rd] = (uint32_t)(int32_t)value;                                        \
        return true;                                                                               \
    }
#define STORE(name, mask, match, type)                                                             \
    DO(name, bool) {                                                                               \
        uint32_t offset = a + (uint32_t)op->immediate - core->ram_base;                            \
        type value = (type)core->x[op->rs2];                                                       \
        (void)last;                                                                                \
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

DO(lui, void) {
    (void)a;
    *last = core->x[op->rd] = (uint32_t)op->immediate;
}

// How a pair begins and ends.

#define BEGIN_COMPUTE(name, operand) do_##name(core, op, (operand), &last);
#define BEGIN_ACCESS(name, operand)                                                                \
    if (!do_##name(core, op, (operand), &last)) RISCV_TAIL riscv_run_##name(op, core, left, last);
#define END_COMPUTE(name, operand)                                                                 \
    do_##name(core, op + 1, (operand), &last);                                                     \
    GO_ON(op + 2);
#define END_ACCESS(name, operand)                                                                  \
    if (!do_##name(core, op + 1, (operand), &last))                                                \
        RISCV_TAIL riscv_run_##name(op + 1, core, left, last);                                     \
    GO_ON(op + 2);
#define END_BRANCH(name, operand)                                                                  \
    bool is_taken = do_##name(core, op + 1, (operand), &last);                                     \
    op++;                                                                                          \
    if (is_taken) FOLLOW(op + 1, taken, riscv_pc_of(core, op) + (uint32_t)op->immediate);          \
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

// Four of each: the first operand of either is a register's, or what was computed last.

#define DEFINE(begin, first, end, second)                                                          \
    DEFINE_OF(_, core->x[op->rs1], core->x[op[1].rs1], begin, first, end, second)                  \
    DEFINE_OF(_first_, last, core->x[op[1].rs1], begin, first, end, second)                        \
    DEFINE_OF(_second_, core->x[op->rs1], last, begin, first, end, second)                         \
    DEFINE_OF(_both_, last, last, begin, first, end, second)
#define DEFINE_OF(by, operand1, operand2, begin, first, end, second)                               \
    static HANDLER(first##by##second) {                                                            \
        BEGIN_##begin(first, operand1) END_##end(second, operand2)                                 \
    }
PAIRS(DEFINE)

typedef struct {
    riscv_handler first, second;
    /// By whether the second's, and whether the first's, operand is what was computed last.
    riscv_handler both[2][2];
} riscv_pair;

#define ENTRY(begin, first, end, second)                                                           \
    {riscv_run_##first,                                                                            \
     riscv_run_##second,                                                                           \
     {{riscv_run_##first##_##second, riscv_run_##first##_first_##second},                          \
      {riscv_run_##first##_second_##second, riscv_run_##first##_both_##second}}},
static const riscv_pair pairs[] = {PAIRS(ENTRY)};

riscv_handler riscv_pair_of(
    riscv_handler first, bool first_by_last, riscv_handler second, bool second_by_last) {
    for (size_t index = 0; index < sizeof pairs / sizeof *pairs; index++)
        if (pairs[index].first == first && pairs[index].second == second)
            return pairs[index].both[second_by_last][first_by_last];
    return NULL;
}

typedef struct {
    riscv_handler run, by_last;
    bool sets, keeps;
} riscv_single;

#define SINGLE(name, sets, keeps) {riscv_run_##name, riscv_run_##name##_by_last, sets, keeps},
#define SETS(name, ...) SINGLE(name, true, false)
#define KEEPS(name, ...) SINGLE(name, false, true)
static const riscv_single singles[] = {
    RISCV_REGISTER_OPERATIONS(SETS)
    RISCV_IMMEDIATE_OPERATIONS(SETS)
    RISCV_LOAD_OPERATIONS(SETS)
    RISCV_STORE_OPERATIONS(KEEPS)
    RISCV_BRANCH_OPERATIONS(KEEPS)
    {riscv_run_lui, NULL, true, false},
};

static const riscv_single *single_of(riscv_handler run) {
    for (size_t index = 0; index < sizeof singles / sizeof *singles; index++)
        if (singles[index].run == run) return &singles[index];
    return NULL;
}

riscv_handler riscv_by_last(riscv_handler run) {
    const riscv_single *found = single_of(run);
    return found ? found->by_last : NULL;
}

bool riscv_sets_last(riscv_handler run) {
    const riscv_single *found = single_of(run);
    return found && found->sets;
}

bool riscv_keeps_last(riscv_handler run) {
    const riscv_single *found = single_of(run);
    return found && found->keeps;
}

bool riscv_is_commutative(riscv_handler run) {
    return run == riscv_run_add || run == riscv_run_and || run == riscv_run_or
        || run == riscv_run_xor || run == riscv_run_mul || run == riscv_run_beq
        || run == riscv_run_bne;
}

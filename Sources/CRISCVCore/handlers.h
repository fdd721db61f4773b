// How handlers go on and leave.
#ifndef RISCV_HANDLERS_H
#define RISCV_HANDLERS_H

#include "hart.h"

#define HANDLER(name)                                                                              \
    RISCV_CALL int64_t riscv_run_##name(                                                           \
        const riscv_operation *op, riscv_core *core, int64_t left, uint32_t last)

#if RISCV_THREADED
#define GO_ON(operation) RISCV_TAIL(operation)->run((operation), core, left, last)
#else
#define RISCV_TAIL return
#define GO_ON(operation)                                                                           \
    do {                                                                                           \
        core->following = (operation);                                                             \
        core->last = last;                                                                         \
        return left;                                                                               \
    } while (0)
#endif

/// Back to the caller; `left` and `pc` are right.
#define LEAVE(reason)                                                                              \
    do {                                                                                           \
        (void)last;                                                                                \
        core->exit = (reason);                                                                     \
        core->following = NULL;                                                                    \
        return left;                                                                               \
    } while (0)

/// Back to the caller behind an instruction that is done.
#define LEAVE_BEHIND(operation, reason)                                                            \
    do {                                                                                           \
        left += core->block->count - riscv_index_of(core, operation) - 1;                          \
        core->pc = riscv_pc_of(core, (operation) + 1);                                             \
        LEAVE(reason);                                                                             \
    } while (0)

/// Back to the caller before an instruction that traps; cause and value are set.
#define LEAVE_TRAPPED(operation)                                                                   \
    do {                                                                                           \
        left += core->block->count - riscv_index_of(core, operation);                              \
        core->pc = riscv_pc_of(core, operation);                                                   \
        LEAVE(RISCV_EXIT_TRAP);                                                                    \
    } while (0)

#define TRAP(operation, cause, value)                                                              \
    do {                                                                                           \
        core->trap_cause = (cause);                                                                \
        core->trap_value = (value);                                                                \
        LEAVE_TRAPPED(operation);                                                                  \
    } while (0)

#define ENTER(target)                                                                              \
    do {                                                                                           \
        riscv_block *entered = (target);                                                           \
        if (__builtin_expect(left < entered->count, 0)) {                                          \
            core->pc = entered->pc;                                                                \
            LEAVE(RISCV_EXIT_LIMIT);                                                               \
        }                                                                                          \
        left -= entered->count;                                                                    \
        core->block = entered;                                                                     \
        GO_ON(entered->operations);                                                                \
    } while (0)

/// On to the block that a block leads to, which is `address`; `end` stands behind its instructions.
#define FOLLOW(end, slot, address)                                                                 \
    do {                                                                                           \
        riscv_links *links = (riscv_links *)((end) + 1);                                           \
        riscv_block *known = links->slot;                                                          \
        if (__builtin_expect(known != NULL, 1)) ENTER(known);                                      \
        core->pc = (address);                                                                      \
        core->link = &links->slot;                                                                 \
        LEAVE(RISCV_EXIT_UNKNOWN);                                                                 \
    } while (0)

/// What callbacks need to know of the instruction that runs.
#define REMEMBER(operation)                                                                        \
    do {                                                                                           \
        core->current = (operation);                                                               \
        core->current_left = left;                                                                 \
    } while (0)

#endif

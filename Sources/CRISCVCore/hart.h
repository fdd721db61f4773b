// What the files of the hart share: decoded instructions, blocks of them, and the hart itself.
#ifndef RISCV_HART_H
#define RISCV_HART_H

#include "operations.h"
#include "riscv_core.h"

#include <stddef.h>

// Handlers go on by tail calls, with what they need most in registers of the host ("direct
// threading", J. R. Bell, "Threaded Code", 1973). Without them a loop calls one after another.
#if defined(__has_attribute) && __has_attribute(musttail) && __has_attribute(preserve_none)
#define RISCV_THREADED 1
#define RISCV_CALL __attribute__((preserve_none))
#define RISCV_TAIL __attribute__((musttail)) return
#else
#define RISCV_THREADED 0
#define RISCV_CALL
#endif

struct riscv_operation;
/// Does one instruction and those that follow; returns how many instructions are left to do. `last`
/// is what the block's last instruction computed that computes or loads: registers of the hart lie in
/// memory, and what comes back from there at once comes late.
typedef RISCV_CALL int64_t (*riscv_handler)(
    const struct riscv_operation *op, riscv_core *core, int64_t left, uint32_t last);

/// An instruction, taken apart.
typedef struct riscv_operation {
    riscv_handler run;
    int32_t immediate;
    uint8_t rd, rs1, rs2;
    /// Where it stands behind the block's first, in units of two bytes.
    uint8_t half;
} riscv_operation;

/// Where control goes from a block's last instruction; null while that is not known.
typedef struct {
    struct riscv_block *taken, *next;
} riscv_links;

/// Instructions of which only the last may go elsewhere. Behind them stands an operation that goes
/// on with the next block, whose `half` is the block's length, and behind that the links, within
/// reach of the last instruction.
typedef struct riscv_block {
    uint32_t pc;
    /// How many instructions it has.
    uint32_t count;
    /// Where the first of them stands: behind a breakpoint, which is none.
    uint32_t first;
    riscv_operation operations[];
} riscv_block;

_Static_assert(sizeof(riscv_links) == sizeof(riscv_operation), "links take an operation's place");

enum {
    RISCV_BLOCK_LIMIT = 64,
    RISCV_REGION_LIMIT = 16,
    RISCV_BREAKPOINT_LIMIT = 64,
    RISCV_JUMP_COUNT = 4096,
    RISCV_PAGE = 4096,
    /// Writes are checked for code in pieces of so many bytes.
    RISCV_LINE = 64,
    /// The register that takes what is written to x0.
    RISCV_SINK = 32,
};

typedef struct {
    uint32_t base, size;
    uint8_t *bytes;
    bool is_writable;
    /// For every line whether code was decoded from it; aliases share it.
    uint8_t *has_code;
    bool owns_has_code;
    /// By page, then by place within it in units of two bytes; null where there is none.
    riscv_block ***pages;
} riscv_region;

/// Causes of exceptions (volume II, table 3.6).
enum {
    RISCV_FETCH_FAULT = 1,
    RISCV_ILLEGAL = 2,
    RISCV_BREAK = 3,
    RISCV_LOAD_MISALIGNED = 4,
    RISCV_LOAD_FAULT = 5,
    RISCV_STORE_MISALIGNED = 6,
    RISCV_STORE_FAULT = 7,
    RISCV_CALL_FROM_MACHINE = 11,
};

/// What made a run of blocks come back.
typedef enum {
    /// Too few instructions are left for the next block.
    RISCV_EXIT_LIMIT,
    /// The block that comes next is not known.
    RISCV_EXIT_UNKNOWN,
    /// Something may have changed that is looked at between instructions only.
    RISCV_EXIT_EVENT,
    RISCV_EXIT_TRAP,
    RISCV_EXIT_BREAKPOINT,
} riscv_exit;

struct riscv_core {
    uint32_t x[RISCV_SINK + 1];
    /// The first memory that can be written: what nearly all accesses go to. Three bytes less than
    /// it has, so that every width fits; zero without any.
    uint32_t ram_base, ram_limit;
    uint8_t *ram, *ram_has_code;
    riscv_block *block;
    riscv_block *jumps[RISCV_JUMP_COUNT];

    /// Where handlers that cannot go on by themselves say what follows.
    const riscv_operation *following;
    uint32_t last;

    riscv_exit exit;
    uint32_t pc;
    /// Where the block belongs that was not known; null where nowhere.
    riscv_block **link;
    uint32_t trap_cause, trap_value;

    uint64_t instructions, until;
    /// What a callback asks the limit to be from the next instruction on.
    uint64_t next_until;
    bool has_next_until;
    /// Set where something changed that must be looked at before the next instruction.
    bool has_event;
    bool stop_requested;
    /// In a callback: the operation that runs and what is left behind its block.
    const riscv_operation *current;
    int64_t current_left;

    uint32_t mstatus, mie, mtvec, mscratch, mepc, mcause, mtval;
    uint32_t interrupt_mask, external_lines;
    bool timer_line, software_line;
    bool has_reservation;
    uint32_t reservation;
    bool is_waiting;
    /// What the counters that firmware may set are ahead of `instructions`.
    uint64_t cycle_offset, retired_offset;
    uint32_t count_inhibit;
    uint32_t protection_settings[4], protection_addresses[16];

    riscv_bus bus;
    riscv_region regions[RISCV_REGION_LIMIT];
    uint32_t region_count;
    uint32_t stop_causes;
    uint32_t breakpoints[RISCV_BREAKPOINT_LIMIT];
    uint32_t breakpoint_count;
    /// The breakpoint that was stopped at already, and whether there is one.
    uint32_t passed_breakpoint;
    bool passes_breakpoint;

    /// Blocks lie here one behind the other; full, all are thrown away.
    uint8_t *arena;
    uint64_t arena_used;
    /// Of one instruction, for the last ones before a limit.
    riscv_block *single;
};

// Decoding.

/// Takes an instruction of four bytes apart; those that are none become one that traps.
///
/// Returns whether control may go elsewhere behind it, so that it ends its block.
bool riscv_decode(uint32_t word, riscv_operation *op);
/// The instruction of four bytes that one of two stands for; 0 for none.
uint32_t riscv_expand(uint16_t half);

/// The handler of two instructions that follow each other; null where there is none.
///
/// `first_by_last` and `second_by_last` say whether their first operand is what was computed last.
riscv_handler riscv_pair_of(
    riscv_handler first, bool first_by_last, riscv_handler second, bool second_by_last);
/// The handler of an instruction whose first operand is what was computed last; null where there is
/// none.
riscv_handler riscv_by_last(riscv_handler run);
/// Whether a handler passes on what it computes as the last; those that neither do that nor write a
/// register pass on what they got.
bool riscv_sets_last(riscv_handler run);
bool riscv_keeps_last(riscv_handler run);
/// Whether the operands of an instruction may be exchanged.
bool riscv_is_commutative(riscv_handler run);

// Blocks.

/// The block at an address, made if need be; null where no instruction can be read, with the trap.
riscv_block *riscv_block_at(riscv_core *core, uint32_t pc);
/// The instruction at an address as a block of its own; null as above.
riscv_block *riscv_single_at(riscv_core *core, uint32_t pc);
void riscv_forget_blocks(riscv_core *core);
/// Forgets what was decoded from bytes that change.
void riscv_code_changed(riscv_core *core, uint32_t address, uint32_t size);
riscv_region *riscv_region_of(riscv_core *core, uint32_t address, uint32_t size);

/// The bits of the instruction at an address; 0 where there is no memory.
uint32_t riscv_instruction_at(riscv_core *core, uint32_t pc);

// Memory, where it is not plain RAM. False with the trap set.

bool riscv_load(riscv_core *core, uint32_t address, uint32_t width, uint32_t *value);
bool riscv_store(riscv_core *core, uint32_t address, uint32_t width, uint32_t value);

// Control and status registers.

/// False where there is no such register.
bool riscv_csr_read(riscv_core *core, uint32_t number, uint32_t *value);
/// False where it cannot be written.
bool riscv_csr_write(riscv_core *core, uint32_t number, uint32_t value);
/// The interrupts that wait: mip.
uint32_t riscv_pending(const riscv_core *core);
/// Goes to the handler of an exception or, with the highest bit, an interrupt.
void riscv_trap(riscv_core *core, uint32_t cause, uint32_t value);

// Handlers that blocks begin or end with.

RISCV_CALL int64_t riscv_run_next(
    const riscv_operation *op, riscv_core *core, int64_t left, uint32_t last);
RISCV_CALL int64_t riscv_run_stale(
    const riscv_operation *op, riscv_core *core, int64_t left, uint32_t last);
RISCV_CALL int64_t riscv_run_breakpoint(
    const riscv_operation *op, riscv_core *core, int64_t left, uint32_t last);
RISCV_CALL int64_t riscv_run_illegal(
    const riscv_operation *op, riscv_core *core, int64_t left, uint32_t last);

#define RISCV_DECLARE(name, ...)                                                                   \
    RISCV_CALL int64_t riscv_run_##name(                                                           \
        const riscv_operation *op, riscv_core *core, int64_t left, uint32_t last);
RISCV_REGISTER_OPERATIONS(RISCV_DECLARE)
RISCV_IMMEDIATE_OPERATIONS(RISCV_DECLARE)
RISCV_BRANCH_OPERATIONS(RISCV_DECLARE)
RISCV_LOAD_OPERATIONS(RISCV_DECLARE)
RISCV_STORE_OPERATIONS(RISCV_DECLARE)
RISCV_ATOMIC_OPERATIONS(RISCV_DECLARE)
RISCV_CSR_OPERATIONS(RISCV_DECLARE)
RISCV_OTHER_OPERATIONS(RISCV_DECLARE)
#undef RISCV_DECLARE

// Those whose first operand is what was computed last.
#define RISCV_DECLARE(name, ...)                                                                   \
    RISCV_CALL int64_t riscv_run_##name##_by_last(                                                 \
        const riscv_operation *op, riscv_core *core, int64_t left, uint32_t last);
RISCV_REGISTER_OPERATIONS(RISCV_DECLARE)
RISCV_IMMEDIATE_OPERATIONS(RISCV_DECLARE)
RISCV_BRANCH_OPERATIONS(RISCV_DECLARE)
RISCV_LOAD_OPERATIONS(RISCV_DECLARE)
RISCV_STORE_OPERATIONS(RISCV_DECLARE)
#undef RISCV_DECLARE

// Division by zero and overflow have results and no traps (volume I, table 7.1).
static inline uint32_t riscv_divide(uint32_t a, uint32_t b) {
    if (b == 0) return UINT32_MAX;
    if (a == 0x80000000 && b == UINT32_MAX) return a;
    return (uint32_t)((int32_t)a / (int32_t)b);
}

static inline uint32_t riscv_remainder(uint32_t a, uint32_t b) {
    if (b == 0) return a;
    if (a == 0x80000000 && b == UINT32_MAX) return 0;
    return (uint32_t)((int32_t)a % (int32_t)b);
}

static inline uint32_t riscv_pc_of(const riscv_core *core, const riscv_operation *op) {
    return core->block->pc + 2 * op->half;
}

/// How many instructions of the block stand before an operation.
static inline int64_t riscv_index_of(const riscv_core *core, const riscv_operation *op) {
    return op - core->block->operations - core->block->first;
}

#endif

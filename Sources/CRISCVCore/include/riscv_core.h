/// An RV32IMAC hart with M-mode only (The RISC-V Instruction Set Manual, volume I 20191213 and
/// volume II 20211203), with the interrupt registers of VexRiscv. It knows memory and instructions;
/// devices and time are the caller's.
#ifndef RISCV_CORE_H
#define RISCV_CORE_H

#include <stdbool.h>
#include <stdint.h>

typedef struct riscv_core riscv_core;

/// Why `riscv_run` came back.
typedef enum {
    /// The counter of instructions reached what was asked for.
    RISCV_STOP_LIMIT,
    /// After `wfi`, with no interrupt pending that is enabled in mie.
    RISCV_STOP_WAIT,
    /// Before the instruction at a breakpoint.
    RISCV_STOP_BREAKPOINT,
    /// `riscv_request_stop` was called, from a bus callback or before the run.
    RISCV_STOP_REQUEST,
    /// Before an instruction that would trap while traps of its cause stop the hart
    /// (`riscv_stop_on_traps`), or at the first instruction of the handler of traps.
    RISCV_STOP_TRAP,
} riscv_stop;

/// All that a hart is, besides its memory: what a snapshot keeps and a debugger shows.
typedef struct {
    uint32_t x[32];
    uint32_t pc;
    /// Instructions retired since reset: mcycle and minstret as well.
    uint64_t instructions;
    uint32_t mstatus, mie, mtvec, mscratch, mepc, mcause, mtval;
    /// VexRiscv's 0xBC0.
    uint32_t interrupt_mask;
    /// Levels from outside: 32 external lines (0xFC0), and the timer's and software's own.
    uint32_t external_lines;
    bool timer_line, software_line;
    /// The address that lr.w reserved, where one did.
    bool has_reservation;
    uint32_t reservation;
    bool is_waiting;
    /// What mcycle and minstret are ahead of `instructions` since firmware wrote them; those that
    /// mcountinhibit stops hold their values.
    uint64_t cycle_offset, retired_offset;
    uint32_t count_inhibit;
    /// pmpcfg0–3 and pmpaddr0–15. Regions are never locked, and nothing runs but in machine mode, so
    /// they hold what is written and protect nothing.
    uint32_t protection_settings[4], protection_addresses[16];
} riscv_state;

/// Accesses that no memory answers; width is 1, 2 or 4 bytes. False is an access fault.
typedef struct {
    void *context;
    bool (*load)(void *context, uint32_t address, uint32_t width, uint32_t *value);
    bool (*store)(void *context, uint32_t address, uint32_t width, uint32_t value);
} riscv_bus;

/// Nil without memory.
riscv_core *riscv_create(riscv_bus bus);
void riscv_destroy(riscv_core *core);
/// Registers as after reset, with the program counter at `entry`; memory stays.
void riscv_reset(riscv_core *core, uint32_t entry);

/// Memory at an address; the same bytes may be mapped at several (aliases see each other's code
/// too). Bytes stay the caller's and must outlive the core. False when it overlaps other memory, is
/// not a multiple of 4 KiB, or there are too many.
bool riscv_map_memory(
    riscv_core *core, uint32_t base, uint32_t size, uint8_t *bytes, bool is_writable);
/// Must follow every change of memory from outside, so that code is decoded anew.
void riscv_memory_changed(riscv_core *core, uint32_t base, uint32_t size);

/// Runs until the counter of instructions is `until`, exactly, or something stops it.
riscv_stop riscv_run(riscv_core *core, uint64_t until);
/// From a bus callback: changes what the run goes up to; never below the instruction that runs.
void riscv_set_limit(riscv_core *core, uint64_t until);
/// From a bus callback: comes back after the instruction that runs.
void riscv_request_stop(riscv_core *core);
/// The counter of instructions, exact in bus callbacks too (the access counts when it is done).
uint64_t riscv_instructions(const riscv_core *core);
/// The address of the instruction that runs, exact in bus callbacks too.
uint32_t riscv_program_counter(const riscv_core *core);

/// Levels of interrupt lines; may be called from bus callbacks, and takes effect before the next
/// instruction.
void riscv_set_external_lines(riscv_core *core, uint32_t lines);
void riscv_set_timer_line(riscv_core *core, bool level);
void riscv_set_software_line(riscv_core *core, bool level);

/// Bit n of the set: exceptions of cause n stop the hart before they are taken.
void riscv_stop_on_traps(riscv_core *core, uint32_t causes);
bool riscv_add_breakpoint(riscv_core *core, uint32_t address);
void riscv_remove_breakpoint(riscv_core *core, uint32_t address);
/// Takes the exception that stopped the hart: goes to the firmware's handler.
void riscv_take_trap(riscv_core *core);
/// The trap that `RISCV_STOP_TRAP` stopped at: cause and what mtval would be.
void riscv_pending_trap(const riscv_core *core, uint32_t *cause, uint32_t *value);

riscv_state riscv_get_state(const riscv_core *core);
void riscv_set_state(riscv_core *core, const riscv_state *state);

#endif

// The hart from outside: its memory, its state, and running it.
#include "hart.h"

#include <stdlib.h>
#include <string.h>

enum { ARENA = 64 << 20, MSTATUS_AFTER_RESET = 3 << 11 };

riscv_core *riscv_create(riscv_bus bus) {
    riscv_core *core = calloc(1, sizeof *core);
    if (!core) return NULL;
    core->bus = bus;
    core->arena = malloc(ARENA);
    core->single = malloc(sizeof(riscv_block) + 4 * sizeof(riscv_operation));
    if (!core->arena || !core->single) {
        riscv_destroy(core);
        return NULL;
    }
    riscv_reset(core, 0);
    return core;
}

void riscv_destroy(riscv_core *core) {
    if (!core) return;
    if (core->arena && core->single) riscv_forget_blocks(core);
    for (uint32_t index = 0; index < core->region_count; index++) {
        free(core->regions[index].pages);
        if (core->regions[index].owns_has_code) free(core->regions[index].has_code);
    }
    free(core->single);
    free(core->arena);
    free(core);
}

void riscv_reset(riscv_core *core, uint32_t entry) {
    riscv_state state = {.pc = entry, .mstatus = MSTATUS_AFTER_RESET};
    state.external_lines = core->external_lines;
    state.timer_line = core->timer_line;
    state.software_line = core->software_line;
    riscv_set_state(core, &state);
    core->cycle_offset = core->retired_offset = 0;
    core->count_inhibit = 0;
}

bool riscv_map_memory(
    riscv_core *core, uint32_t base, uint32_t size, uint8_t *bytes, bool is_writable) {
    if (core->region_count == RISCV_REGION_LIMIT || size == 0 || base % RISCV_PAGE != 0
        || size % RISCV_PAGE != 0 || (uint64_t)base + size > (uint64_t)1 << 32)
        return false;
    for (uint32_t index = 0; index < core->region_count; index++) {
        const riscv_region *other = &core->regions[index];
        if ((uint64_t)base < (uint64_t)other->base + other->size
            && other->base < (uint64_t)base + size)
            return false;
    }
    riscv_region region = {.base = base, .size = size, .bytes = bytes, .is_writable = is_writable};
    for (uint32_t index = 0; index < core->region_count && !region.has_code; index++) {
        if (core->regions[index].bytes == bytes && core->regions[index].size == size)
            region.has_code = core->regions[index].has_code;
    }
    region.owns_has_code = region.has_code == NULL;
    if (region.owns_has_code) region.has_code = calloc(size / RISCV_LINE, 1);
    region.pages = calloc(size / RISCV_PAGE, sizeof *region.pages);
    if (!region.has_code || !region.pages) {
        if (region.owns_has_code) free(region.has_code);
        free(region.pages);
        return false;
    }
    core->regions[core->region_count++] = region;
    if (is_writable && core->ram_limit == 0) {
        core->ram_base = base;
        core->ram_limit = size - 3;
        core->ram = bytes;
        core->ram_has_code = region.has_code;
    }
    return true;
}

void riscv_memory_changed(riscv_core *core, uint32_t base, uint32_t size) {
    riscv_code_changed(core, base, size);
}

uint64_t riscv_instructions(const riscv_core *core) {
    if (!core->current) return core->instructions;
    int64_t left =
        core->current_left + core->block->count - riscv_index_of(core, core->current);
    return core->until - (uint64_t)left;
}

uint32_t riscv_program_counter(const riscv_core *core) {
    return core->current ? riscv_pc_of(core, core->current) : core->pc;
}

static RISCV_CALL int64_t enter(riscv_core *core, riscv_block *block, int64_t left) {
    core->block = block;
    left -= block->count;
#if RISCV_THREADED
    return block->operations[0].run(&block->operations[0], core, left, 0);
#else
    const riscv_operation *op = block->operations;
    while (op) {
        left = op->run(op, core, left, core->last);
        op = core->following;
    }
    return left;
#endif
}

/// Goes to the handler of the interrupt that comes first, if one is enabled (volume II, 3.1.9).
static void take_interrupt(riscv_core *core) {
    static const uint32_t order[] = {11, 3, 7};
    uint32_t pending = riscv_pending(core) & core->mie;
    if (!(core->mstatus & 1 << 3) || !pending) return;
    for (int index = 0; index < 3; index++) {
        if (pending >> order[index] & 1) {
            riscv_trap(core, 1u << 31 | order[index], 0);
            return;
        }
    }
}

/// Whether the hart is stopped before the trap that is set, else takes it. A handler that traps at
/// its first instruction would do so for ever.
static bool stops_at_trap(riscv_core *core) {
    if (core->pc == (core->mtvec & ~3u)) return true;
    if (core->trap_cause < 32 && core->stop_causes >> core->trap_cause & 1) return true;
    riscv_trap(core, core->trap_cause, core->trap_value);
    return false;
}

/// Runs blocks until something is to be looked at.
///
/// Returns false with the trap set where there is no instruction.
static bool run_blocks(riscv_core *core) {
    riscv_block *block = riscv_block_at(core, core->pc);
    if (!block) return false;
    int64_t left = (int64_t)(core->until - core->instructions);
    if (left < block->count) {
        block = riscv_single_at(core, core->pc);
        if (!block) return false;
    } else {
        if (core->link) *core->link = block;
        core->jumps[(core->pc >> 1) % RISCV_JUMP_COUNT] = block;
    }
    core->link = NULL;
    left = enter(core, block, left);
    core->current = NULL;
    core->instructions = core->until - (uint64_t)left;
    if (core->has_next_until) {
        core->has_next_until = false;
        core->until = core->next_until;
    }
    if (core->link && core->block == core->single) core->link = NULL;
    return true;
}

riscv_stop riscv_run(riscv_core *core, uint64_t until) {
    core->until = until;
    core->link = NULL;
    core->exit = RISCV_EXIT_EVENT;
    while (true) {
        core->has_event = false;
        if (core->stop_requested) {
            core->stop_requested = false;
            return RISCV_STOP_REQUEST;
        }
        if (core->is_waiting) {
            if (!(riscv_pending(core) & core->mie)) return RISCV_STOP_WAIT;
            core->is_waiting = false;
        }
        if (core->instructions >= core->until) return RISCV_STOP_LIMIT;
        if (core->exit == RISCV_EXIT_EVENT) take_interrupt(core);
        if (!run_blocks(core)) {
            if (stops_at_trap(core)) return RISCV_STOP_TRAP;
            core->exit = RISCV_EXIT_EVENT;
            continue;
        }
        if (core->exit == RISCV_EXIT_BREAKPOINT) {
            core->passes_breakpoint = true;
            core->passed_breakpoint = core->pc;
            return RISCV_STOP_BREAKPOINT;
        }
        if (core->exit == RISCV_EXIT_TRAP) {
            core->link = NULL;
            if (stops_at_trap(core)) return RISCV_STOP_TRAP;
            core->exit = RISCV_EXIT_EVENT;
        }
    }
}

void riscv_set_limit(riscv_core *core, uint64_t until) {
    // Within a block what is left counts towards the old limit.
    if (core->current) {
        uint64_t done = riscv_instructions(core) + 1;
        core->next_until = until > done ? until : done;
        core->has_next_until = true;
        core->has_event = true;
    } else {
        core->until = until;
    }
}

void riscv_request_stop(riscv_core *core) {
    core->stop_requested = true;
    core->has_event = true;
}

void riscv_set_external_lines(riscv_core *core, uint32_t lines) {
    core->external_lines = lines;
    core->has_event = true;
}

void riscv_set_timer_line(riscv_core *core, bool level) {
    core->timer_line = level;
    core->has_event = true;
}

void riscv_set_software_line(riscv_core *core, bool level) {
    core->software_line = level;
    core->has_event = true;
}

void riscv_stop_on_traps(riscv_core *core, uint32_t causes) { core->stop_causes = causes; }

void riscv_take_trap(riscv_core *core) {
    riscv_trap(core, core->trap_cause, core->trap_value);
}

void riscv_pending_trap(const riscv_core *core, uint32_t *cause, uint32_t *value) {
    *cause = core->trap_cause;
    *value = core->trap_value;
}

bool riscv_add_breakpoint(riscv_core *core, uint32_t address) {
    for (uint32_t index = 0; index < core->breakpoint_count; index++)
        if (core->breakpoints[index] == address) return true;
    if (core->breakpoint_count == RISCV_BREAKPOINT_LIMIT) return false;
    core->breakpoints[core->breakpoint_count++] = address;
    riscv_forget_blocks(core);
    return true;
}

void riscv_remove_breakpoint(riscv_core *core, uint32_t address) {
    for (uint32_t index = 0; index < core->breakpoint_count; index++) {
        if (core->breakpoints[index] != address) continue;
        core->breakpoints[index] = core->breakpoints[--core->breakpoint_count];
        riscv_forget_blocks(core);
        return;
    }
}

riscv_state riscv_get_state(const riscv_core *core) {
    riscv_state state = {
        .pc = core->pc, .instructions = core->instructions, .mstatus = core->mstatus,
        .mie = core->mie, .mtvec = core->mtvec, .mscratch = core->mscratch, .mepc = core->mepc,
        .mcause = core->mcause, .mtval = core->mtval, .interrupt_mask = core->interrupt_mask,
        .external_lines = core->external_lines, .timer_line = core->timer_line,
        .software_line = core->software_line, .has_reservation = core->has_reservation,
        .reservation = core->reservation, .is_waiting = core->is_waiting,
        .cycle_offset = core->cycle_offset, .retired_offset = core->retired_offset,
        .count_inhibit = core->count_inhibit,
    };
    memcpy(state.x, core->x, sizeof state.x);
    memcpy(state.protection_settings, core->protection_settings, sizeof state.protection_settings);
    memcpy(
        state.protection_addresses, core->protection_addresses, sizeof state.protection_addresses);
    return state;
}

void riscv_set_state(riscv_core *core, const riscv_state *state) {
    memcpy(core->x, state->x, sizeof state->x);
    core->x[0] = 0;
    core->pc = state->pc & ~1u;
    core->instructions = state->instructions;
    core->mstatus = state->mstatus;
    core->mie = state->mie;
    core->mtvec = state->mtvec;
    core->mscratch = state->mscratch;
    core->mepc = state->mepc;
    core->mcause = state->mcause;
    core->mtval = state->mtval;
    core->interrupt_mask = state->interrupt_mask;
    core->external_lines = state->external_lines;
    core->timer_line = state->timer_line;
    core->software_line = state->software_line;
    core->has_reservation = state->has_reservation;
    core->reservation = state->reservation;
    core->is_waiting = state->is_waiting;
    core->cycle_offset = state->cycle_offset;
    core->retired_offset = state->retired_offset;
    core->count_inhibit = state->count_inhibit;
    memcpy(core->protection_settings, state->protection_settings, sizeof state->protection_settings);
    memcpy(
        core->protection_addresses, state->protection_addresses,
        sizeof state->protection_addresses);
    core->passes_breakpoint = false;
}

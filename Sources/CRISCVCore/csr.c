// The control and status registers (volume II, chapter 2), and VexRiscv's for interrupts.
#include "hart.h"

enum { SOFTWARE = 1 << 3, TIMER = 1 << 7, EXTERNAL = 1 << 11 };
enum { MSTATUS_WRITABLE = 1 << 3 | 1 << 7, MPP = 3 << 11 };
enum { MISA = 1 << 30 | 1 << 0 | 1 << 2 | 1 << 8 | 1 << 12 };
enum { INHIBIT_CYCLES = 1, INHIBIT_RETIRED = 4 };

uint32_t riscv_pending(const riscv_core *core) {
    return (core->software_line ? SOFTWARE : 0) | (core->timer_line ? TIMER : 0)
        | (core->external_lines & core->interrupt_mask ? EXTERNAL : 0);
}

static uint64_t counter(const riscv_core *core, bool is_of_cycles) {
    uint64_t offset = is_of_cycles ? core->cycle_offset : core->retired_offset;
    uint32_t bit = is_of_cycles ? INHIBIT_CYCLES : INHIBIT_RETIRED;
    // An inhibited counter's offset is its value.
    return core->count_inhibit & bit ? offset : riscv_instructions(core) + offset;
}

static void set_counter(riscv_core *core, bool is_of_cycles, uint64_t value) {
    uint32_t bit = is_of_cycles ? INHIBIT_CYCLES : INHIBIT_RETIRED;
    // The instruction that writes a counter does not count in it (volume II, section 3.1.10).
    uint64_t offset =
        core->count_inhibit & bit ? value : value - riscv_instructions(core) - 1;
    *(is_of_cycles ? &core->cycle_offset : &core->retired_offset) = offset;
}

static void set_inhibit(riscv_core *core, uint32_t value) {
    uint64_t cycles = counter(core, true), retired = counter(core, false);
    core->count_inhibit = value & (INHIBIT_CYCLES | INHIBIT_RETIRED);
    set_counter(core, true, cycles);
    set_counter(core, false, retired);
}

static uint64_t with_half(uint64_t value, bool is_upper, uint32_t half) {
    return is_upper ? (value & 0xffffffff) | (uint64_t)half << 32
                    : (value & ~(uint64_t)0xffffffff) | half;
}

bool riscv_csr_read(riscv_core *core, uint32_t number, uint32_t *value) {
    switch (number) {
    case 0x300: *value = core->mstatus; return true;
    case 0x301: *value = MISA; return true;
    case 0x304: *value = core->mie; return true;
    case 0x305: *value = core->mtvec; return true;
    case 0x310: *value = 0; return true;  // mstatush
    case 0x320: *value = core->count_inhibit; return true;
    case 0x340: *value = core->mscratch; return true;
    case 0x341: *value = core->mepc; return true;
    case 0x342: *value = core->mcause; return true;
    case 0x343: *value = core->mtval; return true;
    case 0x344: *value = riscv_pending(core); return true;
    case 0xb00: case 0xc00: case 0xc01: *value = (uint32_t)counter(core, true); return true;
    case 0xb02: case 0xc02: *value = (uint32_t)counter(core, false); return true;
    case 0xb80: case 0xc80: case 0xc81: *value = (uint32_t)(counter(core, true) >> 32); return true;
    case 0xb82: case 0xc82: *value = (uint32_t)(counter(core, false) >> 32); return true;
    // mvendorid, marchid, mimpid, mhartid, mconfigptr: not said, and the only hart.
    case 0xf11: case 0xf12: case 0xf13: case 0xf14: case 0xf15: *value = 0; return true;
    // VexRiscv (Renode, VexRiscv.cs): the lines' mask and levels, the same for a supervisor there
    // is none of, and what it says of its cache.
    case 0xbc0: *value = core->interrupt_mask; return true;
    case 0xfc0: *value = core->external_lines; return true;
    case 0x9c0: case 0xdc0: case 0xcc0: *value = 0; return true;
    default: break;
    }
    if (number >= 0x3a0 && number <= 0x3a3) {
        *value = core->protection_settings[number - 0x3a0];
        return true;
    }
    if (number >= 0x3b0 && number <= 0x3bf) {
        *value = core->protection_addresses[number - 0x3b0];
        return true;
    }
    // Counters of events that there are none of, what they count, regions of memory beyond sixteen,
    // and triggers of which there are none (0x7a0 to 0x7a4) all read as zero.
    bool is_zero = (number >= 0xb03 && number <= 0xb1f) || (number >= 0xb83 && number <= 0xb9f)
        || (number >= 0xc03 && number <= 0xc1f) || (number >= 0xc83 && number <= 0xc9f)
        || (number >= 0x323 && number <= 0x33f) || (number >= 0x3a0 && number <= 0x3ef)
        || (number >= 0x7a0 && number <= 0x7a4);
    *value = 0;
    return is_zero;
}

bool riscv_csr_write(riscv_core *core, uint32_t number, uint32_t value) {
    // The two highest bits say that a register can only be read; Renode lets 0xFC0 be written.
    if (number >> 10 == 3) return number == 0xfc0;
    switch (number) {
    case 0x300:
        core->mstatus = (value & MSTATUS_WRITABLE) | MPP;
        core->has_event = true;
        return true;
    case 0x304:
        core->mie = value & (SOFTWARE | TIMER | EXTERNAL);
        core->has_event = true;
        return true;
    case 0x305: core->mtvec = value & 2 ? core->mtvec : value; return true;
    case 0x320: set_inhibit(core, value); return true;
    case 0x340: core->mscratch = value; return true;
    case 0x341: core->mepc = value & ~1u; return true;
    case 0x342: core->mcause = value; return true;
    case 0x343: core->mtval = value; return true;
    case 0xb00: case 0xb80:
        set_counter(core, true, with_half(counter(core, true), number == 0xb80, value));
        return true;
    case 0xb02: case 0xb82:
        set_counter(core, false, with_half(counter(core, false), number == 0xb82, value));
        return true;
    case 0xbc0:
        core->interrupt_mask = value;
        core->has_event = true;
        return true;
    default: {
        // Locks stay open (volume II, section 3.7.1: the fields are WARL).
        if (number >= 0x3a0 && number <= 0x3a3)
            core->protection_settings[number - 0x3a0] = value & 0x1f1f1f1f;
        if (number >= 0x3b0 && number <= 0x3bf) core->protection_addresses[number - 0x3b0] = value;
        // The others hold what they hold.
        uint32_t old;
        return riscv_csr_read(core, number, &old);
    }
    }
}

// Instructions that load and store, atomic ones among them (volume I, chapters 2 and 8).
#include "handlers.h"

#include <string.h>

// Each twice: its address begins at a register, or at what was computed last.

#define LOAD(name, mask, match, type)                                                              \
    LOAD_OF(name, core->x[op->rs1], type)                                                          \
    LOAD_OF(name##_by_last, last, type)
#define LOAD_OF(name, operand, type)                                                               \
    HANDLER(name) {                                                                                \
        uint32_t address = (operand) + (uint32_t)op->immediate;                                    \
        uint32_t offset = address - core->ram_base;                                                \
        if (__builtin_expect(offset < core->ram_limit, 1)) {                                       \
            type value;                                                                            \
            memcpy(&value, core->ram + offset, sizeof value);                                      \
            last = core->x[op->rd] = (uint32_t)(int32_t)value;                                     \
            GO_ON(op + 1);                                                                         \
        }                                                                                          \
        uint32_t loaded;                                                                           \
        REMEMBER(op);                                                                              \
        if (!riscv_load(core, address, sizeof(type), &loaded)) LEAVE_TRAPPED(op);                  \
        last = core->x[op->rd] = (uint32_t)(int32_t)(type)loaded;                                  \
        if (core->has_event) LEAVE_BEHIND(op, RISCV_EXIT_EVENT);                                   \
        GO_ON(op + 1);                                                                             \
    }
RISCV_LOAD_OPERATIONS(LOAD)

#define STORE(name, mask, match, type)                                                             \
    STORE_OF(name, core->x[op->rs1], type)                                                         \
    STORE_OF(name##_by_last, last, type)
#define STORE_OF(name, operand, type)                                                              \
    HANDLER(name) {                                                                                \
        uint32_t address = (operand) + (uint32_t)op->immediate;                                    \
        uint32_t offset = address - core->ram_base;                                                \
        type value = (type)core->x[op->rs2];                                                       \
        if (__builtin_expect(                                                                      \
                offset < core->ram_limit && !core->ram_has_code[offset / RISCV_LINE], 1)) {        \
            memcpy(core->ram + offset, &value, sizeof value);                                      \
            GO_ON(op + 1);                                                                         \
        }                                                                                          \
        REMEMBER(op);                                                                              \
        if (!riscv_store(core, address, sizeof(type), value)) LEAVE_TRAPPED(op);                   \
        if (core->has_event) LEAVE_BEHIND(op, RISCV_EXIT_EVENT);                                   \
        GO_ON(op + 1);                                                                             \
    }
RISCV_STORE_OPERATIONS(STORE)

// Reservations and atomic changes are of memory in whole words only (volume I, section 8.2).

HANDLER(lr) {
    uint32_t address = core->x[op->rs1];
    if (address % 4 != 0) TRAP(op, RISCV_LOAD_MISALIGNED, address);
    uint32_t value;
    if (!riscv_region_of(core, address, 4)) TRAP(op, RISCV_LOAD_FAULT, address);
    if (!riscv_load(core, address, 4, &value)) LEAVE_TRAPPED(op);
    core->has_reservation = true;
    core->reservation = address;
    core->x[op->rd] = value;
    GO_ON(op + 1);
}

HANDLER(sc) {
    uint32_t address = core->x[op->rs1];
    if (address % 4 != 0) TRAP(op, RISCV_STORE_MISALIGNED, address);
    riscv_region *region = riscv_region_of(core, address, 4);
    if (!region || !region->is_writable) TRAP(op, RISCV_STORE_FAULT, address);
    bool succeeds = core->has_reservation && core->reservation == address;
    core->has_reservation = false;
    if (succeeds) {
        REMEMBER(op);
        if (!riscv_store(core, address, 4, core->x[op->rs2])) LEAVE_TRAPPED(op);
    }
    core->x[op->rd] = !succeeds;
    if (core->has_event) LEAVE_BEHIND(op, RISCV_EXIT_EVENT);
    GO_ON(op + 1);
}

#define ATOMIC(name, mask, match, result)                                                          \
    HANDLER(name) {                                                                                \
        uint32_t address = core->x[op->rs1], b = core->x[op->rs2], a;                              \
        if (address % 4 != 0) TRAP(op, RISCV_STORE_MISALIGNED, address);                           \
        riscv_region *region = riscv_region_of(core, address, 4);                                  \
        if (!region || !region->is_writable) TRAP(op, RISCV_STORE_FAULT, address);                 \
        REMEMBER(op);                                                                              \
        if (!riscv_load(core, address, 4, &a)) LEAVE_TRAPPED(op);                                  \
        if (!riscv_store(core, address, 4, (result))) LEAVE_TRAPPED(op);                           \
        core->x[op->rd] = a;                                                                       \
        if (core->has_event) LEAVE_BEHIND(op, RISCV_EXIT_EVENT);                                   \
        GO_ON(op + 1);                                                                             \
    }
RISCV_ATOMIC_OPERATIONS(ATOMIC)

riscv_region *riscv_region_of(riscv_core *core, uint32_t address, uint32_t size) {
    for (uint32_t index = 0; index < core->region_count; index++) {
        riscv_region *region = &core->regions[index];
        uint32_t offset = address - region->base;
        if (offset < region->size && region->size - offset >= size) return region;
    }
    return NULL;
}

static bool fault(riscv_core *core, uint32_t cause, uint32_t address) {
    core->trap_cause = cause;
    core->trap_value = address;
    return false;
}

// Accesses of memory may lie anywhere, as hardware may allow; those of devices have their width's
// alignment (volume I, section 2.6).

bool riscv_load(riscv_core *core, uint32_t address, uint32_t width, uint32_t *value) {
    const riscv_region *region = riscv_region_of(core, address, width);
    if (region) {
        uint32_t loaded = 0;
        memcpy(&loaded, region->bytes + (address - region->base), width);
        *value = loaded;
        return true;
    }
    if (address % width != 0) return fault(core, RISCV_LOAD_MISALIGNED, address);
    *value = 0;
    return core->bus.load(core->bus.context, address, width, value)
        || fault(core, RISCV_LOAD_FAULT, address);
}

bool riscv_store(riscv_core *core, uint32_t address, uint32_t width, uint32_t value) {
    const riscv_region *region = riscv_region_of(core, address, width);
    if (region) {
        if (!region->is_writable) return fault(core, RISCV_STORE_FAULT, address);
        uint32_t offset = address - region->base;
        memcpy(region->bytes + offset, &value, width);
        if (region->has_code[offset / RISCV_LINE]) riscv_code_changed(core, address, width);
        return true;
    }
    if (address % width != 0) return fault(core, RISCV_STORE_MISALIGNED, address);
    return core->bus.store(core->bus.context, address, width, value)
        || fault(core, RISCV_STORE_FAULT, address);
}

// Blocks of decoded instructions: made when control first comes to an address, kept until the bytes
// under them change.
#include "hart.h"

#include <stdlib.h>
#include <string.h>

enum { ARENA = 64 << 20, PAGE_HALVES = RISCV_PAGE / 2, PAGE_LINES = RISCV_PAGE / RISCV_LINE };

static uint64_t block_size(uint32_t operations) {
    return sizeof(riscv_block) + operations * sizeof(riscv_operation);
}

/// Two bytes of memory; false where there are none.
static bool fetch(riscv_core *core, uint32_t pc, uint32_t *half) {
    const riscv_region *region = riscv_region_of(core, pc, 2);
    if (!region) return false;
    uint16_t value;
    memcpy(&value, region->bytes + (pc - region->base), sizeof value);
    *half = value;
    return true;
}

/// The instruction at an address and its length in bytes, 0 where memory ends.
static uint32_t fetch_instruction(riscv_core *core, uint32_t pc, uint32_t *length) {
    uint32_t low, high;
    *length = 0;
    if (!fetch(core, pc, &low)) return 0;
    if ((low & 3) != 3) {
        *length = 2;
        return low;
    }
    if (!fetch(core, pc + 2, &high)) return 0;
    *length = 4;
    return low | high << 16;
}

uint32_t riscv_instruction_at(riscv_core *core, uint32_t pc) {
    uint32_t length;
    return fetch_instruction(core, pc, &length);
}

static bool is_breakpoint(const riscv_core *core, uint32_t pc) {
    for (uint32_t index = 0; index < core->breakpoint_count; index++)
        if (core->breakpoints[index] == pc) return true;
    return false;
}

/// Notes that bytes are decoded. The piece before counts too: a word stored at its end may reach
/// over.
static void mark(riscv_region *region, uint32_t offset, uint32_t length) {
    uint32_t first = offset / RISCV_LINE, last = (offset + length - 1) / RISCV_LINE;
    if (first > 0) first--;
    for (uint32_t line = first; line <= last && line < region->size / RISCV_LINE; line++)
        region->has_code[line] = 1;
}

/// For each instruction of a block, whether its first operand is what was computed last; exchanges
/// operands where that makes it so.
static void find_last(riscv_block *block, bool *by_last) {
    // Of the register that the last result went to; none at first.
    uint32_t holder = RISCV_SINK;
    for (uint32_t index = 0; index < block->count; index++) {
        riscv_operation *op = &block->operations[block->first + index];
        bool has_variant = riscv_by_last(op->run) != NULL && holder != RISCV_SINK;
        if (has_variant && op->rs1 != holder && op->rs2 == holder && riscv_is_commutative(op->run)) {
            op->rs2 = op->rs1;
            op->rs1 = (uint8_t)holder;
        }
        by_last[index] = has_variant && op->rs1 == holder;
        if (riscv_sets_last(op->run)) {
            holder = op->rd;
        } else if (!riscv_keeps_last(op->run)) {
            holder = RISCV_SINK;
        }
    }
}

/// Chooses handlers: those that use what was computed last, and those that do two instructions at
/// once, where there are such.
static void choose_handlers(riscv_block *block) {
    bool by_last[RISCV_BLOCK_LIMIT];
    find_last(block, by_last);
    riscv_operation *operations = block->operations + block->first;
    uint32_t index = 0;
    while (index < block->count) {
        riscv_operation *op = &operations[index];
        riscv_handler both = index + 1 < block->count
            ? riscv_pair_of(op->run, by_last[index], op[1].run, by_last[index + 1])
            : NULL;
        if (both) {
            op->run = both;
        } else if (by_last[index]) {
            op->run = riscv_by_last(op->run);
        }
        index += both ? 2 : 1;
    }
}

/// Decodes up to `limit` instructions of one page; null where there is none, with the trap.
static riscv_block *decode_block(riscv_core *core, riscv_block *block, uint32_t pc, uint32_t limit) {
    *block = (riscv_block){.pc = pc};
    riscv_operation *op = block->operations;
    if (is_breakpoint(core, pc)) {
        *op++ = (riscv_operation){.run = riscv_run_breakpoint};
        block->first = 1;
    }
    uint32_t at = pc;
    bool ends = false;
    while (!ends && block->count < limit && at / RISCV_PAGE == pc / RISCV_PAGE) {
        if (at != pc && is_breakpoint(core, at)) break;
        uint32_t length, word = fetch_instruction(core, at, &length);
        if (length == 0) {
            if (block->count > 0) break;
            uint32_t half;
            core->trap_cause = RISCV_FETCH_FAULT;
            // The half of an instruction that is missing (volume II, section 3.1.16).
            core->trap_value = fetch(core, at, &half) ? at + 2 : at;
            return NULL;
        }
        if (length == 2) word = riscv_expand((uint16_t)word);
        ends = riscv_decode(word, op);
        op->half = (uint8_t)((at - pc) / 2);
        if (op->run == riscv_run_auipc) {
            op->run = riscv_run_lui;
            op->immediate = (int32_t)(at + (uint32_t)op->immediate);
        }
        at += length;
        op++;
        block->count++;
    }
    choose_handlers(block);
    *op++ = (riscv_operation){.run = riscv_run_next, .half = (uint8_t)((at - pc) / 2)};
    memset(op, 0, sizeof(riscv_links));
    return block;
}

riscv_block *riscv_single_at(riscv_core *core, uint32_t pc) {
    return decode_block(core, core->single, pc, 1);
}

static riscv_block **place_of(riscv_core *core, uint32_t pc) {
    riscv_region *region = riscv_region_of(core, pc, 2);
    if (!region) return NULL;
    uint32_t offset = pc - region->base;
    riscv_block ***page = &region->pages[offset / RISCV_PAGE];
    if (!*page) *page = calloc(PAGE_HALVES, sizeof(riscv_block *));
    return *page ? &(*page)[offset % RISCV_PAGE / 2] : NULL;
}

riscv_block *riscv_block_at(riscv_core *core, uint32_t pc) {
    uint64_t largest = block_size(RISCV_BLOCK_LIMIT + 3);
    if (core->arena_used + largest > ARENA) riscv_forget_blocks(core);
    riscv_block **place = place_of(core, pc);
    if (place && *place) return *place;
    riscv_block *block = (riscv_block *)(core->arena + core->arena_used);
    block = decode_block(core, block, pc, RISCV_BLOCK_LIMIT);
    if (!block) return NULL;
    core->arena_used += block_size(block->first + block->count + 2);
    if (place) *place = block;
    riscv_region *region = riscv_region_of(core, pc, 2);
    uint32_t length = 2 * block->operations[block->first + block->count].half;
    if (region) mark(region, pc - region->base, length);
    return block;
}

void riscv_forget_blocks(riscv_core *core) {
    core->arena_used = 0;
    core->block = NULL;
    core->link = NULL;
    memset(core->jumps, 0, sizeof core->jumps);
    for (uint32_t index = 0; index < core->region_count; index++) {
        riscv_region *region = &core->regions[index];
        for (uint32_t page = 0; page < region->size / RISCV_PAGE; page++) {
            free(region->pages[page]);
            region->pages[page] = NULL;
        }
        if (region->owns_has_code) memset(region->has_code, 0, region->size / RISCV_LINE);
    }
}

static uint32_t length_of(const riscv_block *block) {
    return 2 * block->operations[block->first + block->count].half;
}

/// Throws the blocks of a page away that reach into changed bytes; marks the others anew.
static void change_page(riscv_region *region, uint32_t page, uint32_t offset, uint32_t size) {
    riscv_block **blocks = region->pages[page];
    if (!blocks) return;
    for (uint32_t half = 0; half < PAGE_HALVES; half++) {
        riscv_block *block = blocks[half];
        if (!block) continue;
        uint32_t start = block->pc - region->base, length = length_of(block);
        if (start < offset + size && offset < start + length) {
            // Blocks that lead here find it so; its memory stays until all are thrown away.
            block->operations[0].run = riscv_run_stale;
            blocks[half] = NULL;
        } else {
            mark(region, start, length);
        }
    }
}

void riscv_code_changed(riscv_core *core, uint32_t address, uint32_t size) {
    riscv_region *changed = riscv_region_of(core, address, 1);
    if (!changed || size == 0) return;
    uint32_t offset = address - changed->base;
    if (size > changed->size - offset) size = changed->size - offset;
    // Blocks reach over the end of their page by half an instruction at most.
    uint32_t first = offset / RISCV_PAGE, last = (offset + size - 1) / RISCV_PAGE;
    if (first > 0) first--;
    memset(changed->has_code + first * PAGE_LINES, 0, (uint64_t)(last - first + 1) * PAGE_LINES);
    for (uint32_t index = 0; index < core->region_count; index++) {
        riscv_region *region = &core->regions[index];
        if (region->bytes != changed->bytes) continue;
        // The page behind may have marked the last line, and the one before the first.
        uint32_t from = first > 0 ? first - 1 : 0, to = last + 1;
        for (uint32_t page = from; page <= to && page < region->size / RISCV_PAGE; page++)
            change_page(region, page, offset, size);
    }
    // What is left of the block that runs may be of the old bytes.
    core->has_event = true;
}

// Instructions of the privileged architecture (volume II, chapter 3), for a hart with M-mode only.
#include "handlers.h"

#define CSR(name, mask, match, result)                                                             \
    HANDLER(name) {                                                                                \
        uint32_t number = (uint32_t)op->immediate;                                                 \
        uint32_t v = ((match) & 0x4000) ? op->rs1 : core->x[op->rs1], old;                         \
        /* Setting and clearing by x0 or 0 is no write (volume I, section 9.1). */                 \
        bool writes = ((match) & 0x3000) == 0x1000 || op->rs1 != 0;                                \
        REMEMBER(op);                                                                              \
        if (!riscv_csr_read(core, number, &old)                                                    \
            || (writes && !riscv_csr_write(core, number, (result))))                               \
            TRAP(op, RISCV_ILLEGAL, riscv_instruction_at(core, riscv_pc_of(core, op)));            \
        core->x[op->rd] = old;                                                                     \
        if (core->has_event) LEAVE_BEHIND(op, RISCV_EXIT_EVENT);                                   \
        GO_ON(op + 1);                                                                             \
    }
RISCV_CSR_OPERATIONS(CSR)

HANDLER(illegal) {
    TRAP(op, RISCV_ILLEGAL, riscv_instruction_at(core, riscv_pc_of(core, op)));
}

HANDLER(ecall) { TRAP(op, RISCV_CALL_FROM_MACHINE, 0); }

HANDLER(ebreak) { TRAP(op, RISCV_BREAK, riscv_pc_of(core, op)); }

enum { MIE = 1 << 3, MPIE = 1 << 7, MPP = 3 << 11 };

HANDLER(mret) {
    uint32_t enables = core->mstatus & MPIE ? MIE : 0;
    core->mstatus = (core->mstatus & ~MIE) | enables | MPIE | MPP;
    left += core->block->count - riscv_index_of(core, op) - 1;
    core->pc = core->mepc;
    LEAVE(RISCV_EXIT_EVENT);
}

HANDLER(wfi) {
    core->is_waiting = true;
    LEAVE_BEHIND(op, RISCV_EXIT_EVENT);
}

void riscv_trap(riscv_core *core, uint32_t cause, uint32_t value) {
    core->mepc = core->pc;
    core->mcause = cause;
    core->mtval = value;
    uint32_t enabled = core->mstatus & MIE ? MPIE : 0;
    core->mstatus = (core->mstatus & ~(MIE | MPIE)) | enabled | MPP;
    core->pc = core->mtvec & ~3u;
    // Vectored, interrupts have an entry each.
    if ((core->mtvec & 3) == 1 && cause >> 31) core->pc += 4 * (cause & 0x7fffffff);
}

# Where the processor begins: a stack, zeros for what has no values, then Swift's main.
    .section .text.start, "ax"
    .globl _start
_start:
    la sp, stack_top
    la t0, trap
    csrw mtvec, t0
    la t0, bss_start
    la t1, bss_end
1:  bgeu t0, t1, 2f
    sw zero, 0(t0)
    addi t0, t0, 4
    j 1b
2:  li a0, 0
    li a1, 0
    call main
    # Firmware has nothing to return to.
    ebreak

    .balign 4
trap:
    # Swift stops with an illegal instruction where a program is wrong.
    ebreak

# void board_enable_interrupts(uint32_t lines): VexRiscv's mask, and the external interrupt as
# something to wait for; none is taken, as mstatus.MIE stays off.
    .section .text.board_enable_interrupts, "ax"
    .globl board_enable_interrupts
board_enable_interrupts:
    csrw 0xBC0, a0
    li t0, 0x800
    csrw mie, t0
    ret

    .section .text.board_wait, "ax"
    .globl board_wait
board_wait:
    wfi
    ret

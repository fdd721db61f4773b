    .section .init, "ax"
    .globl _start
_start:
    la sp, stack_top
    call main

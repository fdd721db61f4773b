// The instructions, each with what is fixed of its bits, and what it computes: the one table from
// which decoding, handlers and names come (The RISC-V Instruction Set Manual, volume I, chapter 24).
#ifndef RISCV_OPERATIONS_H
#define RISCV_OPERATIONS_H

// X(name, mask, match, result of a = x[rs1] and b = x[rs2])
#define RISCV_REGISTER_OPERATIONS(X)                                                               \
    X(add, 0xfe00707f, 0x00000033, a + b)                                                          \
    X(sub, 0xfe00707f, 0x40000033, a - b)                                                          \
    X(sll, 0xfe00707f, 0x00001033, a << (b & 31))                                                  \
    X(slt, 0xfe00707f, 0x00002033, (int32_t)a < (int32_t)b)                                        \
    X(sltu, 0xfe00707f, 0x00003033, a < b)                                                         \
    X(xor, 0xfe00707f, 0x00004033, a ^ b)                                                          \
    X(srl, 0xfe00707f, 0x00005033, a >> (b & 31))                                                  \
    X(sra, 0xfe00707f, 0x40005033, (uint32_t)((int32_t)a >> (b & 31)))                             \
    X(or, 0xfe00707f, 0x00006033, a | b)                                                           \
    X(and, 0xfe00707f, 0x00007033, a & b)                                                          \
    X(mul, 0xfe00707f, 0x02000033, a * b)                                                          \
    X(mulh, 0xfe00707f, 0x02001033, (uint32_t)((int64_t)(int32_t)a * (int32_t)b >> 32))            \
    X(mulhsu, 0xfe00707f, 0x02002033, (uint32_t)((int64_t)(int32_t)a * b >> 32))                   \
    X(mulhu, 0xfe00707f, 0x02003033, (uint32_t)((uint64_t)a * b >> 32))                            \
    X(div, 0xfe00707f, 0x02004033, riscv_divide(a, b))                                             \
    X(divu, 0xfe00707f, 0x02005033, b == 0 ? UINT32_MAX : a / b)                                   \
    X(rem, 0xfe00707f, 0x02006033, riscv_remainder(a, b))                                          \
    X(remu, 0xfe00707f, 0x02007033, b == 0 ? a : a % b)

// X(name, mask, match, result of a = x[rs1] and the immediate i)
#define RISCV_IMMEDIATE_OPERATIONS(X)                                                              \
    X(addi, 0x0000707f, 0x00000013, a + i)                                                         \
    X(slti, 0x0000707f, 0x00002013, (int32_t)a < (int32_t)i)                                       \
    X(sltiu, 0x0000707f, 0x00003013, a < i)                                                        \
    X(xori, 0x0000707f, 0x00004013, a ^ i)                                                         \
    X(ori, 0x0000707f, 0x00006013, a | i)                                                          \
    X(andi, 0x0000707f, 0x00007013, a & i)                                                         \
    X(slli, 0xfe00707f, 0x00001013, a << (i & 31))                                                 \
    X(srli, 0xfe00707f, 0x00005013, a >> (i & 31))                                                 \
    X(srai, 0xfe00707f, 0x40005013, (uint32_t)((int32_t)a >> (i & 31)))

// X(name, mask, match, whether a = x[rs1] and b = x[rs2] take the branch)
#define RISCV_BRANCH_OPERATIONS(X)                                                                 \
    X(beq, 0x0000707f, 0x00000063, a == b)                                                         \
    X(bne, 0x0000707f, 0x00001063, a != b)                                                         \
    X(blt, 0x0000707f, 0x00004063, (int32_t)a < (int32_t)b)                                        \
    X(bge, 0x0000707f, 0x00005063, (int32_t)a >= (int32_t)b)                                       \
    X(bltu, 0x0000707f, 0x00006063, a < b)                                                         \
    X(bgeu, 0x0000707f, 0x00007063, a >= b)

// X(name, mask, match, type in memory)
#define RISCV_LOAD_OPERATIONS(X)                                                                   \
    X(lb, 0x0000707f, 0x00000003, int8_t)                                                          \
    X(lh, 0x0000707f, 0x00001003, int16_t)                                                         \
    X(lw, 0x0000707f, 0x00002003, uint32_t)                                                        \
    X(lbu, 0x0000707f, 0x00004003, uint8_t)                                                        \
    X(lhu, 0x0000707f, 0x00005003, uint16_t)
#define RISCV_STORE_OPERATIONS(X)                                                                  \
    X(sb, 0x0000707f, 0x00000023, uint8_t)                                                         \
    X(sh, 0x0000707f, 0x00001023, uint16_t)                                                        \
    X(sw, 0x0000707f, 0x00002023, uint32_t)

// X(name, mask, match, what is stored of a in memory and b = x[rs2])
#define RISCV_ATOMIC_OPERATIONS(X)                                                                 \
    X(amoswap, 0xf800707f, 0x0800202f, b)                                                          \
    X(amoadd, 0xf800707f, 0x0000202f, a + b)                                                       \
    X(amoxor, 0xf800707f, 0x2000202f, a ^ b)                                                       \
    X(amoand, 0xf800707f, 0x6000202f, a & b)                                                       \
    X(amoor, 0xf800707f, 0x4000202f, a | b)                                                        \
    X(amomin, 0xf800707f, 0x8000202f, (int32_t)a < (int32_t)b ? a : b)                             \
    X(amomax, 0xf800707f, 0xa000202f, (int32_t)a > (int32_t)b ? a : b)                             \
    X(amominu, 0xf800707f, 0xc000202f, a < b ? a : b)                                              \
    X(amomaxu, 0xf800707f, 0xe000202f, a > b ? a : b)

// X(name, mask, match, what reads and writes the register: w with the register's value old and the
// operand v; zero operands of the setting and clearing kinds write nothing)
#define RISCV_CSR_OPERATIONS(X)                                                                    \
    X(csrrw, 0x0000707f, 0x00001073, v)                                                            \
    X(csrrs, 0x0000707f, 0x00002073, old | v)                                                      \
    X(csrrc, 0x0000707f, 0x00003073, old & ~v)                                                     \
    X(csrrwi, 0x0000707f, 0x00005073, v)                                                           \
    X(csrrsi, 0x0000707f, 0x00006073, old | v)                                                     \
    X(csrrci, 0x0000707f, 0x00007073, old & ~v)

// X(name, mask, match, format): those whose handlers are written out
#define RISCV_OTHER_OPERATIONS(X)                                                                  \
    X(lui, 0x0000007f, 0x00000037, RISCV_UPPER)                                                    \
    X(auipc, 0x0000007f, 0x00000017, RISCV_UPPER)                                                  \
    X(jal, 0x0000007f, 0x0000006f, RISCV_JUMP)                                                     \
    X(jalr, 0x0000707f, 0x00000067, RISCV_IMMEDIATE)                                               \
    X(lr, 0xf9f0707f, 0x1000202f, RISCV_REGISTER)                                                  \
    X(sc, 0xf800707f, 0x1800202f, RISCV_REGISTER)                                                  \
    X(fence, 0x0000707f, 0x0000000f, RISCV_NONE)                                                   \
    X(fence_i, 0x0000707f, 0x0000100f, RISCV_NONE)                                                 \
    /* VexRiscv: throws the data cache away (Renode, VexRiscv.cs), which there is none of. */      \
    X(flush_cache, 0xffffffff, 0x0000500f, RISCV_NONE)                                             \
    X(ecall, 0xffffffff, 0x00000073, RISCV_NONE)                                                   \
    X(ebreak, 0xffffffff, 0x00100073, RISCV_NONE)                                                  \
    X(mret, 0xffffffff, 0x30200073, RISCV_NONE)                                                    \
    X(wfi, 0xffffffff, 0x10500073, RISCV_NONE)

// Which bits of an instruction its operands are (volume I, section 2.3).
typedef enum {
    RISCV_NONE,
    RISCV_REGISTER,
    RISCV_IMMEDIATE,
    RISCV_STORE,
    RISCV_BRANCH,
    RISCV_UPPER,
    RISCV_JUMP,
    RISCV_CSR,
} riscv_format;


#endif

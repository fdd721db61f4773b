"""Instructions of RV32IMAC as numbers, written from the specification (The RISC-V Instruction Set
Manual, volume I, 20191213, chapters 16 and 24)."""

REGISTER = {
    "add": (0x00, 0), "sub": (0x20, 0), "sll": (0x00, 1), "slt": (0x00, 2), "sltu": (0x00, 3),
    "xor": (0x00, 4), "srl": (0x00, 5), "sra": (0x20, 5), "or": (0x00, 6), "and": (0x00, 7),
    "mul": (0x01, 0), "mulh": (0x01, 1), "mulhsu": (0x01, 2), "mulhu": (0x01, 3),
    "div": (0x01, 4), "divu": (0x01, 5), "rem": (0x01, 6), "remu": (0x01, 7),
}
IMMEDIATE = {"addi": 0, "slti": 2, "sltiu": 3, "xori": 4, "ori": 6, "andi": 7}
SHIFT = {"slli": (0x00, 1), "srli": (0x00, 5), "srai": (0x20, 5)}
LOAD = {"lb": 0, "lh": 1, "lw": 2, "lbu": 4, "lhu": 5}
STORE = {"sb": 0, "sh": 1, "sw": 2}
BRANCH = {"beq": 0, "bne": 1, "blt": 4, "bge": 5, "bltu": 6, "bgeu": 7}
ATOMIC = {
    "lr": 0x02, "sc": 0x03, "amoswap": 0x01, "amoadd": 0x00, "amoxor": 0x04, "amoand": 0x0C,
    "amoor": 0x08, "amomin": 0x10, "amomax": 0x14, "amominu": 0x18, "amomaxu": 0x1C,
}
CSR = {"csrrw": 1, "csrrs": 2, "csrrc": 3, "csrrwi": 5, "csrrsi": 6, "csrrci": 7}


def register(name, rd, rs1, rs2):
    seven, three = REGISTER[name]
    return seven << 25 | rs2 << 20 | rs1 << 15 | three << 12 | rd << 7 | 0x33


def immediate(name, rd, rs1, value):
    return (value & 0xFFF) << 20 | rs1 << 15 | IMMEDIATE[name] << 12 | rd << 7 | 0x13


def shift(name, rd, rs1, count):
    seven, three = SHIFT[name]
    return seven << 25 | count << 20 | rs1 << 15 | three << 12 | rd << 7 | 0x13


def load(name, rd, rs1, offset):
    return (offset & 0xFFF) << 20 | rs1 << 15 | LOAD[name] << 12 | rd << 7 | 0x03


def store(name, rs2, rs1, offset):
    return ((offset >> 5) & 0x7F) << 25 | rs2 << 20 | rs1 << 15 | STORE[name] << 12 \
        | (offset & 0x1F) << 7 | 0x23


def branch(name, rs1, rs2, offset):
    return (offset >> 12 & 1) << 31 | (offset >> 5 & 0x3F) << 25 | rs2 << 20 | rs1 << 15 \
        | BRANCH[name] << 12 | (offset >> 1 & 0xF) << 8 | (offset >> 11 & 1) << 7 | 0x63


def jal(rd, offset):
    return (offset >> 20 & 1) << 31 | (offset >> 1 & 0x3FF) << 21 | (offset >> 11 & 1) << 20 \
        | (offset >> 12 & 0xFF) << 12 | rd << 7 | 0x6F


def jalr(rd, rs1, offset):
    return (offset & 0xFFF) << 20 | rs1 << 15 | rd << 7 | 0x67


def lui(rd, value):
    return (value & 0xFFFFF) << 12 | rd << 7 | 0x37


def auipc(rd, value):
    return (value & 0xFFFFF) << 12 | rd << 7 | 0x17


def atomic(name, rd, rs1, rs2):
    return ATOMIC[name] << 27 | rs2 << 20 | rs1 << 15 | 2 << 12 | rd << 7 | 0x2F


def csr(name, rd, number, source):
    return number << 20 | source << 15 | CSR[name] << 12 | rd << 7 | 0x73


def constant(rd, value):
    """Two instructions that load any number."""
    value &= 0xFFFFFFFF
    low = (value & 0xFFF) - (0x1000 if value & 0x800 else 0)
    return [lui(rd, (value - low) >> 12), immediate("addi", rd, rd, low)]


# Instructions of two bytes. Registers of three bits are x8 to x15.


def bits(value, *places):
    """The bits of a value, each put where (from, to) says."""
    return sum((value >> source & 1) << target for source, target in places)


def c_addi(rd, value):
    return bits(value, (5, 12)) | rd << 7 | (value & 0x1F) << 2 | 0x0001


def c_li(rd, value):
    return 0x4000 | bits(value, (5, 12)) | rd << 7 | (value & 0x1F) << 2 | 0x0001


def c_lui(rd, value):
    """The value's low six bits are bits 17 to 12 of the result."""
    return 0x6000 | bits(value, (5, 12)) | rd << 7 | (value & 0x1F) << 2 | 0x0001


def c_slli(rd, count):
    return rd << 7 | count << 2 | 0x0002


def c_shift(kind, rd, count):
    """srli (0), srai (1)."""
    return 0x8000 | kind << 10 | (rd - 8) << 7 | count << 2 | 0x0001


def c_andi(rd, value):
    return 0x8800 | bits(value, (5, 12)) | (rd - 8) << 7 | (value & 0x1F) << 2 | 0x0001


def c_compute(kind, rd, rs2):
    """sub (0), xor (1), or (2), and (3)."""
    return 0x8C00 | (rd - 8) << 7 | kind << 5 | (rs2 - 8) << 2 | 0x0001


def c_mv(rd, rs2):
    return 0x8002 | rd << 7 | rs2 << 2


def c_add(rd, rs2):
    return 0x9002 | rd << 7 | rs2 << 2


def c_lw(rd, rs1, offset):
    return 0x4000 | bits(offset, (5, 12), (4, 11), (3, 10), (2, 6), (6, 5)) | (rs1 - 8) << 7 \
        | (rd - 8) << 2


def c_sw(rs2, rs1, offset):
    return 0xC000 | bits(offset, (5, 12), (4, 11), (3, 10), (2, 6), (6, 5)) | (rs1 - 8) << 7 \
        | (rs2 - 8) << 2


def c_branch(is_not, rs1, offset):
    return (0xE000 if is_not else 0xC000) | (rs1 - 8) << 7 | 0x0001 | bits(
        offset, (8, 12), (4, 11), (3, 10), (7, 6), (6, 5), (2, 4), (1, 3), (5, 2))


def c_jump(links, offset):
    return (0x2000 if links else 0xA000) | 0x0001 | bits(
        offset, (11, 12), (4, 11), (9, 10), (8, 9), (10, 8), (6, 7), (7, 6), (3, 5), (2, 4),
        (1, 3), (5, 2))


def c_lwsp(rd, offset):
    return 0x4002 | rd << 7 | bits(
        offset, (5, 12), (4, 6), (3, 5), (2, 4), (7, 3), (6, 2))


def c_swsp(rs2, offset):
    return 0xC002 | rs2 << 2 | bits(offset, (5, 12), (4, 11), (3, 10), (2, 9), (7, 8), (6, 7))


def c_addi4spn(rd, offset):
    return (rd - 8) << 2 | bits(
        offset, (5, 12), (4, 11), (9, 10), (8, 9), (7, 8), (6, 7), (2, 6), (3, 5))

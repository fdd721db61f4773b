"""Programs of random instruction sequences that tell, by a number each, what they did.

Every sequence begins with random registers, does some twenty instructions, with memory, jumps and
traps among them, and ends in a routine that folds all registers and a window of memory into one
number and sends it over the serial port. Whoever runs the program, QEMU or the simulator, must send
the same bytes.
"""

import random
import struct

from . import assembly as rv

BASE = 0x80000000
UART = 0x10000000
FINISHER = 0x00100000
WINDOW = 0x80400000
TABLE = 0x80800000
# Registers that sequences leave alone: where they end, what they save to, and the window of memory,
# once for instructions of two bytes and once as the stack.
END, SAVED, MEMORY, STACK = 29, 30, 8, 2
FREE = [number for number in range(1, 29) if number not in (MEMORY, STACK)]
INTERESTING = [0, 1, 2, 3, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF, 0xFFFFFFFE, 0x55555555, 0xAAAAAAAA,
               0x7FFF, 0x8000, 0xFFFF, 0x80, 0xFF, 31, 32]
MSCRATCH = 0x340


class Program:
    """Instructions after each other; places are bytes from the start."""

    def __init__(self):
        self.code = bytearray()

    def add(self, *instructions):
        for instruction in instructions:
            if instruction & 3 == 3:
                self.code += struct.pack("<I", instruction)
            else:
                self.code += struct.pack("<H", instruction)

    @property
    def place(self):
        return len(self.code)

    def align(self):
        if self.place % 4:
            self.add(0x0001)

    def jump(self, rd, target):
        self.add(rv.jal(rd, target - self.place))


def routines(program):
    """The program's start, its handler of traps, and the routine that folds; their places."""
    program.add(rv.jal(0, 0))
    # Traps: what they were goes into registers, then the sequence ends.
    handler = program.place
    program.add(rv.csr("csrrs", 26, 0x342, 0), rv.csr("csrrs", 27, 0x341, 0),
                rv.csr("csrrs", 28, 0x343, 0))
    # What a breakpoint leaves in mtval is not laid down: the address, or zero (volume II, 3.1.16).
    program.add(rv.immediate("addi", 25, 26, -3), rv.branch("bne", 25, 0, 8),
                rv.immediate("addi", 28, 0, 0), rv.jalr(0, END, 0))
    program.align()
    fold = program.place
    for number in range(1, 29):
        program.add(rv.store("sw", number, SAVED, 4 * number))
    # x1 the sum, x9 the place, x3 the end.
    program.add(rv.immediate("addi", 1, 0, 0x5A))

    def sum_words(start_register, count):
        program.add(rv.immediate("addi", 9, start_register, 0),
                    rv.immediate("addi", 3, start_register, 4 * count))
        loop = program.place
        program.add(rv.load("lw", 4, 9, 0), rv.shift("slli", 5, 1, 5), rv.shift("srli", 6, 1, 27),
                    rv.register("or", 1, 5, 6), rv.register("add", 1, 1, 4),
                    rv.immediate("addi", 9, 9, 4))
        program.add(rv.branch("bne", 9, 3, loop - program.place))

    sum_words(SAVED, 29)
    sum_words(MEMORY, 64)
    program.add(*rv.constant(7, UART))
    for byte in range(4):
        program.add(rv.shift("srli", 5, 1, 8 * byte), rv.store("sb", 5, 7, 0))
    program.add(rv.jalr(0, END, 0))
    program.align()
    return handler, fold


def sequence(draw, length):
    """Random instructions; branches name how many instructions they pass over."""
    found = []

    def any_register():
        return draw.choice(FREE)

    def small():
        return draw.randrange(9, 16)

    def offset():
        return draw.randrange(0, 252)

    def one():
        kind = draw.random()
        if kind < 0.28:
            return rv.register(draw.choice(list(rv.REGISTER)), any_register(), any_register(),
                               any_register())
        if kind < 0.42:
            return rv.immediate(draw.choice(list(rv.IMMEDIATE)), any_register(), any_register(),
                                draw.randrange(-2048, 2048))
        if kind < 0.50:
            return rv.shift(draw.choice(list(rv.SHIFT)), any_register(), any_register(),
                            draw.randrange(32))
        if kind < 0.58:
            return rv.load(draw.choice(list(rv.LOAD)), any_register(), MEMORY, offset())
        if kind < 0.66:
            return rv.store(draw.choice(list(rv.STORE)), any_register(), MEMORY, offset())
        if kind < 0.70:
            return draw.choice([rv.lui, rv.auipc])(any_register(), draw.randrange(1 << 20))
        if kind < 0.75:
            return ("branch", draw.choice(list(rv.BRANCH)), any_register(), any_register(),
                    draw.randrange(1, 4))
        if kind < 0.77:
            return ("jal", draw.choice([0] + list(FREE)), draw.randrange(1, 4))
        if kind < 0.80:
            name = draw.choice([name for name in rv.ATOMIC if name.startswith("amo")])
            return rv.atomic(name, any_register(), MEMORY, any_register())
        if kind < 0.83:
            return rv.csr(draw.choice(list(rv.CSR)), any_register(), MSCRATCH, draw.randrange(29))
        return compressed()

    def compressed():
        kind = draw.randrange(14)
        value = draw.choice([draw.randrange(1, 32), draw.randrange(-32, 0)])
        if kind == 0:
            return rv.c_addi(any_register(), value)
        if kind == 1:
            return rv.c_li(any_register(), value)
        if kind == 2:
            return rv.c_lui(any_register(), value)
        if kind == 3:
            return rv.c_slli(any_register(), draw.randrange(1, 32))
        if kind == 4:
            return rv.c_shift(draw.randrange(2), small(), draw.randrange(1, 32))
        if kind == 5:
            return rv.c_andi(small(), value)
        if kind == 6:
            return rv.c_compute(draw.randrange(4), small(), small())
        if kind == 7:
            return rv.c_mv(any_register(), any_register())
        if kind == 8:
            return rv.c_add(any_register(), any_register())
        place = 4 * draw.randrange(32)
        if kind == 9:
            return draw.choice([rv.c_lw(small(), MEMORY, place), rv.c_lwsp(any_register(), place)])
        if kind == 10:
            return draw.choice([rv.c_sw(small(), MEMORY, place), rv.c_swsp(any_register(), place)])
        if kind == 11:
            return ("c_branch", draw.randrange(2), small(), draw.randrange(1, 4))
        if kind == 12:
            return rv.c_addi4spn(small(), 4 * draw.randrange(1, 64))
        return ("c_jump", draw.randrange(2), draw.randrange(1, 4))

    def idiom():
        """What compilers put together, which simulators like to do at once."""
        a, b, c = any_register(), any_register(), any_register()
        return draw.choice([
            [rv.lui(a, draw.randrange(1 << 20)), rv.immediate("addi", a, a, draw.randrange(2048))],
            [rv.shift("slli", a, b, 24), rv.shift("srli", a, a, 24)],
            [rv.register("slt", a, b, c), ("branch", "bne", a, 0, 2)],
            [rv.immediate("addi", a, a, -1), ("branch", "bne", a, b, 2)],
            [rv.load("lbu", a, MEMORY, offset()), rv.register("xor", b, a, c)],
            [rv.register("add", a, b, c), rv.store("sw", a, MEMORY, offset())],
            [rv.shift("srli", a, b, 8), rv.register("xor", a, a, c)],
            [rv.immediate("andi", a, b, 255), rv.shift("slli", a, a, 2)],
            # How long a reservation holds is left open but for these: at once, and not twice. No
            # jump goes into their middle.
            [("group", [rv.atomic("lr", a, MEMORY, 0), rv.atomic("sc", b, MEMORY, a),
                        rv.atomic("sc", c, MEMORY, b)])],
        ])

    while len(found) < length:
        if draw.random() < 0.25:
            found += idiom()
        else:
            found.append(one())
    if draw.random() < 0.08:
        trap = draw.choice([
            0x00000073, 0x00100073, 0x9002, 0x00000000, 0xFFFFFFFF, 0x0000007F, 0xC0001073,
            rv.load("lw", 5, 0, 0), rv.store("sw", 5, 0, 4)])
        found.insert(draw.randrange(len(found)), trap)
    return found


def size(item):
    if isinstance(item, tuple):
        if item[0] == "group":
            return 4 * len(item[1])
        return 2 if item[0].startswith("c_") else 4
    return 4 if item & 3 == 3 else 2


def place_sequence(program, items):
    """Adds a sequence, jumps turned into distances."""
    places = [0]
    for item in items:
        places.append(places[-1] + size(item))
    for index, item in enumerate(items):
        if not isinstance(item, tuple):
            program.add(item)
            continue
        if item[0] == "group":
            program.add(*item[1])
            continue
        target = min(index + 1 + item[-1], len(items))
        distance = places[target] - places[index]
        if item[0] == "branch":
            program.add(rv.branch(item[1], item[2], item[3], distance))
        elif item[0] == "jal":
            program.add(rv.jal(item[1], distance))
        elif item[0] == "c_branch":
            program.add(rv.c_branch(item[1], item[2], distance))
        else:
            program.add(rv.c_jump(item[1], distance))


def build(seed, count):
    """An ELF file of so many sequences."""
    draw = random.Random(seed)
    program = Program()
    handler, fold = routines(program)
    start = program.place
    program.code[0:4] = struct.pack("<I", rv.jal(0, start))
    program.add(*rv.constant(1, BASE + handler), rv.csr("csrrw", 0, 0x305, 1),
                *rv.constant(MEMORY, WINDOW), rv.immediate("addi", STACK, MEMORY, 0))
    table = bytearray()
    for _ in range(count):
        # The next numbers of the table, which is also where registers are saved.
        program.add(*rv.constant(SAVED, TABLE + len(table)))
        values = [draw.choice(INTERESTING) if draw.random() < 0.3 else draw.getrandbits(32)
                  for _ in range(29)]
        table += struct.pack("<29I", *values)
        for number in FREE:
            program.add(rv.load("lw", number, SAVED, 4 * number))
        items = sequence(draw, draw.randrange(8, 24))
        length = sum(size(item) for item in items)
        # Where it ends, for traps: behind these two and the sequence.
        program.align()
        here = program.place
        program.add(rv.auipc(END, 0), rv.immediate("addi", END, END, (8 + length + 3) // 4 * 4))
        place_sequence(program, items)
        program.align()
        assert program.place == here + (8 + length + 3) // 4 * 4
        program.jump(END, fold)
    # QEMU ends by its finisher; elsewhere that traps, and the handler goes on behind it, for ever.
    program.align()
    program.add(rv.auipc(END, 0), rv.immediate("addi", END, END, 28))
    program.add(*rv.constant(1, FINISHER), *rv.constant(2, 0x5555), rv.store("sw", 2, 1, 0))
    program.add(rv.jal(0, 0))
    assert program.place < WINDOW - BASE
    return elf([(BASE, program.code), (TABLE, table)], BASE)


def elf(segments, entry):
    header = bytearray(
        b"\x7fELF\x01\x01\x01" + bytes(9)
        + struct.pack("<HHIIIIIHHHHHH", 2, 243, 1, entry, 52, 0, 0, 52, 32, len(segments), 0, 0, 0))
    offset = 52 + 32 * len(segments)
    for address, data in segments:
        header += struct.pack("<8I", 1, offset, address, address, len(data), len(data), 7, 4096)
        offset += len(data)
    return bytes(header) + b"".join(bytes(data) for _, data in segments)

"""Writes FlatBuffers: tables before what they point to, everything aligned to its size."""

import struct


class Table:
    """A table's fields by number: scalars as (format, value), else Table, str, bytes, Vector."""

    def __init__(self, fields):
        self.fields = {number: value for number, value in fields.items() if value is not None}


class Vector:
    """Scalars of one struct format, or tables and strings where the format is None."""

    def __init__(self, format, values):
        self.format, self.values = format, values


def write(root, identifier):
    """The bytes of a buffer with this root table and file identifier."""
    output = bytearray(struct.pack("<I4s", 0, identifier))
    _point(output, 0, _append(output, root))
    return bytes(output)


def _point(output, place, target):
    struct.pack_into("<I", output, place, target - place)


def _pad(output, alignment, ahead=0):
    output.extend(bytes(-(len(output) + ahead) % alignment))


def _append(output, value):
    """Appends a value and returns where it begins."""
    if isinstance(value, Table):
        return _append_table(output, value)
    if isinstance(value, str):
        value = value.encode()
        _pad(output, 4)
        output.extend(struct.pack("<I", len(value)) + value + b"\0")
        return len(output) - len(value) - 5
    if isinstance(value, bytes):
        _pad(output, 16, 4)
        output.extend(struct.pack("<I", len(value)) + value)
        return len(output) - len(value) - 4
    if value.format:
        _pad(output, max(struct.calcsize("<" + value.format), 4), 4)
        start = len(output)
        output.extend(struct.pack(f"<I{len(value.values)}{value.format}", len(value.values), *value.values))
        return start
    _pad(output, 4)
    start = len(output)
    output.extend(struct.pack("<I", len(value.values)) + bytes(4 * len(value.values)))
    for index, item in enumerate(value.values):
        _point(output, start + 4 + 4 * index, _append(output, item))
    return start


def _append_table(output, table):
    formats = {
        number: value[0] if isinstance(value, tuple) else "I"
        for number, value in table.fields.items()
    }
    # Greatest first, from the place behind the offset to the list of fields.
    places, size = {}, 4
    for number, format in sorted(formats.items(), key=lambda item: -struct.calcsize(item[1])):
        width = struct.calcsize("<" + format)
        size += -size % width
        places[number] = size
        size += width
    count = max(places, default=-1) + 1
    _pad(output, 8, 4 + 2 * count)
    fields = len(output)
    output.extend(struct.pack("<HH", 4 + 2 * count, size))
    output.extend(struct.pack(f"<{count}H", *(places.get(number, 0) for number in range(count))))
    start = len(output)
    output.extend(struct.pack("<i", start - fields) + bytes(size - 4))
    for number, value in table.fields.items():
        if isinstance(value, tuple):
            struct.pack_into("<" + value[0], output, start + places[number], value[1])
        else:
            _point(output, start + places[number], _append(output, value))
    return start

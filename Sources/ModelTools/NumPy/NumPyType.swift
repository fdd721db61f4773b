import Inference

/// The element types that tensors and NumPy's files both have, in the files' spelling: byte order,
/// kind, bytes (`numpy.lib.format`, and "Array protocol type strings" of NumPy's manual).
enum NumPyType {
    private static let spellings: [(type: ElementType, spelling: String)] = [
        (.bool, "|b1"), (.int8, "|i1"), (.uint8, "|u1"),
        (.int16, "<i2"), (.uint16, "<u2"), (.int32, "<i4"), (.uint32, "<u4"),
        (.int64, "<i8"), (.uint64, "<u8"),
        (.float16, "<f2"), (.float32, "<f4"), (.float64, "<f8"),
        (.complex64, "<c8"), (.complex128, "<c16"),
    ]

    /// How NumPy spells a type; nil where it has none (bfloat16, strings, packed numbers).
    static func spelling(of type: ElementType) -> String? {
        spellings.first { $0.type == type }?.spelling
    }

    /// The type that a spelling means; nil for all others, those of the other byte order included.
    static func type(of spelling: String) -> ElementType? {
        guard let order = spelling.first else { return nil }
        let kind = spelling.dropFirst()
        guard let match = spellings.first(where: { $0.spelling.dropFirst() == kind }) else {
            return nil
        }
        switch order {
        // "=" is the order of the machine that wrote the file; only small-endian ones run this.
        case "<", "=": return match.type
        case "|", ">": return match.type.byteCount == 1 ? match.type : nil
        default: return nil
        }
    }

    /// All spellings, for messages.
    static var all: String { spellings.map(\.spelling).joined(separator: " ") }
}

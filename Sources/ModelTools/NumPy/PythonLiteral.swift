/// Reads the few forms of Python literals that headers of `.npy` files are made of.
struct PythonLiteral {
    private let bytes: ArraySlice<UInt8>
    private var position: Int

    init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
        position = bytes.startIndex
    }

    /// Takes a mark when it comes next.
    mutating func take(_ mark: Unicode.Scalar) -> Bool {
        skipSpace()
        guard position < bytes.endIndex, Unicode.Scalar(bytes[position]) == mark else {
            return false
        }
        position += 1
        return true
    }

    mutating func expect(_ mark: Unicode.Scalar) throws(NumPyFault) {
        guard take(mark) else { throw fault("'\(mark)' is expected") }
    }

    /// Nothing but space may be left.
    mutating func end() throws(NumPyFault) {
        skipSpace()
        guard position == bytes.endIndex else { throw fault("more follows its end") }
    }

    /// A string in either kind of quotes; none that the format asks for holds an escape.
    mutating func string() throws(NumPyFault) -> String {
        skipSpace()
        guard position < bytes.endIndex else { throw fault("a string is expected") }
        let quote = bytes[position]
        guard quote == UInt8(ascii: "'") || quote == UInt8(ascii: "\"") else {
            throw fault("a string is expected")
        }
        let rest = bytes[(position + 1)...]
        guard let end = rest.firstIndex(of: quote), !rest[..<end].contains(UInt8(ascii: "\\"))
        else { throw fault("a string does not end") }
        position = end + 1
        return String(decoding: rest[..<end], as: UTF8.self)
    }

    /// A type's spelling: a string, where structures have a list.
    mutating func typeSpelling() throws(NumPyFault) -> String {
        if take("[") || take("(") {
            throw NumPyFault("its elements are structures; write one array a file")
        }
        return try string()
    }

    mutating func bool() throws(NumPyFault) -> Bool {
        let word = word()
        switch word {
        case "True": return true
        case "False": return false
        default: throw fault("True or False is expected")
        }
    }

    /// Extents in parentheses.
    mutating func tuple() throws(NumPyFault) -> [Int] {
        try expect("(")
        var extents: [Int] = []
        while !take(")") {
            // Python 2 wrote long numbers with an L behind them.
            let digits = word()
            let number = digits.hasSuffix("L") ? digits.dropLast() : digits[...]
            guard let extent = Int(number), extent >= 0, number.first?.isNumber ?? false else {
                throw fault("a number is expected in the shape")
            }
            extents.append(extent)
            if !take(",") {
                try expect(")")
                break
            }
        }
        return extents
    }

    /// Letters and digits.
    private mutating func word() -> String {
        skipSpace()
        let rest = bytes[position...]
        let end =
            rest.firstIndex { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"):
                    false
                default: true
                }
            } ?? rest.endIndex
        position = end
        return String(decoding: rest[..<end], as: UTF8.self)
    }

    private mutating func skipSpace() {
        while position < bytes.endIndex, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[position]) {
            position += 1
        }
    }

    private func fault(_ message: String) -> NumPyFault {
        NumPyFault("its header is damaged at byte \(position): \(message)")
    }
}

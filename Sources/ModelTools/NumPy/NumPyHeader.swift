import Inference

/// What stands before the elements of a `.npy` file: a Python dictionary as text, with exactly
/// the keys `descr`, `fortran_order` and `shape` (`numpy.lib.format`).
struct NumPyHeader: Equatable {
    /// The type in NumPy's spelling.
    var spelling: String
    /// The first axis is the quickest.
    var isFortranOrder: Bool
    var dimensions: [Int]

    /// The dictionary as NumPy prints it.
    var text: String {
        let extents = dimensions.map(String.init).joined(separator: ", ")
        let tuple = dimensions.count == 1 ? "(\(extents),)" : "(\(extents))"
        return "{'descr': '\(spelling)', 'fortran_order': \(isFortranOrder ? "True" : "False"), "
            + "'shape': \(tuple), }"
    }

    /// Reads the dictionary.
    ///
    /// - Throws: what is wrong, in a few words.
    static func parse(_ text: ArraySlice<UInt8>) throws(NumPyFault) -> NumPyHeader {
        var literal = PythonLiteral(text)
        var spelling: String?
        var isFortranOrder: Bool?
        var dimensions: [Int]?
        try literal.expect("{")
        while !literal.take("}") {
            let key = try literal.string()
            try literal.expect(":")
            switch key {
            case "descr" where spelling == nil: spelling = try literal.typeSpelling()
            case "fortran_order" where isFortranOrder == nil: isFortranOrder = try literal.bool()
            case "shape" where dimensions == nil: dimensions = try literal.tuple()
            default: throw NumPyFault("its header has the key '\(key)' twice or unexpectedly")
            }
            if !literal.take(",") {
                try literal.expect("}")
                break
            }
        }
        try literal.end()
        guard let spelling, let isFortranOrder, let dimensions else {
            throw NumPyFault("its header lacks one of descr, fortran_order and shape")
        }
        return NumPyHeader(
            spelling: spelling, isFortranOrder: isFortranOrder, dimensions: dimensions)
    }
}

/// What is wrong with a `.npy` file, before its path is known.
struct NumPyFault: Error, Equatable {
    var message: String

    init(_ message: String) { self.message = message }
}

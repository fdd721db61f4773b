import Inference
import Storage

extension NumPyArray {
    /// Elements begin at a multiple of this, so that a mapping of the file is aligned.
    private static let alignment = 64
    /// NumPy leaves room for the axis that grows when arrays are appended to the file.
    private static let digitsOfGrowth = 21

    /// Writes a `.npy` file, aside and renamed into place; the same bytes that `numpy.save` gives.
    ///
    /// - Throws: `cannotCreate` when the folder is missing or not writable, `inputOutput` when the
    ///   disk is full.
    package func write(to path: String) throws(StorageError) {
        let file = try AtomicFile(path: path)
        try file.write(header)
        try file.write(bytes)
        try file.commit()
    }

    /// The file's bytes.
    package var encoded: [UInt8] { header + bytes }

    /// Everything before the elements. Version 1.0, and 2.0 where its two bytes cannot count the
    /// header.
    private var header: [UInt8] {
        let description = NumPyHeader(
            spelling: NumPyType.spelling(of: type) ?? "", isFortranOrder: false,
            dimensions: shape.dimensions)
        var text = Array(description.text.utf8)
        if shape.rank > 0 {
            let room = Self.digitsOfGrowth - String(shape[0]).utf8.count
            text += repeatElement(UInt8(ascii: " "), count: max(room, 0))
        }
        var length = Self.length(of: text, start: Self.mark.count + 4)
        let isLong = length > UInt16.max
        if isLong { length = Self.length(of: text, start: Self.mark.count + 6) }
        var header = Self.mark + [isLong ? 2 : 1, 0]
        for byte in 0..<(isLong ? 4 : 2) {
            header.append(UInt8(truncatingIfNeeded: length >> (8 * byte)))
        }
        header += text
        header += repeatElement(UInt8(ascii: " "), count: length - text.count - 1)
        return header + [UInt8(ascii: "\n")]
    }

    /// What a dictionary's text takes with its line's end, so that elements begin aligned.
    private static func length(of text: [UInt8], start: Int) -> Int {
        let end = start + text.count + 1
        return (end + alignment - 1) / alignment * alignment - start
    }
}

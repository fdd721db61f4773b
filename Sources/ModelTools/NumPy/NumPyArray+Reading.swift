import Inference
import Storage

extension NumPyArray {
    /// The largest file that is read, in bytes.
    private static let sizeLimit = 1 << 32
    static let mark: [UInt8] = [0x93] + Array("NUMPY".utf8)

    /// Reads a `.npy` file of version 1.0, 2.0 or 3.0.
    ///
    /// - Throws: `noInput` when it cannot be opened, `badData` when it is damaged or holds what
    ///   tensors cannot.
    package init(contentsOf path: String) throws(StorageError) {
        try self.init(
            decoding: try InputFile.read(path, limit: Self.sizeLimit), path: path)
    }

    /// Reads a file's bytes.
    ///
    /// - Parameter path: what errors name.
    package init(decoding file: [UInt8], path: String) throws(StorageError) {
        do {
            try self.init(file)
        } catch {
            throw StorageError(.badData, path: path, error.message)
        }
    }

    private init(_ file: [UInt8]) throws(NumPyFault) {
        let elements = try Self.elements(file)
        let header = try NumPyHeader.parse(file[elements.header])
        guard let type = NumPyType.type(of: header.spelling), let size = type.byteCount else {
            throw NumPyFault(
                "its elements are '\(header.spelling)'; one of \(NumPyType.all) is expected, "
                    + "as array.astype gives")
        }
        let shape: Shape
        do { shape = try Shape(header.dimensions) } catch { throw NumPyFault(error.message) }
        let bytes = file[elements.start...]
        guard bytes.count == shape.count * size else {
            throw NumPyFault(
                "its shape \(shape) of \(type) takes \(shape.count * size) bytes, but "
                    + "\(bytes.count) follow the header; the file is damaged or holds more than "
                    + "one array")
        }
        if type == .bool, let other = bytes.first(where: { $0 > 1 }) {
            throw NumPyFault("a truth value is \(other); 0 and 1 are expected")
        }
        self.init(
            type, shape,
            header.isFortranOrder && shape.rank > 1
                ? Self.inCOrder(bytes, shape, size: size) : Array(bytes))
    }

    /// Where the header lies, and where the elements begin.
    private static func elements(
        _ file: [UInt8]
    ) throws(NumPyFault) -> (header: Range<Int>, start: Int) {
        guard file.starts(with: mark) else {
            throw NumPyFault("the mark \\x93NUMPY is missing; this is not a .npy file")
        }
        guard file.count >= 10 else { throw NumPyFault("ends within its header") }
        var length = Int(file[8]) | Int(file[9]) << 8
        var start = 10
        switch (file[6], file[7]) {
        case (1, 0): break
        case (2, 0), (3, 0):
            guard file.count >= 12 else { throw NumPyFault("ends within its header") }
            length |= Int(file[10]) << 16 | Int(file[11]) << 24
            start = 12
        default:
            throw NumPyFault(
                "is of version \(file[6]).\(file[7]) of the format; 1.0, 2.0 and 3.0 are understood"
            )
        }
        guard length <= file.count - start else { throw NumPyFault("ends within its header") }
        return (start..<start + length, start + length)
    }

    /// Elements whose first axis is the quickest, rearranged.
    private static func inCOrder(
        _ bytes: ArraySlice<UInt8>, _ shape: Shape, size: Int
    ) -> [UInt8] {
        var steps = [Int](repeating: 1, count: shape.rank)
        for axis in 1..<shape.rank { steps[axis] = steps[axis - 1] * max(shape[axis - 1], 1) }
        var place = [Int](repeating: 0, count: shape.rank)
        var output: [UInt8] = []
        output.reserveCapacity(bytes.count)
        var source = 0
        for _ in 0..<shape.count {
            let start = bytes.startIndex + source * size
            output += bytes[start..<start + size]
            for axis in stride(from: shape.rank - 1, through: 0, by: -1) {
                place[axis] += 1
                source += steps[axis]
                if place[axis] < shape[axis] { break }
                source -= place[axis] * steps[axis]
                place[axis] = 0
            }
        }
        return output
    }
}

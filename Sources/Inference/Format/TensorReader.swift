/// Reads one tensor of a model and checks that its data fits its description.
struct TensorReader {
    private let reader: ModelReader
    private let table: FlatTable
    private let place: String

    /// More than any operator knows; a damaged file may claim millions.
    private static let mostAxes = 32

    init(_ reader: ModelReader, _ table: FlatTable, index: Int) {
        self.reader = reader
        self.table = table
        self.place = "tensor \(index)"
    }

    func read() throws(InferenceError) -> TensorDescription {
        let number = try table.scalar(1, Int8.self) ?? 0
        guard let type = ElementType(rawValue: number) else {
            throw InferenceError(
                .unsupported, place: place, "element type \(number) is newer than understood")
        }
        let dimensions = try table.vector(0, of: Int32.self)?.map(Int.init) ?? []
        guard dimensions.count <= Self.mostAxes else {
            throw fault("has \(dimensions.count) axes; more than \(Self.mostAxes) are not known")
        }
        let shape: Shape
        do { shape = try Shape(dimensions) } catch { throw fault(error.message) }
        let sparsity = try table.table(6).map { (table) throws(InferenceError) in
            try self.sparsity(table)
        }
        return TensorDescription(
            name: try table.string(3) ?? "", type: type, shape: shape,
            shapeSignature: try table.vector(7, of: Int32.self)?.map(Int.init) ?? [],
            quantization: try quantization(shape), isVariable: try table.scalar(5, UInt8.self) == 1,
            sparsity: sparsity,
            constant: try constant(type, shape, isSparse: sparsity != nil))
    }

    private func quantization(_ shape: Shape) throws(InferenceError) -> Quantization? {
        guard let table = try table.table(4) else { return nil }
        let scales = try table.vector(2, of: UInt32.self)?.map(Float.init(bitPattern:)) ?? []
        guard !scales.isEmpty else { return nil }
        var zeroPoints = try table.vector(3, of: Int64.self)?.map { Int($0) } ?? []
        if zeroPoints.isEmpty { zeroPoints = [Int](repeating: 0, count: scales.count) }
        // Some writers give one zero point for all channels.
        if zeroPoints.count == 1 {
            zeroPoints = [Int](repeating: zeroPoints[0], count: scales.count)
        }
        guard zeroPoints.count == scales.count else {
            throw fault("has \(scales.count) scales and \(zeroPoints.count) zero points")
        }
        guard scales.allSatisfy({ $0.isFinite && $0 >= 0 }) else {
            throw fault("has a scale that is negative or not a number")
        }
        guard zeroPoints.allSatisfy({ Int32(exactly: $0) != nil }) else {
            throw fault("has a zero point outside 32 bits")
        }
        var dimension = Int(try table.scalar(6, Int32.self) ?? 0)
        if scales.count > 1 {
            // Files of TensorFlow Lite for Microcontrollers give a one-dimensional bias the axis
            // of its weights.
            if shape.rank == 1 { dimension = 0 }
            guard dimension >= 0, dimension < shape.rank, shape[dimension] == scales.count else {
                throw fault("\(scales.count) scales do not fit axis \(dimension) of \(shape)")
            }
        } else {
            dimension = 0
        }
        return Quantization(scales: scales, zeroPoints: zeroPoints, dimension: dimension)
    }

    private func constant(
        _ type: ElementType, _ shape: Shape, isSparse: Bool
    ) throws(InferenceError) -> ConstantData? {
        let index = Int(try table.scalar(2, UInt32.self) ?? 0)
        guard index != 0, let bytes = try reader.buffer(index, place: place) else { return nil }
        if isSparse { return aligned(bytes, type.byteCount ?? 1) }
        switch type {
        case .string, .resource, .variant: break
        case .int4, .uint4: try check(bytes, (shape.count + 1) / 2)
        case .int2: try check(bytes, (shape.count + 3) / 4)
        default: try check(bytes, shape.count * (type.byteCount ?? 1))
        }
        return aligned(bytes, type.byteCount ?? 1)
    }

    private func check(
        _ bytes: UnsafeRawBufferPointer, _ expected: Int
    ) throws(InferenceError) {
        guard bytes.count == expected else {
            throw fault("has \(bytes.count) bytes of data where its shape asks for \(expected)")
        }
    }

    /// The bytes where they lie, or a copy where elements would not be aligned.
    private func aligned(_ bytes: UnsafeRawBufferPointer, _ alignment: Int) -> ConstantData {
        let address = bytes.baseAddress.map { Int(bitPattern: $0) } ?? 0
        // Kernels may read 64 bytes beyond a constant's end.
        let end = reader.shared.bytes.baseAddress.map { Int(bitPattern: $0) } ?? 0
        if address.isMultiple(of: alignment),
            address + bytes.count + 64 <= end + reader.shared.count
        {
            return ConstantData(bytes: bytes, owner: reader.shared.owner)
        }
        let copy = OwnedBytes(byteCount: bytes.count)
        if !bytes.isEmpty { copy.mutableBytes.copyMemory(from: bytes) }
        return copy.constant
    }

    private func sparsity(_ table: FlatTable) throws(InferenceError) -> Sparsity {
        var dimensions: [Sparsity.Dimension] = []
        for table in try table.tables(2) {
            if try table.scalar(0, Int8.self) ?? 0 == 0 {
                dimensions.append(.dense(size: Int(try table.scalar(1, Int32.self) ?? 0)))
            } else {
                dimensions.append(
                    .compressed(
                        segments: try indices(table, type: 2, value: 3),
                        indices: try indices(table, type: 4, value: 5)))
            }
        }
        return Sparsity(
            traversalOrder: try table.vector(0, of: Int32.self)?.map(Int.init) ?? [],
            blockMap: try table.vector(1, of: Int32.self)?.map(Int.init) ?? [],
            dimensions: dimensions)
    }

    /// A union of int32, uint16 and uint8 vectors.
    private func indices(
        _ table: FlatTable, type: Int, value: Int
    ) throws(InferenceError) -> [Int] {
        guard let vector = try table.table(value) else { return [] }
        switch try table.scalar(type, UInt8.self) ?? 0 {
        case 1: return try vector.vector(0, of: Int32.self)?.map(Int.init) ?? []
        case 2: return try vector.vector(0, of: UInt16.self)?.map(Int.init) ?? []
        case 3: return try vector.vector(0, of: UInt8.self)?.map(Int.init) ?? []
        default: throw fault("its sparse indices have an unknown type")
        }
    }

    private func fault(_ message: String) -> InferenceError {
        InferenceError(.badModel, place: place, message)
    }
}

/// The settings of a custom operator: a map by names, or a raw structure of 32-bit numbers.
struct CustomOptions {
    private let node: Node
    private let values: FlexValue

    /// - Throws: when the node's bytes are not a FlexBuffer's map; no bytes are an empty map.
    init(_ node: Node) throws(InferenceError) {
        self.node = node
        guard !node.customOptions.isEmpty else {
            values = .map([:])
            return
        }
        do {
            values = try FlexValue(flexBuffer: node.customOptions)
        } catch {
            throw InferenceError(.badModel, place: node.place, "its options: \(error.message)")
        }
        guard case .map = values else {
            throw InferenceError(.badModel, place: node.place, "its options are not a map")
        }
    }

    /// A whole number within a range.
    /// - Parameter value: The default; a setting without one must be there.
    func integer(
        _ key: String, in range: ClosedRange<Int>, default value: Int? = nil
    ) throws(InferenceError) -> Int {
        guard let setting = values[key] else {
            guard let value else { throw missing(key) }
            return value
        }
        guard let number = setting.int, range.contains(number) else {
            throw unfit(key, "a number of \(range)")
        }
        return number
    }

    /// A finite real.
    func real(_ key: String, default value: Float? = nil) throws(InferenceError) -> Float {
        guard let setting = values[key] else {
            guard let value else { throw missing(key) }
            return value
        }
        guard let number = setting.double, Float(number).isFinite else {
            throw unfit(key, "a finite number")
        }
        return Float(number)
    }

    func integers(_ key: String, in range: ClosedRange<Int>) throws(InferenceError) -> [Int] {
        guard let setting = values[key] else { throw missing(key) }
        let numbers = setting.vector?.map { $0.int }
        let fitting = numbers?.compactMap { $0 }.filter(range.contains)
        guard let fitting, fitting.count == numbers?.count else {
            throw unfit(key, "numbers of \(range)")
        }
        return fitting
    }

    func string(_ key: String) -> String? { values[key]?.string }

    /// The 32-bit numbers of a raw structure, of which `count` must be there.
    static func words(_ node: Node, count: Int) throws(InferenceError) -> [Int] {
        guard node.customOptions.count >= 4 * count else {
            throw InferenceError(
                .badModel, place: node.place,
                "its options have \(node.customOptions.count) bytes; \(4 * count) are expected")
        }
        return node.customOptions.withUnsafeBytes { bytes in
            (0..<count).map {
                Int(
                    Int32(littleEndian: bytes.loadUnaligned(fromByteOffset: 4 * $0, as: Int32.self))
                )
            }
        }
    }

    private func missing(_ key: String) -> InferenceError {
        InferenceError(.badModel, place: node.place, "its option \(key) is missing")
    }

    private func unfit(_ key: String, _ expected: String) -> InferenceError {
        InferenceError(
            .badModel, place: node.place, "its option \(key) does not fit; \(expected) is expected")
    }
}

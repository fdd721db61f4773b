import Motion
import Storage

/// A sample a line as JSON, as programs and phones send them while they feel:
/// `{"t": 0.02, "x": 0.1, "y": 0.98, "z": 0.05}`.
///
/// A line without x, y and z may say what holds for those behind it: `{"unit": "m/s2",
/// "rate": 50}`. Times are seconds and count from the first sample; without them the rate does.
public final class SampleLines: AccelerationSource {
    public let name: String
    public var sampleCount: Int? { nil }
    public private(set) var notes: [String] = []
    private var stream: ByteStream
    private var unit: AccelerationUnit
    private var rate: Double
    private var buffer: [UInt8] = []
    /// How much of the buffer was handed out.
    private var taken = 0
    private var isAtEnd = false
    private var line = 0
    private var count = 0
    private var firstTime: Double?
    private var lastTime = 0.0
    private let tree = JSONTree()
    private let staging = UnsafeMutableRawBufferPointer.allocate(
        byteCount: SampleLines.pieceSize, alignment: 16)

    private static let pieceSize = 1 << 16
    private static let lineLimit = 1 << 16

    /// - Parameter options: unit (g where nothing is said) and rate.
    public init(_ stream: consuming ByteStream, options: AccelerationOptions = .init()) {
        name = stream.name
        unit = options.unit ?? .g
        rate = options.rate ?? AccelerationReader.standardRate
        self.stream = stream
    }

    deinit { staging.deallocate() }

    public func next() throws(SensingError) -> AccelerationSample? {
        while let text = try nextLine() {
            line += 1
            if text.allSatisfy({ $0 <= 32 }) { continue }
            switch tree.value(of: text[...]) {
            case .failure(let failure): throw fail("is not JSON: \(failure.message)")
            case .success(let node):
                if let sample = try sample(node) { return sample }
            }
        }
        return nil
    }

    private func fail(_ message: String) -> SensingError {
        SensingError(.badData, source: name, place: "line \(line)", message)
    }

    private func member<Value>(
        _ body: () throws(FieldError) -> Value
    ) throws(SensingError) -> Value {
        do {
            return try body()
        } catch {
            throw fail("\(error.place) \(error.message)")
        }
    }

    private func number(_ node: JSONNode, _ name: String) throws(SensingError) -> Double? {
        try member { () throws(FieldError) in
            try node.readIfPresent(name) { node throws(FieldError) in try node.number() }
        }
    }

    private func takeSettings(_ node: JSONNode) throws(SensingError) {
        let text = try member { () throws(FieldError) in
            try node.readIfPresent("unit") { node throws(FieldError) in try node.text() }
        }
        if let text {
            guard let told = AccelerationUnit(text: text) else {
                throw fail("`\(text)` is no unit; there are g, mg, m/s2, raw")
            }
            unit = told
        }
        if let told = try number(node, "rate") {
            guard told > 0, told <= 1e5 else { throw fail("rate \(told) is none; 0 to 100000") }
            rate = told
        }
    }

    /// Nil for a line of settings.
    private func sample(_ node: JSONNode) throws(SensingError) -> AccelerationSample? {
        try takeSettings(node)
        guard node["x"] != nil || node["y"] != nil || node["z"] != nil else {
            guard node.isObject, node["unit"] != nil || node["rate"] != nil else {
                throw fail("has no x, y and z")
            }
            return nil
        }
        func axis(_ name: String) throws(SensingError) -> Double {
            guard let value = try number(node, name) else { throw fail("has no \(name)") }
            return value
        }
        let value = Acceleration(try axis("x"), try axis("y"), try axis("z"))
        var time = Double(count) / rate
        var clock = try number(node, "t")
        if clock == nil { clock = try number(node, "time") }
        if let told = clock {
            let first = firstTime ?? told
            firstTime = first
            time = told - first
            guard time >= lastTime else { throw fail("its time goes back") }
        }
        guard value.length.isFinite, value.length < 1e6 else { throw fail("is no acceleration") }
        count += 1
        lastTime = time
        return AccelerationSample(time: time, value: value * unit.size)
    }

    /// The bytes of the next line; nil after the last.
    private func nextLine() throws(SensingError) -> [UInt8]? {
        while true {
            if let end = buffer[taken...].firstIndex(of: UInt8(ascii: "\n")) {
                defer { taken = end + 1 }
                return Array(buffer[taken..<end])
            }
            buffer.removeFirst(taken)
            taken = 0
            if isAtEnd {
                guard !buffer.isEmpty else { return nil }
                defer { buffer = [] }
                return buffer
            }
            guard buffer.count <= Self.lineLimit else { throw fail("is too long for a sample") }
            try readPiece()
        }
    }

    private func readPiece() throws(SensingError) {
        let count: Int
        do throws(StorageError) {
            count = try stream.read(into: staging)
        } catch {
            throw SensingError(error, source: name)
        }
        isAtEnd = count == 0
        buffer += staging.prefix(count)
    }
}

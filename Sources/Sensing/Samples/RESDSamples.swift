/// Renode's sensor data (RESD, version 1): blocks of samples, of which the first channel of
/// accelerations is read (renode.readthedocs.io, "Renode Sensor Data format").
enum RESDSamples {
    private static let acceleration = 2
    private static let magic = Array("RESD".utf8)

    static func isRecognized(_ bytes: [UInt8]) -> Bool { bytes.starts(with: magic) }

    static func read(_ bytes: [UInt8], name: String) throws(SensingError) -> AccelerationRecording {
        var reader = Reader(bytes: bytes[...], name: name)
        try reader.skip(4)
        let version = try reader.number(1)
        guard version == 1 else {
            throw SensingError(.badData, source: name, "is RESD version \(version); 1 is read")
        }
        try reader.skip(3)
        var samples: [AccelerationSample] = []
        var channel: Int?
        while !reader.bytes.isEmpty {
            let kind = try reader.number(1)
            let type = try reader.number(2)
            let number = try reader.number(2)
            let size = try reader.number(8)
            var block = try reader.block(size)
            guard type == acceleration, channel ?? number == number else { continue }
            channel = number
            samples += try self.samples(&block, kind)
        }
        guard let first = samples.first else {
            throw SensingError(.badData, source: name, "holds no accelerations")
        }
        return AccelerationRecording(
            name: name,
            samples: samples.map {
                AccelerationSample(time: $0.time - first.time, value: $0.value)
            })
    }

    private static func samples(
        _ block: inout Reader, _ kind: Int
    ) throws(SensingError) -> [AccelerationSample] {
        guard kind == 1 || kind == 2 else {
            throw block.fail("has a block of kind \(kind); there are 1 and 2")
        }
        let start = try block.number(8)
        let period = kind == 2 ? try block.number(8) : 0
        try block.skip(try block.number(8))
        var samples: [AccelerationSample] = []
        while !block.bytes.isEmpty {
            let time = kind == 1 ? try block.number(8) : start + samples.count * period
            // Millionths of g.
            let x = try block.signed() * 1e-6
            let y = try block.signed() * 1e-6
            let z = try block.signed() * 1e-6
            guard Double(time) * 1e-9 >= samples.last?.time ?? 0 else {
                throw block.fail("has times that go back")
            }
            samples.append(
                AccelerationSample(time: Double(time) * 1e-9, value: Acceleration(x, y, z)))
        }
        return samples
    }

    /// Numbers, the lowest byte first.
    private struct Reader {
        var bytes: ArraySlice<UInt8>
        let name: String

        func fail(_ message: String) -> SensingError {
            SensingError(.badData, source: name, place: "byte \(bytes.startIndex)", message)
        }

        mutating func take(_ count: Int) throws(SensingError) -> ArraySlice<UInt8> {
            guard count >= 0, count <= bytes.count else {
                throw fail("breaks off; is it cut short?")
            }
            defer { bytes = bytes.dropFirst(count) }
            return bytes.prefix(count)
        }

        mutating func skip(_ count: Int) throws(SensingError) { _ = try take(count) }

        mutating func block(_ size: Int) throws(SensingError) -> Reader {
            Reader(bytes: try take(size), name: name)
        }

        mutating func number(_ count: Int) throws(SensingError) -> Int {
            var value: UInt64 = 0
            for byte in try take(count).reversed() { value = value << 8 | UInt64(byte) }
            guard let number = Int(exactly: value), number < 1 << 60 else {
                throw fail("has a number beyond reason; is it damaged?")
            }
            return number
        }

        mutating func signed() throws(SensingError) -> Double {
            Double(Int32(truncatingIfNeeded: try number(4)))
        }
    }
}

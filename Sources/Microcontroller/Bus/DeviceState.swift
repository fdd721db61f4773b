/// What a device is like: numbers and bytes by name.
public struct DeviceState: Sendable, Equatable {
    public var numbers: [String: UInt64]
    public var bytes: [String: [UInt8]]

    public init(numbers: [String: UInt64] = [:], bytes: [String: [UInt8]] = [:]) {
        self.numbers = numbers
        self.bytes = bytes
    }

    /// - Throws: `badData` when there is no such number.
    public func number(_ name: String) throws(MicrocontrollerError) -> UInt64 {
        guard let number = numbers[name] else {
            throw MicrocontrollerError(.badData, source: "snapshot", "has no `\(name)`")
        }
        return number
    }
}

/// Bytes are written as hexadecimal digits.
extension DeviceState: Codable {
    private enum Key: String, CodingKey { case numbers, bytes }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(numbers, forKey: .numbers)
        try container.encode(bytes.mapValues(Self.digits), forKey: .bytes)
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        numbers = try container.decode([String: UInt64].self, forKey: .numbers)
        let texts = try container.decode([String: String].self, forKey: .bytes)
        bytes = [:]
        for (name, text) in texts {
            guard let value = Self.bytes(ofDigits: text) else {
                throw DecodingError.dataCorruptedError(
                    forKey: .bytes, in: container, debugDescription: "`\(name)` is not hexadecimal")
            }
            bytes[name] = value
        }
    }

    static func digits(of bytes: [UInt8]) -> String {
        let digits = Array("0123456789abcdef".utf8)
        // A letter first, so that no digits are taken for a number.
        return "x"
            + String(
                decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] },
                as: UTF8.self)
    }

    static func bytes(ofDigits text: String) -> [UInt8]? {
        let digits = Array(text.utf8.dropFirst())
        guard text.first == "x", digits.count % 2 == 0 else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(digits.count / 2)
        for place in stride(from: 0, to: digits.count, by: 2) {
            guard let high = Character(Unicode.Scalar(digits[place])).hexDigitValue,
                let low = Character(Unicode.Scalar(digits[place + 1])).hexDigitValue
            else { return nil }
            bytes.append(UInt8(high << 4 | low))
        }
        return bytes
    }
}

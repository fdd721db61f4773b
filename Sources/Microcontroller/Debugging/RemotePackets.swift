/// Packets of GDB's remote protocol: `$text#checksum`, acknowledged by `+` (GDB manual, appendix E).
struct RemotePackets {
    /// What comes from the debugger.
    enum Message: Equatable {
        case packet(String)
        /// Ctrl-C.
        case interrupt
    }

    private let connection: LocalConnection
    private var text: [UInt8]?
    private var sum: [UInt8] = []

    private static let lengthLimit = 1 << 16

    init(_ connection: LocalConnection) { self.connection = connection }

    /// The next message, waiting up to so many milliseconds for its next byte; nil when it is not
    /// whole yet.
    mutating func next(within milliseconds: Int32) -> Message? {
        while let byte = connection.receive(within: milliseconds) {
            if let message = take(byte) { return message }
        }
        return nil
    }

    private mutating func take(_ byte: UInt8) -> Message? {
        guard let current = text else {
            if byte == 3 { return .interrupt }
            if byte == UInt8(ascii: "$") { text = [] }
            return nil
        }
        if !sum.isEmpty {
            sum.append(byte)
            guard sum.count == 3 else { return nil }
            text = nil
            let told = UInt8(String(decoding: sum[1...], as: UTF8.self), radix: 16)
            sum = []
            guard told == Self.checksum(of: current) else {
                connection.send([UInt8(ascii: "-")])
                return nil
            }
            connection.send([UInt8(ascii: "+")])
            return .packet(String(decoding: current, as: UTF8.self))
        }
        if byte == UInt8(ascii: "#") {
            sum = [byte]
        } else if current.count < Self.lengthLimit {
            text?.append(byte)
        }
        return nil
    }

    func send(_ text: String) {
        let bytes = Array(text.utf8)
        let sum = String(Self.checksum(of: bytes), radix: 16)
        let digits = (sum.count < 2 ? "0" : "") + sum
        connection.send([UInt8(ascii: "$")] + bytes + Array("#\(digits)".utf8))
    }

    private static func checksum(of bytes: [UInt8]) -> UInt8 { bytes.reduce(0, &+) }
}

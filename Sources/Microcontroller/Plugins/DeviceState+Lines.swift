import PluginKit

/// What a device is like as the text that stages keep: a line for each member, its name, a space, its value.
extension DeviceState {
    var lines: [UInt8] {
        let numbers = numbers.map { ($0.key, "\($0.value)") }
        let bytes = bytes.map { ($0.key, Self.digits(of: $0.value)) }
        return (numbers + bytes).sorted { $0.0 < $1.0 }.flatMap { Array("\($0.0) \($0.1)\n".utf8) }
    }

    /// - Parameter stage: whose it is, for errors.
    /// - Throws: `PluginFailure` when it is another's.
    init(lines: UnsafeRawBufferPointer, of stage: String) throws {
        self.init()
        for line in String(decoding: lines, as: UTF8.self).split(separator: "\n") {
            let words = line.split(separator: " ").map(String.init)
            guard words.count == 2 else { throw Self.refusal(of: line, stage) }
            if let number = UInt64(words[1]) {
                numbers[words[0]] = number
            } else if let value = Self.bytes(ofDigits: words[1]) {
                bytes[words[0]] = value
            } else {
                throw Self.refusal(of: line, stage)
            }
        }
    }

    private static func refusal(of line: Substring, _ stage: String) -> PluginFailure {
        PluginFailure(.badData, "`\(line.prefix(40))` is nothing of \(stage)'s in a snapshot")
    }
}

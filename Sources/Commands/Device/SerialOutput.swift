/// What firmware sends, to standard output as it is, line by line.
final class SerialOutput {
    private static let pieceSize = 1 << 12
    private var bytes: [UInt8] = []

    func write(_ byte: UInt8) {
        bytes.append(byte)
        if byte == UInt8(ascii: "\n") || bytes.count >= Self.pieceSize { flush() }
    }

    func flush() {
        guard !bytes.isEmpty else { return }
        StandardStreams.print(bytes: bytes)
        bytes.removeAll(keepingCapacity: true)
    }
}

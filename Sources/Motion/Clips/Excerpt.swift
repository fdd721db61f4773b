/// A byte as an error shows it.
func shown(_ byte: UInt8) -> String {
    (0x20..<0x7f).contains(byte)
        ? String(UnicodeScalar(byte)) : "byte 0x" + String(byte, radix: 16)
}

/// Text from a clip as an error or a note shows it: without what would break the line or steer a
/// terminal.
func shown(_ text: String) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.filter { !$0.properties.isControl }))
}

extension Unicode.Scalar.Properties {
    fileprivate var isControl: Bool { generalCategory == .control || generalCategory == .format }
}

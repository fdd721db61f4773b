/// One register of a device, as its documentation has it; what the bus decodes comes from the same
/// table.
public struct Register: Sendable, Equatable {
    public enum Access: String, Sendable {
        case readOnly = "read"
        case writeOnly = "write"
        case readWrite = "read, write"
        /// Writing a one clears the bit.
        case writeOneToClear = "read, write 1 to clear"
    }

    public let name: String
    /// Bytes behind the device's address.
    public let offset: UInt32
    /// How many bytes it has, 1 to 8.
    public let byteCount: Int
    public let access: Access
    /// What it holds after reset.
    public let reset: UInt64
    public let summary: String

    public init(
        _ name: String, at offset: UInt32, bytes byteCount: Int = 1,
        _ access: Access, reset: UInt64 = 0, _ summary: String
    ) {
        self.name = name
        self.offset = offset
        self.byteCount = byteCount
        self.access = access
        self.reset = reset
        self.summary = summary
    }
}

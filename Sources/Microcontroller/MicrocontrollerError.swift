/// What went wrong with firmware, a platform, samples or the machine, in words that a user can act on.
public struct MicrocontrollerError: Error, Sendable, Equatable, CustomStringConvertible {
    public enum Kind: Sendable {
        /// A file is not there.
        case noInput
        /// A file is not what it should be.
        case badData
        /// What was asked for does not exist or contradicts itself.
        case usage
        /// Memory or a system call failed.
        case unavailable
        /// A plug-in's own fault.
        case fault
    }

    public let kind: Kind
    /// The file, or what stands for it.
    public let source: String
    /// Where in it: a line, an address, a symbol.
    public let place: String?
    public let message: String

    package init(_ kind: Kind, source: String, place: String? = nil, _ message: String) {
        self.kind = kind
        self.source = source
        self.place = place
        self.message = message
    }

    /// What became of firmware that ran.
    package static func failure(
        _ source: String, isTimeout: Bool = false, _ message: String
    ) -> MicrocontrollerError {
        MicrocontrollerError(isTimeout ? .unavailable : .badData, source: source, message)
    }

    public var description: String {
        [source, place, message].compactMap(\.self).joined(separator: ": ")
    }
}

extension UInt32 {
    /// `0x40000000`
    var hexadecimal: String {
        let digits = String(self, radix: 16)
        return "0x" + String(repeating: "0", count: 8 - digits.count) + digits
    }
}

import Microcontroller
import Motion
import Storage

/// What went wrong with samples, a mapping or a classifier, in words that a user can act on.
public struct SensingError: Error, Sendable, Equatable, CustomStringConvertible {
    public enum Kind: Sendable {
        /// A file is not there.
        case noInput
        /// A file is not what it should be.
        case badData
        /// What was asked for does not exist or contradicts itself.
        case usage
        /// Something else of the machine failed.
        case unavailable
        /// A plug-in's own fault.
        case fault
    }

    public let kind: Kind
    /// The file, or what stands for it.
    public let source: String
    /// Where in it: a line, a byte, a key.
    public let place: String?
    public let message: String

    package init(_ kind: Kind, source: String, place: String? = nil, _ message: String) {
        self.kind = kind
        self.source = source
        self.place = place
        self.message = message
    }

    public var description: String {
        [source, place, message].compactMap(\.self).joined(separator: ": ")
    }
}

extension SensingError {
    /// What became of a file.
    init(_ error: StorageError, source: String) {
        self.init(error.kind == .noInput ? .noInput : .badData, source: source, error.message)
    }

    /// What became of a machine or of samples in its own format.
    init(_ error: MicrocontrollerError) {
        let kind: Kind =
            switch error.kind {
            case .noInput: .noInput
            case .badData: .badData
            case .usage: .usage
            case .unavailable: .unavailable
            case .fault: .fault
            }
        self.init(kind, source: error.source, place: error.place, error.message)
    }

    /// What became of a clip.
    init(_ error: MotionError, source: String) {
        self.init(error.kind == .noInput ? .noInput : .badData, source: source, "\(error)")
    }
}

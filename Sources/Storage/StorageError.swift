import Glibc

/// A file that could not be read or written.
public struct StorageError: Error, Sendable, Equatable, CustomStringConvertible {
    public enum Kind: Sendable, Equatable {
        /// No such file, or a directory stands in its place.
        case noInput
        /// The file is there, but not readable as what it claims to be (damaged gzip, too large).
        case badData
        /// The file or folder cannot be made.
        case cannotCreate
        /// Reading or writing failed half-way (full disk, I/O error).
        case inputOutput
    }

    public var kind: Kind
    public var path: String
    /// What is wrong and what to do about it, without the path.
    public var message: String
    /// The system's number for what went wrong; nil where it was not the system.
    public var systemError: Int32?

    public init(_ kind: Kind, path: String, _ message: String, systemError: Int32? = nil) {
        self.systemError = systemError
        self.kind = kind
        self.path = path
        self.message = message
    }

    public var description: String { "\(path): \(message)" }

    /// The system's words for an error number, lower-cased: "no such file or directory".
    public static func reason(_ number: Int32 = errno) -> String {
        var buffer = [CChar](repeating: 0, count: 256)
        guard strerror_r(number, &buffer, buffer.count) == 0 else { return "error \(number)" }
        let text = String(decoding: buffer.prefix { $0 != 0 }.map(UInt8.init), as: UTF8.self)
        guard let first = text.first else { return "error \(number)" }
        return first.lowercased() + text.dropFirst()
    }
}

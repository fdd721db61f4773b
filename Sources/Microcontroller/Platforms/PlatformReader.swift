import Storage
import Yams

/// Reads platforms by name or from files.
public enum PlatformReader {
    private static let sizeLimit = 1 << 20

    /// The platforms that come with the engine.
    public static var builtInNames: [String] { embedded.keys.sorted() }

    private static let embedded: [String: [UInt8]] = [
        "litex-vexriscv": PackageResources.litex_vexriscv_yaml,
        "spike": PackageResources.spike_yaml,
    ]

    /// A built-in platform's name, or a file of YAML or Renode's description (`.repl`).
    ///
    /// - Throws: `noInput` when there is no such platform, `badData` when it contradicts itself.
    public static func read(_ name: String) throws(MicrocontrollerError) -> Platform {
        if let bytes = embedded[name] {
            return try parse(String(decoding: bytes, as: UTF8.self), source: name)
        }
        guard name.contains(".") || name.contains("/") else {
            throw MicrocontrollerError(
                .noInput, source: name,
                "is no platform; there are \(builtInNames.joined(separator: ", ")), or give a file "
                    + "of YAML or .repl")
        }
        let bytes: [UInt8]
        do {
            bytes = try InputFile.read(name, limit: sizeLimit)
        } catch {
            throw MicrocontrollerError(error, source: name)
        }
        let text = String(decoding: bytes, as: UTF8.self)
        return name.hasSuffix(".repl")
            ? try RenodePlatform.parse(text, source: name) : try parse(text, source: name)
    }

    static func parse(_ text: String, source: String) throws(MicrocontrollerError) -> Platform {
        do {
            return try YAMLDecoder().decode(Platform.self, from: text)
        } catch let error as DecodingError {
            throw MicrocontrollerError(.badData, source: source, error.summary)
        } catch {
            let message = "\(error)".split(whereSeparator: \.isNewline).joined(separator: " ")
            throw MicrocontrollerError(.badData, source: source, "is not YAML: \(message)")
        }
    }
}

extension DecodingError {
    /// Where and what, in a line.
    fileprivate var summary: String {
        func place(_ context: Context) -> String {
            context.codingPath.map { $0.intValue.map { "[\($0)]" } ?? $0.stringValue }
                .joined(separator: ".")
        }
        switch self {
        case .keyNotFound(let key, let context):
            let place = place(context)
            return "lacks `\(key.stringValue)`\(place.isEmpty ? "" : " in \(place)")"
        case .typeMismatch(_, let context), .valueNotFound(_, let context),
            .dataCorrupted(let context):
            return "has no right value at \(place(context)): \(context.debugDescription)"
        @unknown default: return "cannot be read"
        }
    }
}

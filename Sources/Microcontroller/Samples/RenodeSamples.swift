import Storage

/// Samples as Renode feeds them: a line of three whole numbers each, in `RawAcceleration`'s unit.
public enum RenodeSamples {
    /// Largest file that is read.
    private static let sizeLimit = 1 << 28

    /// - Throws: `noInput` when the file is missing, `badData` naming the line that is not three
    ///   numbers of 16 bits, or when there is none.
    public static func read(_ path: String) throws(MicrocontrollerError) -> [RawAcceleration] {
        let bytes: [UInt8]
        do {
            bytes = try InputFile.read(path, limit: sizeLimit)
        } catch {
            throw MicrocontrollerError(error, source: path)
        }
        return try parse(String(decoding: bytes, as: UTF8.self), source: path)
    }

    package static func parse(
        _ text: String, source: String
    ) throws(MicrocontrollerError) -> [RawAcceleration] {
        var samples: [RawAcceleration] = []
        var number = 0
        for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
            number += 1
            let fields = line.split(whereSeparator: \.isWhitespace)
            if fields.isEmpty { continue }
            let values = fields.compactMap { Int16($0) }
            guard fields.count == 3, values.count == 3 else {
                throw MicrocontrollerError(
                    .badData, source: source, place: "line \(number)",
                    fields.count == 3
                        ? "`\(line.prefix(40))` is not three whole numbers from -32768 to 32767"
                        : "has \(fields.count) numbers; a sample is x, y and z")
            }
            samples.append(RawAcceleration(x: values[0], y: values[1], z: values[2]))
        }
        guard !samples.isEmpty else {
            throw MicrocontrollerError(.badData, source: source, "holds no samples")
        }
        return samples
    }
}

extension MicrocontrollerError {
    /// What became of a file.
    init(_ error: StorageError, source: String) {
        let kind: Kind =
            switch error.kind {
            case .noInput: .noInput
            case .badData: .badData
            default: .unavailable
            }
        self.init(kind, source: source, error.message)
    }
}

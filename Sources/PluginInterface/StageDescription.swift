import CPoseAnimatePlugin
import PluginKit

/// What a plug-in says of one of its stages, read once and found to make sense.
package struct StageDescription: Sendable {
    package enum Temporal: Sendable, Equatable {
        case stateless
        case window(Int)
        case sequential
    }

    package var kind: StageKind
    package var id: String
    package var summary: String
    package var version: String?
    package var temporal: Temporal
    package var needsLocation: Bool
    package var refines: Bool
    package var options: [Option]
}

extension StageDescription {
    /// Reads a descriptor.
    ///
    /// - Parameter source: the plug-in, for errors.
    /// - Throws: `badData` when it makes no sense.
    package init(
        _ pointer: UnsafePointer<pa_descriptor>, _ kind: StageKind, source: String
    ) throws(PluginError) {
        let descriptor = grown(pointer, size: pointer.pointee.size)
        let id = descriptor.id.map { String(cString: $0) } ?? ""
        let place = "\(kind.name) `\(id)`"
        func refuse(_ message: String) -> PluginError {
            PluginError(.badData, source: source, place: place, message)
        }
        guard pointer.pointee.size >= MemoryLayout<pa_descriptor>.size else {
            throw refuse(
                "its descriptor has \(pointer.pointee.size) bytes, and pa_descriptor of version 1.0 "
                    + "has \(MemoryLayout<pa_descriptor>.size); set `size` to sizeof(pa_descriptor)"
            )
        }
        guard Self.isName(id) else {
            throw refuse(
                "this is no id: it takes small letters, digits, hyphens and dots, and begins with a "
                    + "letter")
        }
        self.kind = kind
        self.id = id
        summary = try Self.line(descriptor.summary, "summary", refuse)
        version = descriptor.version.map { String(cString: $0) }
        guard kind.temporals.contains(Int(descriptor.temporal)) else {
            throw refuse(
                "`temporal` is \(descriptor.temporal), and a \(kind.name) may have "
                    + kind.temporals.map { "\($0)" }.joined(separator: " or "))
        }
        switch Int(descriptor.temporal) {
        case Int(PA_STATELESS): temporal = .stateless
        case Int(PA_SEQUENTIAL): temporal = .sequential
        default:
            guard (1...UInt32(PA_LONGEST_WINDOW)).contains(descriptor.window) else {
                throw refuse(
                    "its window is \(descriptor.window) frames; 1 to \(PA_LONGEST_WINDOW) can be")
            }
            temporal = .window(Int(descriptor.window))
        }
        needsLocation = descriptor.flags & UInt32(PA_NEEDS_LOCATION) != 0
        refines = descriptor.flags & UInt32(PA_REFINES) != 0
        options = try Self.options(descriptor, refuse)
    }

    /// The most options of a stage: more than people can read.
    private static let mostOptions = 256

    private static func options(
        _ descriptor: pa_descriptor, _ refuse: (String) -> PluginError
    ) throws(PluginError) -> [Option] {
        guard descriptor.option_count <= mostOptions else {
            throw refuse("it has \(descriptor.option_count) options; \(mostOptions) can be")
        }
        guard descriptor.option_count > 0 else { return [] }
        guard let rows = descriptor.options else { throw refuse("its `options` are missing") }
        let stride = rows.pointee.size
        guard stride >= MemoryLayout<pa_option>.size, stride <= 1 << 16 else {
            throw refuse(
                "its options have \(stride) bytes each, and pa_option of version 1.0 has "
                    + "\(MemoryLayout<pa_option>.size); set `size` to sizeof(pa_option)")
        }
        var options: [Option] = []
        for place in 0..<Int(descriptor.option_count) {
            let row = UnsafeRawPointer(rows).advanced(by: place * stride)
            let option = try option(row.load(as: pa_option.self), refuse)
            guard !options.contains(where: { $0.name == option.name }) else {
                throw refuse("it has two options `\(option.name)`")
            }
            options.append(option)
        }
        return options
    }

    private static func option(
        _ row: pa_option, _ refuse: (String) -> PluginError
    ) throws(PluginError) -> Option {
        let name = row.name.map { String(cString: $0) } ?? ""
        func refuseOption(_ message: String) -> PluginError {
            refuse("its option `\(name)`: \(message)")
        }
        guard isName(name), !name.contains(".") else {
            throw refuseOption(
                "a name takes small letters, digits and hyphens, and begins with a letter")
        }
        let help = try line(row.help, "help", refuseOption)
        switch Int(row.type) {
        case Int(PA_NUMBER), Int(PA_INTEGER):
            guard row.minimum.isFinite, row.maximum.isFinite, row.minimum <= row.maximum,
                (row.minimum...row.maximum).contains(row.standard)
            else {
                throw refuseOption(
                    "\(row.standard) is its default, and the range \(row.minimum) to \(row.maximum); "
                        + "give finite numbers, the default within")
            }
            guard Int(row.type) == Int(PA_INTEGER) else {
                return .number(
                    name, in: row.minimum...row.maximum, standard: row.standard, help)
            }
            guard let least = Int(exactly: row.minimum), let most = Int(exactly: row.maximum),
                let standard = Int(exactly: row.standard), abs(least) < 1 << 53, most < 1 << 53
            else { throw refuseOption("its range and its default are to be whole numbers") }
            return .integer(name, in: least...most, standard: standard, help)
        case Int(PA_FLAG):
            guard row.standard == 0 || row.standard == 1 else {
                throw refuseOption("its default is \(row.standard); a flag's is 0 or 1")
            }
            return .flag(name, standard: row.standard == 1, help)
        case Int(PA_CHOICE):
            var words: [String] = []
            while let word = row.choices?[words.count], words.count < 1000 {
                words.append(String(cString: word))
            }
            guard let place = Int(exactly: row.standard), words.indices.contains(place),
                Set(words).count == words.count, !words.contains(where: { $0.contains(",") })
            else {
                throw refuseOption(
                    "its default is choice \(row.standard) of \(words.count); choices are different "
                        + "words without commas, and the default is one of them")
            }
            return .choice(name, of: words, standard: words[place], help)
        case Int(PA_TEXT):
            return .text(name, standard: row.standard_text.map { String(cString: $0) }, help)
        case Int(PA_FILE): return .file(name, help)
        default: throw refuseOption("there is no type \(row.type)")
        }
    }

    /// Text that is there and has one line.
    private static func line(
        _ text: UnsafePointer<CChar>?, _ what: String, _ refuse: (String) -> PluginError
    ) throws(PluginError) -> String {
        guard let line = text.map({ String(cString: $0) }), !line.isEmpty,
            !line.contains(where: \.isNewline)
        else { throw refuse("its \(what) is missing or has several lines; write one line") }
        return line
    }

    private static func isName(_ text: String) -> Bool {
        guard let first = text.utf8.first, (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(first)
        else { return false }
        return text.utf8.count <= 100
            && text.utf8.allSatisfy {
                (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0)
                    || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
                    || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: ".")
            }
    }
}

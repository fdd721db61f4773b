import Storage

/// Scripts of Renode (`.resc`), as far as demos of boards need them: the platform, the firmware, and
/// samples for sensors (renode.readthedocs.io, "Basic control of Renode").
///
/// Other commands are errors, but for those that open windows or set how much is told.
public struct RenodeScript: Sendable, Equatable {
    /// What is done to a sensor.
    public enum SensorCommand: Sendable, Equatable {
        case feedFile(path: String)
        case feed(RawAcceleration, repeats: Int)
        case setFIFODepth(Int)
    }

    /// The platform's description, where the script names one.
    public private(set) var platform: String?
    /// The firmware, where the script names one that is not a variable given from outside.
    public private(set) var firmware: String?
    /// By the sensor's name, in order.
    public private(set) var sensorCommands: [(sensor: String, command: SensorCommand)] = []
    /// What was passed over, a line each.
    public private(set) var notes: [String] = []

    private var variables: [String: String] = [:]
    private var macros: [String: [Line]] = [:]
    private let source: String

    private struct Line: Sendable, Equatable {
        var number: Int
        var text: String
    }

    private static let sizeLimit = 1 << 20
    /// Macros may run others so deep.
    private static let depthLimit = 16
    /// Commands about windows and logs, which change nothing of the machine.
    private static let ignored: Set<String> = [
        "showAnalyzer", "logLevel", "logFile", "path", "include", "emulation",
    ]

    public static func == (left: RenodeScript, right: RenodeScript) -> Bool {
        left.platform == right.platform && left.firmware == right.firmware
            && left.sensorCommands.elementsEqual(right.sensorCommands, by: ==)
    }

    /// - Parameter firmware: stands for what the script's variable of an ELF file holds.
    /// - Throws: `noInput` when it is missing, `badData` naming the line that cannot be done.
    public init(path: String, firmware: String?) throws(MicrocontrollerError) {
        let bytes: [UInt8]
        do {
            bytes = try InputFile.read(path, limit: Self.sizeLimit)
        } catch {
            throw MicrocontrollerError(error, source: path)
        }
        let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
        try self.init(
            String(decoding: bytes, as: UTF8.self), source: path, folder: folder,
            firmware: firmware)
    }

    init(
        _ text: String, source: String, folder: String, firmware: String?
    ) throws(MicrocontrollerError) {
        self.source = source
        variables["ORIGIN"] = folder
        let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
            .enumerated().map { Line(number: $0.offset + 1, text: String($0.element)) }
        try run(try withoutMacros(lines), given: firmware, depth: 0)
        if let firmware { self.firmware = firmware }
    }

    /// Takes the macros out of a script.
    private mutating func withoutMacros(_ lines: [Line]) throws(MicrocontrollerError) -> [Line] {
        var rest: [Line] = []
        var name: String?
        var isInside = false
        for line in lines {
            let words = Self.words(line.text)
            if let macro = name, line.text.contains("\"\"\"") {
                if isInside { name = nil } else { macros[macro] = [] }
                isInside.toggle()
            } else if let name, isInside {
                macros[name]?.append(line)
            } else if words.count == 2, words[0] == "macro" {
                name = words[1]
            } else {
                rest.append(line)
            }
        }
        if let name {
            throw MicrocontrollerError(.badData, source: source, "macro `\(name)` has no end")
        }
        return rest
    }

    private static func words(_ line: String) -> [String] {
        let code = line.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)[0]
        return code.split(whereSeparator: \.isWhitespace).map(String.init)
    }

    private mutating func run(
        _ lines: [Line], given: String?, depth: Int
    ) throws(MicrocontrollerError) {
        let source = source
        for line in lines {
            let words = Self.words(line.text)
            guard let first = words.first else { continue }
            func fail(_ message: String) -> MicrocontrollerError {
                MicrocontrollerError(
                    .badData, source: source, place: "line \(line.number)", message)
            }
            if first.hasPrefix("$"), first.contains("=") {
                define(first + words.dropFirst().joined(separator: " "), given)
            } else if first == "runMacro" || first == "execute" {
                guard words.count == 2, words[1].hasPrefix("$"),
                    let macro = macros[String(words[1].dropFirst())]
                else { throw fail("there is no macro `\(words.dropFirst().joined())`") }
                guard depth < Self.depthLimit else { throw fail("macros run each other for ever") }
                try run(macro, given: given, depth: depth + 1)
            } else {
                try perform(words, fail, line)
            }
        }
    }

    /// `$name=value`, or `$name?=value` where it has none yet.
    private mutating func define(_ text: String, _ given: String?) {
        let parts = text.dropFirst().split(separator: "=", maxSplits: 1)
        guard let name = parts.first else { return }
        let value = parts.count == 2 ? String(parts[1]) : ""
        let isDefault = name.hasSuffix("?")
        let key = String(isDefault ? name.dropLast() : name)
        // What is given on the command line goes before the script's own default.
        if isDefault, given != nil, value.hasSuffix(".elf") { return variables[key] = given }
        if isDefault, variables[key] != nil { return }
        variables[key] = value
    }

    private mutating func perform(
        _ words: [String], _ fail: (String) -> MicrocontrollerError, _ line: Line
    ) throws(MicrocontrollerError) {
        switch words[0] {
        case "using", "mach", "start", "s": return
        case "machine" where words.count == 3 && words[1] == "LoadPlatformDescription":
            platform = try path(words[2], fail)
        case "sysbus" where words.count == 3 && words[1] == "LoadELF":
            firmware = try path(words[2], fail)
        case _ where Self.ignored.contains(words[0]):
            notes.append("line \(line.number): `\(words[0])` is passed over")
        case _ where words.count >= 3 && ["FeedSample", "MaxFifoDepth"].contains(words[1]):
            let sensor = words[0].split(separator: ".").last.map(String.init) ?? words[0]
            sensorCommands.append((sensor, try command(words, fail)))
        default:
            throw fail(
                "`\(words.joined(separator: " "))` cannot be done; there are LoadPlatformDescription, "
                    + "LoadELF, FeedSample, MaxFifoDepth, macro, runMacro and start")
        }
    }

    private func command(
        _ words: [String], _ fail: (String) -> MicrocontrollerError
    ) throws(MicrocontrollerError) -> SensorCommand {
        if words[1] == "MaxFifoDepth" {
            guard words.count == 3, let depth = Int(words[2]), (1...63).contains(depth) else {
                throw fail("MaxFifoDepth is a number from 1 to 63")
            }
            return .setFIFODepth(depth)
        }
        if words.count == 3 { return .feedFile(path: try path(words[2], fail)) }
        let numbers = words[2...].compactMap { Int($0) }
        let axes = numbers.prefix(3).compactMap { Int16(exactly: $0) }
        guard numbers.count == words.count - 2, (3...4).contains(numbers.count), axes.count == 3
        else {
            throw fail("FeedSample takes a file, or x y z and how often, whole numbers of 16 bits")
        }
        return .feed(
            RawAcceleration(x: axes[0], y: axes[1], z: axes[2]),
            repeats: numbers.count == 4 ? numbers[3] : 1)
    }

    /// `@file`, `$name` or `$ORIGIN/file`.
    private func path(
        _ text: String, _ fail: (String) -> MicrocontrollerError
    ) throws(MicrocontrollerError) -> String {
        var text = text.hasPrefix("@") ? String(text.dropFirst()) : text
        if text.hasPrefix("$") {
            let name = text.dropFirst().prefix { $0.isLetter || $0.isNumber || $0 == "_" }
            guard let value = variables[String(name)] else { throw fail("`$\(name)` is not set") }
            text = value + text.dropFirst(name.count + 1)
        }
        if text.hasPrefix("@") { text.removeFirst() }
        // Relative to the script, as the command line's own paths are not.
        let isRelative = !text.hasPrefix("/") && text != firmware
        return isRelative && text.hasPrefix("..")
            ? (variables["ORIGIN"] ?? ".") + "/" + text : text
    }
}

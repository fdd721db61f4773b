/// Platform descriptions of Renode (`.repl`), as far as boards of this kind use them: entries
/// `name: Type @ place`, places and interrupts, a few properties (renode.readthedocs.io, "Describing
/// platforms").
enum RenodePlatform {
    private struct Entry {
        var name: String
        var type: String
        var line: Int
        /// `sysbus 0x40000000`, `i2c 0x1D`.
        var places: [(bus: String, address: UInt32)] = []
        var properties: [String: String] = [:]
        var interrupt: Int?
    }

    private static let clock = 100e6

    static func parse(_ text: String, source: String) throws(MicrocontrollerError) -> Platform {
        var platform = Platform(name: source, clock: clock, memory: [], devices: [])
        let entries = try entries(text, source)
        for entry in entries {
            try add(entry, to: &platform, source)
        }
        for entry in entries where entry.places.first.map({ $0.bus != "sysbus" }) ?? false {
            try addChild(entry, to: &platform, source)
        }
        return platform
    }

    private static func entries(
        _ text: String, _ source: String
    ) throws(MicrocontrollerError) -> [Entry] {
        var entries: [Entry] = []
        var number = 0
        var isInPlaces = false
        for rawLine in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
            number += 1
            var line = trimmed(rawLine)
            if let comment = line.firstRange(of: "//") {
                line = trimmed(line[..<comment.lowerBound])
            }
            if line.isEmpty { continue }
            func fail(_ message: String) -> MicrocontrollerError {
                MicrocontrollerError(
                    .badData, source: source, place: "line \(number)", message)
            }
            if isInPlaces {
                isInPlaces = !line.contains("}")
                let place = line.filter { !"{};".contains($0) }
                guard !trimmed(place[...]).isEmpty else { continue }
                entries[entries.count - 1].places.append(try Self.place(place[...], fail))
            } else if rawLine.first?.isWhitespace == true {
                guard !entries.isEmpty else { throw fail("`\(line)` belongs to no entry") }
                try read(line, into: &entries[entries.count - 1], fail)
            } else {
                var entry = try entry(line, number, fail)
                if line.hasSuffix("{") {
                    isInPlaces = true
                } else if let at = line.firstIndex(of: "@") {
                    let text = trimmed(line[line.index(after: at)...])
                    if text.contains(where: \.isNumber) { entry.places = [try place(text, fail)] }
                }
                entries.append(entry)
            }
        }
        return entries
    }

    private static func trimmed(_ text: Substring) -> Substring {
        let start = text.drop(while: \.isWhitespace)
        guard let last = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
        return start[...last]
    }

    private static func entry(
        _ line: Substring, _ number: Int, _ fail: (String) -> MicrocontrollerError
    ) throws(MicrocontrollerError) -> Entry {
        let parts = line.split(separator: ":", maxSplits: 1)
        guard parts.count == 2, let type = parts[1].split(whereSeparator: \.isWhitespace).first
        else { throw fail("`\(line)` is no entry; `name: Type @ place` is") }
        return Entry(name: String(trimmed(parts[0])), type: String(type), line: number)
    }

    private static func place(
        _ text: Substring, _ fail: (String) -> MicrocontrollerError
    ) throws(MicrocontrollerError) -> (bus: String, address: UInt32) {
        let words = text.split(whereSeparator: \.isWhitespace)
        guard words.count >= 2, let address = number(words[1]).flatMap({ UInt32(exactly: $0) })
        else { throw fail("`\(text)` is no place; `sysbus 0x40000000` is") }
        return (String(words[0]), address)
    }

    private static func number(_ text: Substring) -> UInt64? {
        text.hasPrefix("0x") ? UInt64(text.dropFirst(2), radix: 16) : UInt64(text)
    }

    private static func read(
        _ line: Substring, into entry: inout Entry, _ fail: (String) -> MicrocontrollerError
    ) throws(MicrocontrollerError) {
        if line.hasPrefix("->") {
            let target = trimmed(line.dropFirst(2)).split(separator: "@")
            guard target.count == 2, target[0] == "cpu", let interrupt = Int(target[1]) else {
                throw fail("`\(line)` is no interrupt of the cpu; `-> cpu@1` is")
            }
            entry.interrupt = interrupt
            return
        }
        let parts = line.split(separator: ":", maxSplits: 1)
        guard parts.count == 2 else { throw fail("`\(line)` is no property; `size: 0x1000` is") }
        entry.properties[String(trimmed(parts[0]))] = String(trimmed(parts[1]))
    }

    private static func add(
        _ entry: Entry, to platform: inout Platform, _ source: String
    ) throws(MicrocontrollerError) {
        func fail(_ message: String) -> MicrocontrollerError {
            MicrocontrollerError(
                .badData, source: source, place: "line \(entry.line), \(entry.name)", message)
        }
        if entry.type.hasPrefix("CPU.") {
            guard entry.type.hasSuffix("RiscV32") || entry.type.hasSuffix("VexRiscv") else {
                throw fail("\(entry.type) is not simulated; CPU.VexRiscv is")
            }
            return
        }
        guard let first = entry.places.first, first.bus == "sysbus" else { return }
        let aliases = entry.places.dropFirst().map(\.address)
        if entry.type == "Memory.MappedMemory" {
            guard let size = entry.properties["size"].flatMap({ number($0[...]) }),
                let size = UInt32(exactly: size)
            else { throw fail("has no size") }
            platform.memory.append(
                Platform.Memory(
                    name: entry.name, address: first.address, size: size, aliases: aliases))
            return
        }
        guard let type = DeviceRegistry.renodeNames[entry.type] else {
            let known = DeviceRegistry.renodeNames.keys.sorted().joined(separator: ", ")
            throw fail("\(entry.type) is not simulated; there are Memory.MappedMemory, \(known)")
        }
        platform.devices.append(
            Platform.Peripheral(
                name: entry.name, type: type, address: first.address, aliases: aliases,
                interrupt: entry.interrupt,
                clock: entry.properties["frequency"].flatMap { number($0[...]) }.map { Double($0) })
        )
    }

    private static func addChild(
        _ entry: Entry, to platform: inout Platform, _ source: String
    ) throws(MicrocontrollerError) {
        guard let place = entry.places.first,
            let type = DeviceRegistry.renodeNames[entry.type],
            let parent = platform.devices.firstIndex(where: { $0.name == place.bus })
        else {
            throw MicrocontrollerError(
                .badData, source: source, place: "line \(entry.line), \(entry.name)",
                "\(entry.type) is on a bus that is not there, or is not simulated")
        }
        let child = Platform.Child(name: entry.name, type: type, address: place.address)
        platform.devices[parent].children = (platform.devices[parent].children ?? []) + [child]
    }
}

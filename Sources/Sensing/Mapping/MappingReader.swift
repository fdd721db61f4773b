import Choreography
import Motion
import Rigging
import Storage
import Yams

/// Reads mappings from YAML, and the clips that they name.
public struct MappingReader {
    private let source: String
    /// Paths of clips are relative to the mapping.
    private let folder: String

    private static let sizeLimit = 1 << 20

    /// The engine's own mapping.
    ///
    /// - Throws: never but for damage to the program.
    public static func standard() throws(SensingError) -> SensorMapping {
        try MappingReader(source: "the standard mapping", folder: ".").read(
            String(decoding: PackageResources.gestures_yaml, as: UTF8.self))
    }

    /// - Throws: `noInput` when the file or a clip is missing, `badData` naming the line that is
    ///   wrong.
    public static func read(path: String) throws(SensingError) -> SensorMapping {
        let bytes: [UInt8]
        do {
            bytes = try InputFile.read(path, limit: sizeLimit)
        } catch {
            throw SensingError(error, source: path)
        }
        let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
        return try MappingReader(source: path, folder: folder).read(
            String(decoding: bytes, as: UTF8.self))
    }

    /// Reads a mapping that lies in memory.
    static func read(_ text: String, source: String) throws(SensingError) -> SensorMapping {
        try MappingReader(source: source, folder: ".").read(text)
    }

    private func read(_ text: String) throws(SensingError) -> SensorMapping {
        let root: Node?
        do {
            root = try Yams.compose(yaml: text)
        } catch {
            let words = "\(error)".split(whereSeparator: \.isNewline).joined(separator: " ")
            throw SensingError(.badData, source: source, "is not YAML: \(words)")
        }
        guard let root, root.mapping != nil else {
            throw SensingError(.badData, source: source, "is no mapping: it has keys and values")
        }
        try check(
            root, "the mapping", ["name", "clip", "framesPerSecond", "tilt", "effects", "gestures"])
        let tilt = root["tilt"]
        if let tilt { try check(tilt, "tilt", ["smoothing", "right"]) }
        var effects: [SensorMapping.Effect] = []
        for node in root["effects"]?.sequence ?? [] { effects.append(try effect(node)) }
        var gestures: [String: SensorMapping.Gesture] = [:]
        for (key, node) in root["gestures"]?.mapping ?? [:] {
            gestures[key.string ?? ""] = try gesture(node)
        }
        return SensorMapping(
            name: root["name"]?.string ?? source, base: try clip(root["clip"], standard: "idle"),
            framesPerSecond: try number(root, "framesPerSecond", 1...240) ?? 30,
            smoothing: try tilt.flatMap { node throws(SensingError) in
                try number(node, "smoothing", 0.01...10)
            } ?? 0.3,
            rightAxis: try axis(tilt?["right"]), effects: effects, gestures: gestures)
    }

    private func error(_ node: Node, _ message: String) -> SensingError {
        SensingError(
            .badData, source: source, place: node.mark.map { "line \($0.line)" }, message)
    }

    private func check(
        _ node: Node, _ what: String, _ known: [String]
    ) throws(SensingError) {
        guard let mapping = node.mapping else {
            throw error(node, "\(what) has keys: \(known.joined(separator: ", "))")
        }
        for (key, _) in mapping {
            let name = key.string ?? ""
            guard !known.contains(name) else { continue }
            let nearest = Spelling.nearest(to: name, among: known)
            throw error(
                key,
                "\(what) has no `\(name)`; "
                    + (nearest.map { "did you mean `\($0)`?" }
                        ?? "there are \(known.joined(separator: ", "))"))
        }
    }

    private func number(
        _ node: Node, _ key: String, _ range: ClosedRange<Double>
    ) throws(SensingError) -> Double? {
        guard let value = node[key] else { return nil }
        guard let number = value.float, range.contains(number) else {
            throw error(
                value,
                "`\(key)` is a number from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }

    private func axis(_ node: Node?) throws(SensingError) -> Acceleration {
        guard let node else { return Acceleration(1, 0, 0) }
        let axes = [
            "x": Acceleration(1, 0, 0), "-x": Acceleration(-1, 0, 0), "y": Acceleration(0, 1, 0),
            "-y": Acceleration(0, -1, 0), "z": Acceleration(0, 0, 1), "-z": Acceleration(0, 0, -1),
        ]
        guard let axis = axes[node.string ?? ""] else {
            throw error(node, "`right` is the axis that points to the right: x, y, z, -x, -y or -z")
        }
        return axis
    }

    private func effect(_ node: Node) throws(SensingError) -> SensorMapping.Effect {
        try check(node, "an effect", ["of", "from", "gain", "limit", "spring"])
        let parts = BodyDeflection.Part.allCases.map(\.rawValue).joined(separator: ", ")
        guard let part = node["of"]?.string.flatMap(BodyDeflection.Part.init) else {
            throw error(node, "`of` says what of the body: \(parts)")
        }
        let channels = SensorChannels.Name.allCases.map(\.rawValue).joined(separator: ", ")
        guard let channel = node["from"]?.string.flatMap(SensorChannels.Name.init) else {
            throw error(node, "`from` says what of the sensor: \(channels)")
        }
        var effect = SensorMapping.Effect(
            part: part, channel: channel, gain: try number(node, "gain", -1000...1000) ?? 1,
            limit: try number(node, "limit", 0...1000) ?? part.limit)
        if let spring = node["spring"] {
            try check(spring, "a spring", ["frequency", "damping"])
            effect.spring = SensorMapping.SpringSetting(
                frequency: try number(spring, "frequency", 0.05...20) ?? 2,
                damping: try number(spring, "damping", 0...5) ?? 0.4)
        }
        return effect
    }

    private func gesture(_ node: Node) throws(SensingError) -> SensorMapping.Gesture {
        try check(node, "a gesture", ["clip", "fade", "serial"])
        guard let name = node["clip"] else { throw error(node, "a gesture needs its `clip`") }
        var serial: [String] = []
        for line in node["serial"]?.sequence ?? [] {
            guard let text = line.string, !text.isEmpty else {
                throw error(line, "`serial` is a list of texts")
            }
            serial.append(text)
        }
        return SensorMapping.Gesture(
            clip: try clip(name, standard: ""), fade: try number(node, "fade", 0...5) ?? 0.25,
            serial: serial)
    }

    /// One of the engine's own performances, or a file beside the mapping.
    private func clip(_ node: Node?, standard: String) throws(SensingError) -> Clip {
        let name = node?.string ?? standard
        func fail(_ message: String) -> SensingError {
            node.map { error($0, message) }
                ?? SensingError(.badData, source: source, message)
        }
        let own = Performance.gestures + Performance.all
        if let performance = own.first(where: { $0.name == name }) {
            do {
                return Clip(
                    framesPerSecond: Performance.framesPerSecond, size: Figure.pictureSize,
                    frames: try performance.frames())
            } catch {
                throw fail("clip `\(name)` cannot be made: \(error)")
            }
        }
        guard name.contains(".") else {
            throw fail(
                "there is no clip `\(name)`; there are "
                    + own.map(\.name).joined(separator: ", ") + ", or name a file")
        }
        let path = name.hasPrefix("/") ? name : folder + "/" + name
        let clip: Clip
        do {
            clip = try Clip(path: path)
        } catch {
            throw SensingError(error, source: path)
        }
        guard clip.frames.contains(where: { $0.pose != nil }) else {
            throw fail("clip `\(name)` shows nobody")
        }
        return clip
    }
}

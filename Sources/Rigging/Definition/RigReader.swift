import Motion
import Rigs
import Storage
import Synchronization
import Yams

/// Reads rigs from YAML; the format is described in `Rigs/README.md`.
public struct RigReader {
    private let source: String
    private var keypoints: [Rig.RigKeypoint] = []
    private var indices: [String: Int] = [:]
    private var bones: [Rig.Bone] = []
    private var groups: [Rig.BoneGroup] = []
    private var pivot: Int?
    private var lostFace: Rig.LostFace?

    /// Names of the built-in rigs, largest first.
    public static var builtInNames: [String] { BuiltInRigs.names }

    /// Built-in rigs already read: reading one takes longer than binding a character.
    private static let alreadyRead = Mutex<[String: Rig]>([:])

    /// The built-in rig of that name.
    ///
    /// - Throws: `noRig` when there is none.
    public static func builtIn(_ name: String) throws(RiggingError) -> Rig {
        if let rig = alreadyRead.withLock({ $0[name] }) { return rig }
        guard let text = BuiltInRigs.text(named: name) else {
            let names = BuiltInRigs.names.joined(separator: ", ")
            throw RiggingError(
                .noRig, source: name, "no such rig; choose one of \(names), or name a .yaml file")
        }
        let rig = try read(text, source: name)
        alreadyRead.withLock { $0[name] = rig }
        return rig
    }

    /// Reads one definition.
    ///
    /// - Parameter source: named in errors.
    /// - Throws: `badRig` naming the line.
    public static func read(_ text: String, source: String) throws(RiggingError) -> Rig {
        var reader = RigReader(source: source)
        let root = try reader.compose(text)
        try reader.add(root, including: [])
        let name = root["name"]?.string ?? source
        guard !reader.bones.isEmpty else {
            throw RiggingError(.badRig, source: source, "the rig has no bones; give it `groups`")
        }
        return Rig(
            name: name, title: root["title"]?.string ?? name, keypoints: reader.keypoints,
            bones: reader.bones, groups: reader.groups, pivot: reader.pivot,
            lostFace: reader.lostFace)
    }

    private init(source: String) { self.source = source }

    private func compose(_ text: String) throws(RiggingError) -> Node {
        do {
            if let node = try Yams.compose(yaml: text), node.mapping != nil { return node }
        } catch {
            let words = "\(error)".split(whereSeparator: \.isNewline).joined(separator: " ")
            throw RiggingError(.badRig, source: source, "is not YAML: \(words)")
        }
        throw RiggingError(.badRig, source: source, "is not a rig: it must be a YAML mapping")
    }

    private mutating func add(_ root: Node, including path: [String]) throws(RiggingError) {
        let known = ["name", "title", "includes", "keypoints", "groups", "pivot", "lostFace"]
        for (key, _) in root.mapping ?? [:] where !known.contains(key.string ?? "") {
            throw error(
                key,
                "unknown key `\(key.string ?? "")`; the keys are \(known.joined(separator: ", "))")
        }
        if let includes = root["includes"], includes.sequence == nil {
            throw error(includes, "`includes` is a list: [face, body]")
        }
        for part in root["includes"]?.sequence ?? [] {
            let name = part.string ?? ""
            guard !path.contains(name), let text = BuiltInRigs.text(named: name) else {
                throw error(part, "cannot include `\(name)`: name a built-in rig, once")
            }
            try add(try compose(text), including: path + [name])
        }
        for (key, value) in root["keypoints"]?.mapping ?? [:] {
            try addKeypoint(key, value)
        }
        for (key, value) in root["groups"]?.mapping ?? [:] { try addGroup(key, value) }
        if let node = root["pivot"] { pivot = try keypoint(node) }
        if let node = root["lostFace"] {
            lostFace = Rig.LostFace(
                carriers: try pair(node["carriers"] ?? node),
                references: try pair(node["references"] ?? node))
        }
    }

    private mutating func addKeypoint(_ key: Node, _ value: Node) throws(RiggingError) {
        guard let name = key.string, !name.isEmpty else {
            throw error(key, "a keypoint needs a name")
        }
        guard value.mapping?.count == 1 else {
            throw error(value, "`\(name)` needs one source: `{body: part}` or `{face: 0…477}`")
        }
        let source: Rig.Source
        if let landmark = value["face"]?.int, (0..<478).contains(landmark) {
            source = .face(landmark)
        } else if let part = value["body"]?.string.flatMap({ BodyPart(name: $0) }) {
            source = .body(part)
        } else {
            throw error(
                value, "`\(name)` needs `{body: part}`, one of PoseNet's 17, or `{face: 0…477}`")
        }
        if let index = indices[name] {
            guard keypoints[index].source == source else {
                throw error(key, "`\(name)` is defined twice, differently")
            }
            return
        }
        indices[name] = keypoints.count
        keypoints.append(Rig.RigKeypoint(name: name, source: source))
    }

    private mutating func addGroup(_ key: Node, _ value: Node) throws(RiggingError) {
        let name = key.string ?? ""
        for (inner, _) in value.mapping ?? [:] where !["region", "bones"].contains(inner.string) {
            throw error(
                inner,
                "unknown key `\(inner.string ?? "")` in group `\(name)`; it has region and bones")
        }
        guard let region = value["region"]?.string.flatMap(Rig.Region.init(rawValue:)) else {
            throw error(value, "group `\(name)` needs `region: body` or `region: face`")
        }
        guard !groups.contains(where: { $0.name == name }) else {
            throw error(key, "group `\(name)` is defined twice")
        }
        let first = bones.count
        for node in value["bones"]?.sequence ?? [] {
            let ends = try pair(node)
            guard ends[0] != ends[1] else { throw error(node, "a bone needs two different ends") }
            guard !bones.contains(where: { Set([$0.start, $0.end]) == Set(ends) }) else {
                throw error(node, "this bone is listed already")
            }
            bones.append(Rig.Bone(start: ends[0], end: ends[1], group: groups.count))
        }
        guard bones.count > first else {
            throw error(value, "group `\(name)` needs `bones`, each `[keypoint, keypoint]`")
        }
        groups.append(Rig.BoneGroup(name: name, region: region, bones: Array(first..<bones.count)))
    }

    private func pair(_ node: Node) throws(RiggingError) -> [Int] {
        guard let ends = node.sequence, ends.count == 2 else {
            throw error(node, "two keypoints are needed here: [one, other]")
        }
        return [try keypoint(ends[0]), try keypoint(ends[1])]
    }

    private func keypoint(_ node: Node) throws(RiggingError) -> Int {
        let name = node.string ?? ""
        guard let index = indices[name] else {
            let nearest = Spelling.nearest(to: name, among: indices.keys.sorted())
            let hint = nearest.map { "; did you mean `\($0)`?" } ?? ""
            throw error(node, "`\(name)` is not a keypoint of this rig\(hint)")
        }
        return index
    }

    private func error(_ node: Node, _ message: String) -> RiggingError {
        let line = node.mark.map { "line \($0.line): " } ?? ""
        return RiggingError(.badRig, source: source, line + message)
    }
}

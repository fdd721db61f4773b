import Geometry

/// How frames become text of the clip format: a header, then a frame a line.
public struct ClipEncoding: Sendable, Equatable {
    /// What the text is as a whole.
    enum Layout: Sendable {
        /// One object.
        case document
        /// An object a line, so that every frame can be read as soon as it is written.
        case lines

        /// Lines where a file's name says so: `.ndjson` or `.jsonl`, perhaps packed, and `-`.
        init(ofFileNamed path: String) {
            let name = path.hasSuffix(".gz") ? path.dropLast(3) : path[...]
            let isOfLines = name == "-" || name.hasSuffix(".ndjson") || name.hasSuffix(".jsonl")
            self = isOfLines ? .lines : .document
        }
    }

    /// Digits behind the point of coordinates, 0...12; scores, which are finer, get two more. Nil
    /// writes as many as it takes to read the same number again.
    public var decimals: Int?
    /// Whether frames state their times; needed where the frame rate does not give them.
    public var writesTimes: Bool
    var layout = Layout.document
    /// The version of the protocol by which lines are exchanged with a live program: the header
    /// tells it, and every frame its number. Nil in clips.
    var liveProtocol: Int?

    public init(decimals: Int? = nil, writesTimes: Bool = false) {
        self.decimals = decimals.map { min(max($0, 0), 12) }
        self.writesTimes = writesTimes
    }

    func begin(
        _ header: ClipHeader, source: String, into bytes: inout [UInt8]
    ) throws(MotionError) {
        var members = ["\"format\":\"\(ClipHeader.format)\",\"version\":\(ClipHeader.version)"]
        let numbers = [
            ("fps", header.framesPerSecond), ("width", header.size?.width),
            ("height", header.size?.height),
        ]
        if let liveProtocol { members.append("\"protocol\":\(liveProtocol)") }
        for case (let name, let number?) in numbers {
            guard number.isFinite else { throw Self.notFinite(source, name) }
            members.append("\"\(name)\":\(Self.shortest(number))")
        }
        bytes += "{\(members.joined(separator: ","))".utf8
        bytes += (layout == .document ? ",\"frames\":[" : "}\n").utf8
    }

    func append(
        _ frame: MotionFrame, at index: Int, source: String, into bytes: inout [UInt8]
    ) throws(MotionError) {
        try check(frame, at: index, source: source)
        beginFrame(index, frame.time, into: &bytes)
        append(frame.pose, frame.face, into: &bytes)
        endFrame(into: &bytes)
    }

    func append(
        _ crowd: CrowdFrame, at index: Int, source: String, into bytes: inout [UInt8]
    ) throws(MotionError) {
        for person in crowd.people {
            try check(crowd.frame(of: person.number), at: index, source: source)
        }
        beginFrame(index, crowd.time, into: &bytes)
        bytes += "\"people\":[".utf8
        var separator = ""
        for person in crowd.people {
            bytes += "\(separator){\"person\":\(person.number),".utf8
            append(person.pose, person.face, into: &bytes)
            bytes += "}".utf8
            separator = ","
        }
        bytes += "]".utf8
        endFrame(into: &bytes)
    }

    private func check(
        _ frame: MotionFrame, at index: Int, source: String
    ) throws(MotionError) {
        guard isWritable(frame) else {
            throw Self.notFinite(source, "frame \(index)")
        }
        if let count = frame.face?.landmarks.count, count != 468, count != 478 {
            throw MotionError(
                .badData, source: source, place: "frame \(index), face",
                "has \(count) landmarks; a FaceMesh has 468, or 478 with irises")
        }
    }

    private func beginFrame(_ index: Int, _ time: Double, into bytes: inout [UInt8]) {
        switch layout {
        case .document: bytes += (index == 0 ? "\n{" : ",\n{").utf8
        case .lines: bytes += "{".utf8
        }
        if liveProtocol != nil { bytes += "\"frame\":\(index),".utf8 }
        if writesTimes { bytes += "\"time\":\(Self.shortest(time)),".utf8 }
    }

    private func append(_ pose: Pose?, _ face: Face?, into bytes: inout [UInt8]) {
        append(pose, into: &bytes)
        append(face, into: &bytes)
    }

    func end(into bytes: inout [UInt8]) {
        if layout == .document { bytes += "\n]}\n".utf8 }
    }

    private func endFrame(into bytes: inout [UInt8]) {
        bytes += (layout == .document ? "}" : "}\n").utf8
    }

    private func append(_ pose: Pose?, into bytes: inout [UInt8]) {
        guard let pose else {
            bytes += "\"pose\":null,".utf8
            return
        }
        bytes += "\"pose\":{".utf8
        if let confidence = pose.confidence {
            bytes += "\"score\":\(text(score: confidence)),".utf8
        }
        bytes += "\"keypoints\":[".utf8
        var separator = ""
        for case (let part, let keypoint?) in zip(BodyPart.allCases, pose.keypoints) {
            bytes +=
                """
                \(separator){"part":"\(part.name)","score":\(text(score: keypoint.confidence)),\
                "position":{"x":\(text(keypoint.position.x)),"y":\(text(keypoint.position.y))}}
                """.utf8
            separator = ","
        }
        bytes += "]},".utf8
    }

    private func append(_ face: Face?, into bytes: inout [UInt8]) {
        guard let face else {
            bytes += "\"face\":null".utf8
            return
        }
        bytes += "\"face\":{".utf8
        if let confidence = face.confidence {
            bytes += "\"faceInViewConfidence\":\(text(score: confidence)),".utf8
        }
        bytes += "\"scaledMesh\":".utf8
        var separator = "["
        for landmark in face.landmarks {
            bytes += "\(separator)[\(text(landmark.x)),\(text(landmark.y))]".utf8
            separator = ","
        }
        bytes += "]}".utf8
    }

    private func text(_ coordinate: Double) -> String {
        Self.text(coordinate, decimals)
    }

    private func text(score: Double) -> String {
        Self.text(score, decimals.map { $0 + 2 })
    }

    private static func text(_ number: Double, _ decimals: Int?) -> String {
        guard let decimals else { return shortest(number) }
        var scale = 1.0
        for _ in 0..<decimals { scale *= 10 }
        let rounded = (number * scale).rounded() / scale
        return shortest(rounded.isFinite ? rounded : number)
    }

    /// The shortest text that reads as the same number: Swift's, without a needless ".0".
    private static func shortest(_ number: Double) -> String {
        let text = number.description
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }

    private func isWritable(_ frame: MotionFrame) -> Bool {
        guard frame.time.isFinite else { return false }
        let confidences = [frame.pose?.confidence, frame.face?.confidence].compactMap(\.self)
        let keypoints = (frame.pose?.keypoints ?? []).compactMap(\.self)
        return confidences.allSatisfy(\.isFinite)
            && keypoints.allSatisfy { $0.position.isFinite && $0.confidence.isFinite }
            && (frame.face?.landmarks ?? []).allSatisfy(\.isFinite)
    }

    private static func notFinite(_ source: String, _ place: String) -> MotionError {
        MotionError(
            .badData, source: source, place: place,
            "holds a number that is not finite, which JSON cannot say")
    }
}

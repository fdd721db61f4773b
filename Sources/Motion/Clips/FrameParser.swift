import CSimdJSON
import Geometry

/// Turns the text of a frame or a header into values, by simdjson.
struct FrameParser: ~Copyable {
    private let parser: OpaquePointer
    private let frame: UnsafeMutablePointer<csimdjson_frame>
    private var failure = csimdjson_failure()

    /// What a frame holds, and what there is to remark about it.
    struct Reading {
        /// By rising number; whoever has neither pose nor face is not in it.
        var people: [CrowdFrame.Person]
        var time: Double?
        /// The number that it gives itself; NaN where that is none.
        var index: Double?
        /// What it lists, be it null; nil when it has no such member.
        var form: ClipForm?
        /// Names of parts that are none of `BodyPart`.
        var unknownParts: [String]
        /// The first score outside 0...1; it has been clamped.
        var strayScore: Double?
    }

    /// - Throws: `inputOutput` when there is no memory.
    init(source: String) throws(MotionError) {
        guard let parser = csimdjson_parser_create() else { throw Self.noMemory(source) }
        for part in BodyPart.allCases { csimdjson_parser_name_part(parser, part.name) }
        self.parser = parser
        frame = .allocate(capacity: 1)
        frame.initialize(to: csimdjson_frame())
    }

    deinit {
        csimdjson_parser_destroy(parser)
        frame.deallocate()
    }

    private static func noMemory(_ source: String) -> MotionError {
        MotionError(.inputOutput, source: source, "not enough memory to read the clip")
    }

    /// Reads the frame that the reader handed out last.
    ///
    /// - Throws: `badData` naming the place when the frame is not what a clip asks for.
    mutating func readFrame(
        _ reader: borrowing ClipReader, _ range: Range<Int>
    ) throws(MotionError) -> Reading {
        let text = reader.text(range)
        guard
            csimdjson_read_frame(parser, text.baseAddress, text.count, frame, &failure)
        else {
            throw error(
                source: reader.name, place: reader.framePlace(range, offset: failure.offset))
        }
        return reading
    }

    /// Reads a frame that came alone.
    ///
    /// - Throws: `badData` as above.
    mutating func readFrame(
        _ text: [UInt8], source: String, place: String
    ) throws(MotionError) -> Reading {
        let padded = text + repeatElement(0, count: csimdjson_padding)
        guard csimdjson_read_frame(parser, padded, text.count, frame, &failure) else {
            throw error(source: source, place: place)
        }
        return reading
    }

    /// Whether the text that could not be read is no JSON at all.
    var foundNoJSON: Bool { failure.problem == CSIMDJSON_NOT_JSON }

    /// The time that a frame's text states, if it can be read.
    mutating func time(of text: [UInt8]) -> Double? {
        let padded = text + repeatElement(0, count: csimdjson_padding)
        guard csimdjson_read_frame(parser, padded, text.count, frame, &failure)
        else { return nil }
        return frame.pointee.has_time ? frame.pointee.time : nil
    }

    /// Reads the members of a header that the text has, and keeps the others.
    mutating func readHeader(
        _ text: [UInt8], into header: inout csimdjson_header, source: String
    ) throws(MotionError) {
        let count = text.count
        let padded = text + repeatElement(0, count: csimdjson_padding)
        guard csimdjson_read_header(parser, padded, count, &header, &failure) else {
            throw error(source: source, place: "header")
        }
    }

    private var reading: Reading {
        Reading(
            people: people, time: frame.pointee.has_time ? frame.pointee.time : nil,
            index: frame.pointee.has_index ? frame.pointee.index : nil, form: form,
            unknownParts: unknownParts,
            strayScore: frame.pointee.has_stray_score ? frame.pointee.stray_score : nil)
    }

    private var form: ClipForm? {
        if frame.pointee.names_people { return .several }
        return frame.pointee.names_pose_or_face ? .one : nil
    }

    private var people: [CrowdFrame.Person] {
        let found = UnsafeBufferPointer(
            start: frame.pointee.people, count: frame.pointee.person_count)
        let people = found.indices.compactMap { index -> CrowdFrame.Person? in
            guard let base = found.baseAddress else { return nil }
            return Self.person(base + index)
        }
        return people.sorted { $0.number < $1.number }
    }

    /// Nil for nobody.
    private static func person(
        _ person: UnsafePointer<csimdjson_person>
    ) -> CrowdFrame.Person? {
        guard person.pointee.has_pose || person.pointee.has_face else { return nil }
        return CrowdFrame.Person(
            number: person.pointee.number, pose: person.pointee.has_pose ? pose(of: person) : nil,
            face: person.pointee.has_face ? face(of: person) : nil)
    }

    private static func pose(of person: UnsafePointer<csimdjson_person>) -> Pose {
        let keypoints = csimdjson_person_keypoints(person)
        return Pose(
            confidence: person.pointee.has_pose_score ? person.pointee.pose_score : nil,
            keypoints: BodyPart.allCases.indices.map { index in
                guard let keypoint = keypoints?[index], keypoint.is_present else { return nil }
                return Keypoint(
                    x: keypoint.x, y: keypoint.y,
                    confidence: keypoint.has_score ? keypoint.score : 1)
            })
    }

    private static func face(of person: UnsafePointer<csimdjson_person>) -> Face {
        let count = person.pointee.landmark_count
        let coordinates = csimdjson_person_landmarks(person)
        let landmarks = [Point](unsafeUninitializedCapacity: count) { buffer, initialized in
            guard let coordinates else { return }
            for index in 0..<count {
                buffer.initializeElement(
                    at: index, to: Point(coordinates[2 * index], coordinates[2 * index + 1]))
            }
            initialized = count
        }
        return Face(
            confidence: person.pointee.has_face_score ? person.pointee.face_score : nil,
            landmarks: landmarks)
    }

    private var unknownParts: [String] {
        (0..<frame.pointee.unknown_part_count).compactMap { index in
            csimdjson_frame_unknown_part(frame, index).map { String(cString: $0) }
        }
    }

    private func error(source: String, place: String) -> MotionError {
        if failure.problem == CSIMDJSON_NO_MEMORY { return Self.noMemory(source) }
        let member = withUnsafePointer(to: failure) { failure in
            csimdjson_failure_place(failure).map { String(cString: $0) } ?? ""
        }
        let person = failure.person < 0 ? "" : "people[\(failure.person)]"
        let parts = [place, person, member].filter { !$0.isEmpty }
        return MotionError(
            .badData, source: source, place: parts.joined(separator: ", "), failure.explanation)
    }
}

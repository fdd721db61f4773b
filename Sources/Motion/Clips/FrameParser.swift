import CSimdJSON
import Geometry

/// Turns the text of a frame or a header into values, by simdjson.
struct FrameParser: ~Copyable {
    private let parser: OpaquePointer
    private let frame: UnsafeMutablePointer<csimdjson_frame>
    /// Whose pose and face are taken of frames with several people.
    private let person: Int
    private var failure = csimdjson_failure()

    /// What a frame holds, and what there is to remark about it.
    struct Reading {
        var pose: Pose?
        var face: Face?
        var time: Double?
        /// Whether it has a member "pose" or "face", be it null.
        var namesPoseOrFace: Bool
        /// Names of parts that are none of `BodyPart`.
        var unknownParts: [String]
        /// The first score outside 0...1; it has been clamped.
        var strayScore: Double?
        /// One more than the highest number among several people; 0 where the frame is of one.
        var personLimit: Int
    }

    /// - Throws: `inputOutput` when there is no memory.
    init(source: String, person: Int = 0) throws(MotionError) {
        self.person = person
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
            csimdjson_read_frame(
                parser, text.baseAddress, text.count, person, frame, &failure)
        else {
            throw error(
                source: reader.name, place: reader.framePlace(range, offset: failure.offset))
        }
        return Reading(
            pose: frame.pointee.has_pose ? pose : nil,
            face: frame.pointee.has_face ? face : nil,
            time: frame.pointee.has_time ? frame.pointee.time : nil,
            namesPoseOrFace: frame.pointee.names_pose_or_face, unknownParts: unknownParts,
            strayScore: frame.pointee.has_stray_score ? frame.pointee.stray_score : nil,
            personLimit: frame.pointee.person_limit)
    }

    /// The time that a frame's text states, if it can be read.
    mutating func time(of text: [UInt8]) -> Double? {
        let padded = text + repeatElement(0, count: csimdjson_padding)
        guard csimdjson_read_frame(parser, padded, text.count, person, frame, &failure)
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

    private var pose: Pose {
        let keypoints = csimdjson_frame_keypoints(frame)
        return Pose(
            confidence: frame.pointee.has_pose_score ? frame.pointee.pose_score : nil,
            keypoints: BodyPart.allCases.indices.map { index in
                guard let keypoint = keypoints?[index], keypoint.is_present else { return nil }
                return Keypoint(
                    x: keypoint.x, y: keypoint.y,
                    confidence: keypoint.has_score ? keypoint.score : 1)
            })
    }

    private var face: Face {
        let count = frame.pointee.landmark_count
        let coordinates = csimdjson_frame_landmarks(frame)
        let landmarks = [Point](unsafeUninitializedCapacity: count) { buffer, initialized in
            guard let coordinates else { return }
            for index in 0..<count {
                buffer.initializeElement(
                    at: index, to: Point(coordinates[2 * index], coordinates[2 * index + 1]))
            }
            initialized = count
        }
        return Face(
            confidence: frame.pointee.has_face_score ? frame.pointee.face_score : nil,
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

import Geometry

/// Makes a crowd of a recording: chooses frames, numbers people, asks for what is missing, brings
/// coordinates to pixels and scores to 0...1.
struct CrowdBuilder {
    let recording: Recording
    let format: KeypointFormat
    /// Stands in errors.
    let name: String

    private func error(_ message: String) -> MotionError {
        MotionError(.badData, source: name, message)
    }

    /// - Throws: `badData` saying which option is to be given, or what of it cannot be.
    func crowd(_ options: KeypointOptions) throws(MotionError) -> RecordedCrowd {
        let range = try options.frames(of: recording.frames.count, name: name)
        let size = try size(options)
        let rate = try rate(options, frameCount: range.count)
        let scale = recording.isNormalized ? Point(size.width, size.height) : Point(1, 1)
        var tracker = PersonTracker()
        var hasStrayScore = false
        var frames: [CrowdFrame] = []
        frames.reserveCapacity(range.count)
        for (index, everybody) in recording.frames[range].enumerated() {
            guard everybody.count <= FormatLimits.people else {
                throw MotionError(
                    .badData, source: name, place: "frame \(range.lowerBound + index)",
                    "has \(everybody.count) people; at most \(FormatLimits.people) are read")
            }
            let sightings = everybody.filter { !$0.isEmpty }.map { sighting in
                Sighting(
                    pose: sighting.pose.map { scaled($0, by: scale, &hasStrayScore) },
                    face: sighting.face.map { scaled($0, by: scale) },
                    identity: sighting.identity)
            }
            let time = Double(index) / rate
            let numbers = tracker.follow(sightings, at: time)
            let people = zip(numbers, sightings).map { number, sighting in
                CrowdFrame.Person(number: number, pose: sighting.pose, face: sighting.face)
            }
            frames.append(
                CrowdFrame(
                    index: index, time: time, people: people.sorted { $0.number < $1.number }))
        }
        var notes = recording.notes
        if hasStrayScore { notes.append("scores outside of 0…1 are clamped") }
        return RecordedCrowd(framesPerSecond: rate, size: size, frames: frames, notes: notes)
    }

    private func size(_ options: KeypointOptions) throws(MotionError) -> Size {
        guard let size = options.size ?? recording.size else {
            throw error(
                "is \(format.name), which does not say how large its picture is; give the size "
                    + "(--clip-size 1280x720)")
        }
        return size
    }

    /// One frame alone needs no rate.
    private func rate(
        _ options: KeypointOptions, frameCount: Int
    ) throws(MotionError) -> Double {
        if let rate = options.framesPerSecond ?? recording.framesPerSecond { return rate }
        guard frameCount > 1 else { return ClipClock.assumedRate }
        throw error(
            "is \(format.name), which does not say its frame rate; give the frames a second "
                + "(--clip-fps 30)")
    }

    private func scaled(_ pose: Pose, by scale: Point, _ hasStrayScore: inout Bool) -> Pose {
        func clamped(_ score: Double, _ isStray: inout Bool) -> Double {
            if !(0...1).contains(score) { isStray = true }
            return min(max(score, 0), 1)
        }
        var result = pose
        result.confidence = pose.confidence.map { clamped($0, &hasStrayScore) }
        result.keypoints = pose.keypoints.map { keypoint in
            keypoint.map {
                Keypoint(
                    position: $0.position * scale,
                    confidence: clamped($0.confidence, &hasStrayScore))
            }
        }
        return result
    }

    private func scaled(_ face: Face, by scale: Point) -> Face {
        Face(confidence: face.confidence, landmarks: face.landmarks.map { $0 * scale })
    }
}

extension KeypointOptions {
    /// The frames asked for, of as many as there are.
    func frames(of count: Int, name: String) throws(MotionError) -> Range<Int> {
        let first = firstFrame ?? 0
        let last = lastFrame ?? count - 1
        guard first >= 0, first <= last, last < count else {
            throw MotionError(
                .badData, source: name,
                "has the frames 0 to \(count - 1); \(first) to \(last) are not among them "
                    + "(--start, --end)")
        }
        return first..<last + 1
    }
}

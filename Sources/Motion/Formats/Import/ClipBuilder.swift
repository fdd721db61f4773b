import Geometry

/// Makes a clip of a recording: chooses frames and a person, asks for what is missing, brings
/// coordinates to pixels and scores to 0...1.
struct ClipBuilder {
    let recording: Recording
    let format: KeypointFormat
    /// Stands in errors.
    let name: String

    private func error(_ message: String) -> MotionError {
        MotionError(.badData, source: name, message)
    }

    /// - Throws: `badData` saying which option is to be given, or what of it cannot be.
    func clip(_ options: KeypointOptions) throws(MotionError) -> (clip: Clip, notes: [String]) {
        var notes = recording.notes
        let range = try options.frames(of: recording.frames.count, name: name)
        let size = try size(options)
        let rate = try rate(options, frameCount: range.count)
        let tracking = PersonTracking(Array(recording.frames[range]))
        guard let track = tracking.track(of: options.person) ?? empty(tracking, options) else {
            throw error(
                "has no person of that number; people in it, counted from 0: "
                    + "\(tracking.tracks.count) (--person)")
        }
        if tracking.tracks.count > 1 {
            notes.append(
                "\(tracking.tracks.count) people are in it; one is followed (choose with --person)")
        }
        let scale = recording.isNormalized ? Point(size.width, size.height) : Point(1, 1)
        var hasStrayScore = false
        var frames: [MotionFrame] = []
        frames.reserveCapacity(range.count)
        for index in 0..<range.count {
            let sighting = track.sightings[index]
            frames.append(
                MotionFrame(
                    index: index, time: Double(index) / rate,
                    pose: sighting?.pose.map { scaled($0, by: scale, &hasStrayScore) },
                    face: sighting?.face.map { scaled($0, by: scale) }))
        }
        if hasStrayScore { notes.append("scores outside of 0…1 are clamped") }
        notes += MissingParts.complete(&frames)
        return (Clip(framesPerSecond: rate, size: size, frames: frames), notes)
    }

    /// Nobody at all is a track without sightings.
    private func empty(
        _ tracking: PersonTracking, _ options: KeypointOptions
    ) -> PersonTracking.Track? {
        guard tracking.tracks.isEmpty else { return nil }
        if case .number = options.person { return nil }
        return PersonTracking.Track.nobody
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

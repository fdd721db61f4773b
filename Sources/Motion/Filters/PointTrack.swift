import Geometry

/// One point of body or face followed through a clip, as long as it is not away for too long.
struct PointTrack {
    /// Which frames of the clip show it.
    var frames: [Int] = []
    var times: [Double] = []
    /// Not finite where the source gave no number.
    var positions: [Point] = []
    var confidences: [Double] = []

    fileprivate mutating func append(
        _ frame: Int, _ time: Double, _ position: Point, _ confidence: Double
    ) {
        frames.append(frame)
        times.append(time)
        positions.append(position)
        confidences.append(confidence)
    }

    fileprivate mutating func removeAll() {
        frames.removeAll(keepingCapacity: true)
        times.removeAll(keepingCapacity: true)
        positions.removeAll(keepingCapacity: true)
        confidences.removeAll(keepingCapacity: true)
    }
}

extension [MotionFrame] {
    /// Lets `change` move the positions of every part's tracks, one after another. Doubtful poses
    /// are no part of any.
    ///
    /// - Parameter longestGap: in seconds; after a longer absence another track begins.
    mutating func changeBodyTracks(longestGap: Double, _ change: (inout PointTrack) -> Void) {
        for part in BodyPart.allCases.indices {
            changeTracks(longestGap: longestGap, change) { frame in
                guard let pose = frame.pose, !pose.isDoubtful,
                    pose.keypoints.indices.contains(part)
                else { return nil }
                return pose.keypoints[part]
            } write: { frame, position in
                frame.pose?.keypoints[part]?.position = position
            }
        }
    }

    /// The same for the landmarks of faces. A mesh with irises and one without have their first
    /// landmarks in common.
    mutating func changeFaceTracks(longestGap: Double, _ change: (inout PointTrack) -> Void) {
        for landmark in 0..<(compactMap { $0.face?.landmarks.count }.max() ?? 0) {
            changeTracks(longestGap: longestGap, change) { frame in
                guard let face = frame.face, !face.isDoubtful(0.3),
                    face.landmarks.indices.contains(landmark)
                else { return nil }
                return Keypoint(
                    position: face.landmarks[landmark], confidence: face.confidence ?? 1)
            } write: { frame, position in
                frame.face?.landmarks[landmark] = position
            }
        }
    }

    private mutating func changeTracks(
        longestGap: Double, _ change: (inout PointTrack) -> Void,
        read: (MotionFrame) -> Keypoint?, write: (inout MotionFrame, Point) -> Void
    ) {
        var track = PointTrack()
        func end(_ clip: inout Self) {
            change(&track)
            for (frame, position) in zip(track.frames, track.positions) {
                write(&clip[frame], position)
            }
            track.removeAll()
        }
        for index in indices {
            guard let seen = read(self[index]) else { continue }
            let time = self[index].time
            if let last = track.times.last, time - last > longestGap { end(&self) }
            track.append(index, time, seen.position, seen.confidence)
        }
        if !track.frames.isEmpty { end(&self) }
    }
}

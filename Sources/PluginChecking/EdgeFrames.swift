import CPoseAnimatePlugin

/// Frames at the edges of what motion may be.
struct EdgeFrame: Equatable {
    var time: Double
    var hasPose = false
    var poseConfidence = Double.nan
    var keypoints = [pa_keypoint](repeating: pa_keypoint(), count: Int(PA_BODY_PARTS))
    var landmarks: [SIMD2<Double>]?

    static func == (one: EdgeFrame, other: EdgeFrame) -> Bool { one.bits == other.bits }

    /// All of it as bits, so that what is no number can be compared too.
    private var bits: [UInt64] {
        [time.bitPattern, hasPose ? 1 : 0, poseConfidence.bitPattern]
            + keypoints.flatMap {
                [$0.x.bitPattern, $0.y.bitPattern, $0.confidence.bitPattern, $0.is_seen]
            } + (landmarks ?? []).flatMap { [$0.x.bitPattern, $0.y.bitPattern] }
    }

    var isFinite: Bool {
        time.isFinite
            && (!hasPose
                || keypoints.allSatisfy {
                    $0.is_seen == 0 || ($0.x.isFinite && $0.y.isFinite && $0.confidence.isFinite)
                })
            && (landmarks ?? []).allSatisfy { $0.x.isFinite && $0.y.isFinite }
    }

    /// Nobody, parts of somebody, everybody at one place, far away, without confidence, after a long time, at rest and in
    /// motion, with faces of both sizes.
    static let all: [EdgeFrame] = {
        var frames: [EdgeFrame] = []
        func add(
            _ step: Double = 1.0 / 30, seen: (Int) -> Bool = { _ in true },
            confidence: Double = 0.9, landmarks: Int? = nil, at place: (Int) -> SIMD2<Double>
        ) {
            var frame = EdgeFrame(time: (frames.last?.time ?? -step) + step)
            frame.hasPose = true
            frame.poseConfidence = confidence
            for part in 0..<Int(PA_BODY_PARTS) where seen(part) {
                let point = place(part)
                frame.keypoints[part] = pa_keypoint(
                    x: point.x, y: point.y, confidence: confidence, is_seen: 1)
            }
            frame.landmarks = landmarks.map { count in (0..<count).map { place($0 % 17) } }
            frames.append(frame)
        }
        func figure(_ part: Int) -> SIMD2<Double> {
            SIMD2(300 + 40 * Double(part % 2), 100 + 20 * Double(part))
        }
        frames.append(EdgeFrame(time: 0))
        add(at: figure)
        add(landmarks: 478, at: figure)
        add(seen: { $0 % 2 == 0 }, at: figure)
        add(confidence: 0, at: figure)
        add(confidence: 1, landmarks: 468, at: figure)
        add(seen: { _ in false }, at: figure)
        add { _ in SIMD2(0, 0) }
        add { _ in SIMD2(-1e6, 1e6) }
        frames.append(EdgeFrame(time: 0.5))
        add(3600, at: figure)
        add(1e-9, at: figure)
        for step in 0..<24 {
            add(landmarks: 478) { figure($0) + SIMD2(Double(step * step), Double(3 * step)) }
        }
        return frames
    }()
}

/// A frame in guarded memory, as plug-ins are given it.
final class GuardedFrame {
    private let frame = GuardedBuffer<pa_frame>(1, pa_frame())
    private let keypoints = GuardedBuffer<pa_keypoint>(Int(PA_BODY_PARTS), pa_keypoint())
    private let landmarks: GuardedBuffer<SIMD2<Double>>

    init(_ edge: EdgeFrame, index: Int) {
        let count = edge.landmarks?.count ?? Int(PA_FACE_LANDMARKS)
        landmarks = GuardedBuffer(count, .zero)
        for (place, point) in (edge.landmarks ?? []).enumerated() {
            landmarks.values[place] = point
        }
        for (place, keypoint) in edge.keypoints.enumerated() { keypoints.values[place] = keypoint }
        frame.values[0] = pa_frame(
            size: MemoryLayout<pa_frame>.size, index: Int64(index), time: edge.time,
            has_pose: edge.hasPose ? 1 : 0, has_face: edge.landmarks == nil ? 0 : 1,
            pose_confidence: edge.poseConfidence, face_confidence: 0.9,
            keypoints: keypoints.values.baseAddress,
            landmarks: UnsafeMutableRawPointer(landmarks.values.baseAddress)?
                .assumingMemoryBound(to: Double.self),
            landmark_count: UInt32(edge.landmarks?.count ?? 0))
    }

    var pointer: UnsafeMutablePointer<pa_frame>? { frame.values.baseAddress }

    /// What the plug-in left.
    var edge: EdgeFrame {
        let row = frame.values[0]
        var edge = EdgeFrame(time: row.time)
        edge.hasPose = row.has_pose != 0
        edge.poseConfidence = row.pose_confidence
        edge.keypoints = Array(keypoints.values)
        if row.has_face != 0 {
            let count = min(Int(row.landmark_count), landmarks.values.count)
            edge.landmarks = Array(landmarks.values.prefix(count))
        }
        return edge
    }

    /// Why what the plug-in left cannot be; nil when it can.
    func fault(hadFace: Bool) -> String? {
        let row = frame.values[0]
        guard frame.isIntact, keypoints.isIntact, landmarks.isIntact else {
            return "it wrote beyond the end of a buffer"
        }
        guard row.keypoints == keypoints.values.baseAddress,
            UnsafeMutableRawPointer(row.landmarks)
                == UnsafeMutableRawPointer(landmarks.values.baseAddress)
        else { return "it moved the frame's buffers; write into them" }
        if row.has_face != 0, hadFace, Int(row.landmark_count) != landmarks.values.count {
            return "it changed the number of landmarks of a face that was there"
        }
        if row.has_face != 0, !hadFace, ![468, 478].contains(row.landmark_count) {
            return "it gave a face of \(row.landmark_count) landmarks; 468 or 478 can be"
        }
        return edge.isFinite ? nil : "it gave numbers that are not finite"
    }
}

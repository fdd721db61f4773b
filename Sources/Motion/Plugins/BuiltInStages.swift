import CPoseAnimatePlugin
import PluginInterface
import PluginKit

/// The stages of this module that are made and called as those of plug-ins are.
package let builtInMotionStages = BuiltInPlugin([
    ClipStage.self, ConfidenceStage.self, DoubtfulStage.self,
])

/// Pose Animator's smoothing as a stage.
struct ConfidenceStage: FilterPlugin {
    static let about = About(
        "confidence", "Pose Animator's smoothing of body parts, weighted by confidence",
        temporal: .sequential)

    private var smoothing = ConfidenceSmoothing()

    init(_ setup: Setup<MotionInfo>) {}

    mutating func apply(to frame: PluginKit.Frame) {
        guard frame.hasPose, !Pose.isDoubtful(frame.poseConfidence) else { return }
        let keypoints = frame.keypoints
        for part in ConfidenceSmoothing.smoothed {
            let place = part.rawValue
            keypoints[place] = PluginKit.Keypoint(
                smoothing.smooth(part, Keypoint(keypoints[place])))
        }
    }
}

/// The removal of doubtful parts as a stage.
struct DoubtfulStage: FilterPlugin {
    static let about = About(
        "doubtful",
        "takes parts that the detector doubts for not seen; they stay with the figure",
        options: [
            .leastConfidence(DoubtfulParts().leastConfidence, "left out")
        ])

    private let parts: DoubtfulParts

    init(_ setup: Setup<MotionInfo>) {
        parts = DoubtfulParts(leastConfidence: setup.number("min-confidence"))
    }

    func apply(to frame: PluginKit.Frame) {
        guard frame.hasPose else { return }
        let keypoints = frame.keypoints
        for place in keypoints.indices where parts.leavesOut(keypoints[place].confidence) {
            keypoints[place].is_seen = 0
        }
    }
}

/// Clips as a stage.
struct ClipStage: SourcePlugin {
    static let about = About(
        "clip", "keypoint clips: JSON, gzip, or a frame a line (NDJSON)", temporal: .sequential,
        needsLocation: true)

    private let source: ClipSource

    init(_ setup: Setup<String>) throws {
        do throws(MotionError) {
            source = try ClipSource(path: setup.request)
        } catch {
            throw PluginFailure(error)
        }
    }

    var info: MotionInfo { MotionInfo(source.header) }

    var notes: [String] { source.notes }

    mutating func next(_ frame: PluginKit.Frame) throws -> Bool {
        do throws(MotionError) {
            guard let motion = try source.next() else { return false }
            frame.fill(from: motion)
            return true
        } catch {
            throw PluginFailure(error)
        }
    }
}

extension Option {
    /// Below which confidence a part is doubtful, and what is done with it then.
    package static func leastConfidence(_ standard: Double, _ fate: String) -> Option {
        .number(
            "min-confidence", in: 0...1, standard: standard,
            "parts of less confidence are \(fate)")
    }
}

extension PluginKit.Frame {
    fileprivate func fill(from motion: MotionFrame) {
        index = motion.index
        time = motion.time
        hasPose = motion.pose != nil
        poseConfidence = motion.pose?.confidence
        for (place, keypoint) in (motion.pose?.keypoints ?? []).enumerated()
        where place < keypoints.count {
            keypoints[place] = PluginKit.Keypoint(keypoint)
        }
        guard let face = motion.face else { return }
        addFace(landmarks: face.landmarks.count)
        faceConfidence = face.confidence
        let landmarks = landmarks
        for (place, point) in face.landmarks.enumerated() where place < landmarks.count {
            landmarks[place] = point
        }
    }
}

extension Keypoint {
    /// Nil for a part that was not seen.
    fileprivate init?(_ keypoint: PluginKit.Keypoint) {
        guard keypoint.is_seen != 0 else { return nil }
        self.init(position: keypoint.position, confidence: keypoint.confidence)
    }
}

extension PluginFailure {
    fileprivate init(_ error: MotionError) {
        let kind: Kind =
            switch error.kind {
            case .noInput: .noInput
            case .badData: .badData
            case .cannotCreate: .cannotCreate
            case .inputOutput: .inputOutput
            case .usage: .usage
            case .unavailable: .unavailable
            case .fault: .fault
            }
        self.init(kind, error.description)
    }
}

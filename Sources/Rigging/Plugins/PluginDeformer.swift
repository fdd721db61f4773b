import CPoseAnimatePlugin
import Geometry
import Motion
import PluginInterface
import PluginKit
import Scene

/// A deformer of a plug-in's.
package final class PluginDeformer: Deformer {
    private let deformer: StageHandle<pa_deformer>
    private let move:
        @convention(c) (
            UnsafePointer<pa_deformer>?, UnsafePointer<pa_posture>?, UnsafeMutablePointer<pa_scene>?
        ) -> pa_status
    /// The posture's keypoints in memory that plug-ins read.
    private var keypoints: [pa_keypoint] = []

    /// - Parameter values: the options' values, as users write them.
    /// - Throws: `usage` for values that do not fit; what the plug-in answers.
    package init(
        _ stage: PluginStage, values: [String: String], for tables: CharacterTables
    ) throws(PluginError) {
        deformer = try stage.make(
            pa_deformer.self, values: values, request: UnsafeRawPointer(tables.character),
            memory: tables.memory)
        move = try deformer.require("deform", deformer.functions.deform)
    }

    package func deform(
        _ posture: Posture, into frame: inout SceneFrame
    ) throws(RiggingError) {
        if keypoints.count != posture.keypoints.count {
            keypoints = Array(repeating: pa_keypoint(), count: posture.keypoints.count)
        }
        for (place, keypoint) in posture.keypoints.enumerated() {
            keypoints[place] = pa_keypoint(
                x: keypoint.position.x, y: keypoint.position.y, confidence: keypoint.confidence,
                is_seen: 1)
        }
        let status = keypoints.withUnsafeBufferPointer { keypoints in
            var shown = pa_posture(
                size: MemoryLayout<pa_posture>.size, index: Int64(posture.index),
                time: posture.time, keypoints: keypoints.baseAddress,
                keypoint_count: UInt32(keypoints.count), reserved: 0,
                body_scale: posture.bodyScale, face_scale: posture.faceScale)
            return frame.withScene(index: posture.index, time: posture.time) { scene in
                deformer.ask { move(deformer.pointer, &shown, scene) }
            }
        }
        do throws(PluginError) {
            try deformer.stage.check(status)
            guard frame.isSound else {
                throw deformer.stage.error(
                    .fault, "frame \(posture.index): it gave numbers that are not finite")
            }
        } catch {
            throw RiggingError(error)
        }
    }
}

extension SceneFrame {
    /// Shows the frame to plug-ins, in place.
    package mutating func withScene<Result>(
        index: Int, time: Double, _ body: (UnsafeMutablePointer<pa_scene>) -> Result
    ) -> Result {
        points.withUnsafeMutableBufferPointer { points in
            isShown.withUnsafeMutableBytes { isShown in
                strokeScales.withUnsafeMutableBufferPointer { scales in
                    confidences.withUnsafeMutableBufferPointer { confidences in
                        var scene = pa_scene(
                            size: MemoryLayout<pa_scene>.size,
                            points: UnsafeMutableRawPointer(points.baseAddress)?
                                .assumingMemoryBound(to: Double.self),
                            point_count: UInt32(points.count), shape_count: UInt32(scales.count),
                            is_shown: isShown.baseAddress?.assumingMemoryBound(to: UInt8.self),
                            stroke_scales: scales.baseAddress,
                            confidences: confidences.baseAddress, index: Int64(index), time: time,
                            host_data: nil)
                        let result = body(&scene)
                        // What is neither 0 nor 1 is no truth that Swift knows.
                        for place in isShown.indices where isShown[place] > 1 {
                            isShown[place] = 1
                        }
                        return result
                    }
                }
            }
        }
    }

    /// Whether all numbers are finite.
    fileprivate var isSound: Bool {
        // Zero times what is not finite is no number, and stays none.
        var sum = Point.zero
        points.withUnsafeBufferPointer { points in
            for point in points { sum += point * 0 }
        }
        return sum == .zero && strokeScales.allSatisfy(\.isFinite)
            && confidences.allSatisfy(\.isFinite)
    }
}

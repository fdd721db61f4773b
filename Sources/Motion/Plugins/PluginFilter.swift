import CPoseAnimatePlugin
import Geometry
import PluginInterface
import PluginKit

/// A motion filter of a plug-in's that changes frames one by one.
package struct PluginFilter: MotionFilter {
    private let filter: StageHandle<pa_filter>
    private let apply:
        @convention(c) (UnsafePointer<pa_filter>?, UnsafeMutablePointer<pa_frame>?) ->
            pa_status
    private let buffer = FrameBuffer()

    /// - Parameter values: the options' values, as users write them.
    /// - Throws: `usage` for values that do not fit; what the plug-in answers.
    init(_ handle: StageHandle<pa_filter>) throws(PluginError) {
        filter = handle
        apply = try handle.require("apply", handle.functions.apply)
    }

    /// A filter of a plug-in's, of whichever kind it is.
    ///
    /// - Parameter values: the options' values, as users write them.
    /// - Throws: `usage` for values that do not fit; what the plug-in answers.
    package static func make(
        _ stage: PluginStage, values: [String: String], for header: ClipHeader
    ) throws(PluginError) -> any MotionFilter {
        let memory = ForeignMemory()
        let request = memory.value(
            pa_filter_request(
                size: MemoryLayout<pa_filter_request>.size, motion: MotionInfo(header).interface))
        let handle = try stage.make(
            pa_filter.self, values: values, request: UnsafeRawPointer(request), memory: memory)
        guard case .window(let window) = stage.description.temporal else {
            return try PluginFilter(handle)
        }
        return try PluginWindowFilter(handle, window: window)
    }

    package var notes: [String] { filter.notes }

    package func apply(to frame: inout MotionFrame) throws(MotionError) {
        let (status, isSound) = buffer.pass(&frame) { shown in
            filter.ask { apply(filter.pointer, shown) }
        }
        try filter.check(status, isSound: isSound, frame.index)
    }
}

/// A motion filter of a plug-in's that looks at frames around the one that it changes.
package struct PluginWindowFilter: WindowFilter {
    package let window: Int
    private let filter: StageHandle<pa_filter>
    private let apply:
        @convention(c) (
            UnsafePointer<pa_filter>?, UnsafePointer<pa_frame>?, UInt32, UInt32,
            UnsafeMutablePointer<pa_frame>?
        ) -> pa_status
    private let buffer = FrameBuffer()

    init(_ handle: StageHandle<pa_filter>, window: Int) throws(PluginError) {
        filter = handle
        apply = try handle.require("apply_window", handle.functions.apply_window)
        self.window = window
    }

    package var notes: [String] { filter.notes }

    package func apply(
        to frame: inout MotionFrame, at place: Int, of frames: [MotionFrame]
    ) throws(MotionError) {
        let row = FrameRow(frames)
        let (status, isSound) = buffer.pass(&frame) { shown in
            filter.ask {
                apply(filter.pointer, row.start, UInt32(frames.count), UInt32(place), shown)
            }
        }
        try filter.check(status, isSound: isSound, frame.index)
    }
}

/// Frames in a row as plug-ins read them.
private final class FrameRow {
    let start: UnsafePointer<pa_frame>
    private let memory = ForeignMemory()

    init(_ clip: [MotionFrame]) {
        let memory = memory
        start = UnsafePointer(
            memory.array(
                clip.map { motion in
                    let keypoints = BodyPart.allCases.indices.map {
                        pa_keypoint(motion.pose?.part($0))
                    }
                    let landmarks = motion.face?.landmarks ?? []
                    return pa_frame(
                        size: MemoryLayout<pa_frame>.size, index: Int64(motion.index),
                        time: motion.time, has_pose: motion.pose == nil ? 0 : 1,
                        has_face: motion.face == nil ? 0 : 1,
                        pose_confidence: motion.pose?.confidence ?? .nan,
                        face_confidence: motion.face?.confidence ?? .nan,
                        keypoints: memory.array(keypoints),
                        landmarks: memory.array(landmarks.flatMap { [$0.x, $0.y] }),
                        landmark_count: UInt32(landmarks.count))
                }))
    }
}

extension StageHandle<pa_filter> {
    /// - Throws: what the plug-in answered; `fault` when it left numbers that are none.
    fileprivate func check(
        _ status: pa_status, isSound: Bool, _ index: Int
    ) throws(MotionError) {
        do throws(PluginError) {
            try stage.check(status)
            guard isSound else {
                throw stage.error(
                    .fault, "frame \(index): it gave numbers that are not finite, or half a face")
            }
        } catch {
            throw MotionError(error)
        }
    }
}

extension MotionInfo {
    init(_ header: ClipHeader) {
        self.init(
            framesPerSecond: header.framesPerSecond, width: header.size?.width,
            height: header.size?.height, duration: header.duration, frameCount: header.frameCount)
    }
}

extension MotionError {
    /// What a plug-in's failure is to those who wait for motion.
    package init(_ error: PluginError) {
        let kind: Kind =
            switch error.kind {
            case .usage: .usage
            case .badData: .badData
            case .noInput: .noInput
            case .unavailable: .unavailable
            case .fault: .fault
            case .cannotCreate: .cannotCreate
            case .inputOutput: .inputOutput
            }
        self.init(kind, source: error.source, place: error.place, error.message)
    }
}

import CPoseAnimatePlugin

/// What is known of the motion before its first frame; nil where the source does not say.
public struct MotionInfo: Sendable {
    public var framesPerSecond: Double?
    /// Of the picture that coordinates are pixels of.
    public var width: Double?
    public var height: Double?
    /// Seconds from the first frame to the last.
    public var duration: Double?
    public var frameCount: Int?

    public init(
        framesPerSecond: Double? = nil, width: Double? = nil, height: Double? = nil,
        duration: Double? = nil, frameCount: Int? = nil
    ) {
        self.framesPerSecond = framesPerSecond
        self.width = width
        self.height = height
        self.duration = duration
        self.frameCount = frameCount
    }

    package init(_ info: pa_motion_info) {
        func known(_ value: Double) -> Double? { value.isNaN ? nil : value }
        self.init(
            framesPerSecond: known(info.frames_per_second), width: known(info.width),
            height: known(info.height), duration: known(info.duration),
            frameCount: info.frame_count < 0 ? nil : Int(info.frame_count))
    }

    package var interface: pa_motion_info {
        pa_motion_info(
            size: MemoryLayout<pa_motion_info>.size, frames_per_second: framesPerSecond ?? .nan,
            width: width ?? .nan, height: height ?? .nan, duration: duration ?? .nan,
            frame_count: Int64(frameCount ?? -1))
    }
}

/// A motion filter: changes frames as they pass, every one from the clip's first, in order.
///
/// Without memory of earlier frames it is `.stateless`, with it `.sequential`; `WindowFilterPlugin` looks at
/// frames around.
public protocol FilterPlugin: StagePlugin {
    init(_ setup: Setup<MotionInfo>) throws

    /// Changes a frame in place.
    mutating func apply(to frame: Frame) throws

    /// Remarks about frames that passed, but not as their author may think.
    var notes: [String] { get }
}

extension FilterPlugin {
    public var notes: [String] { [] }

    public static var making: StageMaking {
        StageMaking(kind: "pose-animate.filter/1") { engine, values, request in
            let stage = try Self(Setup(motion(request), engine, about, values))
            return StageBox<any FilterPlugin, pa_filter>.make(stage, engine) { data in
                var interface = filter(data)
                interface.destroy = {
                    StageBox<any FilterPlugin, pa_filter>.release($0?.pointee.data)
                }
                interface.apply = { filter, frame in
                    StageBox<any FilterPlugin, pa_filter>.status(filter?.pointee.data) {
                        if let frame { try $0.apply(to: Frame(frame)) }
                    }
                }
                return interface
            }
        }
    }
}

/// A motion filter that looks at frames around the one that it changes: its `about` has a window.
public protocol WindowFilterPlugin: StagePlugin {
    init(_ setup: Setup<MotionInfo>) throws

    /// Changes `frame`, which is a copy of `frames[place]`. The frames are as they came.
    func apply(to frame: Frame, at place: Int, of frames: [Frame]) throws
}

extension WindowFilterPlugin {
    public static var making: StageMaking {
        StageMaking(kind: "pose-animate.filter/1") { engine, values, request in
            let stage = try Self(Setup(motion(request), engine, about, values))
            return StageBox<any WindowFilterPlugin, pa_filter>.make(stage, engine) { data in
                var interface = filter(data)
                interface.destroy = {
                    StageBox<any WindowFilterPlugin, pa_filter>.release($0?.pointee.data)
                }
                interface.apply_window = { filter, frames, count, place, frame in
                    StageBox<any WindowFilterPlugin, pa_filter>.status(filter?.pointee.data) {
                        guard let frame, let frames else { return }
                        let window = (0..<Int(count)).map {
                            Frame(UnsafeMutablePointer(mutating: frames + $0))
                        }
                        try $0.apply(to: Frame(frame), at: Int(place), of: window)
                    }
                }
                return interface
            }
        }
    }
}

private func motion(_ request: UnsafeRawPointer?) -> MotionInfo {
    request.map { MotionInfo($0.load(as: pa_filter_request.self).motion) } ?? MotionInfo()
}

private func filter(_ data: UnsafeMutableRawPointer) -> pa_filter {
    var interface = pa_filter()
    interface.size = MemoryLayout<pa_filter>.size
    interface.data = data
    interface.get_extension = { AnyStageBox.notingExtension($1) }
    return interface
}

import CPoseAnimatePlugin

/// A motion source: yields frames of motion in order, one at a time.
public protocol SourcePlugin: StagePlugin {
    /// - Parameter setup: its request is the location that the user gave; empty for none.
    init(_ setup: Setup<String>) throws

    var info: MotionInfo { get throws }

    /// Fills a frame, in which nothing is seen yet; false after the last. Times rise.
    mutating func next(_ frame: Frame) throws -> Bool

    /// Remarks about motion that is well formed, but not as its author may think.
    var notes: [String] { get }
}

extension SourcePlugin {
    public var notes: [String] { [] }

    public static var making: StageMaking {
        StageMaking(kind: "pose-animate.source/1") { engine, values, request in
            let location = request?.load(as: pa_source_request.self).location
            let stage = try Self(
                Setup(location.map { String(cString: $0) } ?? "", engine, about, values))
            return StageBox<any SourcePlugin, pa_source>.make(stage, engine, interface)
        }
    }

    private static func interface(_ data: UnsafeMutableRawPointer) -> pa_source {
        var interface = pa_source()
        interface.size = MemoryLayout<pa_source>.size
        interface.data = data
        interface.destroy = { StageBox<any SourcePlugin, pa_source>.release($0?.pointee.data) }
        interface.get_extension = { AnyStageBox.notingExtension($1) }
        interface.info = { source, info in
            StageBox<any SourcePlugin, pa_source>.status(source?.pointee.data) {
                info?.pointee = try $0.info.interface
            }
        }
        interface.next = { source, frame in
            var isOver = false
            let status = StageBox<any SourcePlugin, pa_source>.status(source?.pointee.data) {
                if let frame { isOver = try !$0.next(Frame(frame)) }
            }
            return status == PA_OK && isOver ? pa_status(PA_END) : status
        }
        return interface
    }
}

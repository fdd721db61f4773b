import CPoseAnimatePlugin
import PluginInterface

/// A source, called for the engine.
final class ServedSource: ServedStage {
    private let source: StageHandle<pa_source>
    private let memory = FrameMemory()

    init(_ handle: StageHandle<pa_source>) { source = handle }

    var functions: FunctionSet {
        var set = FunctionSet()
        if source.functions.info != nil { set.insert(.info) }
        if source.functions.next != nil { set.insert(.next) }
        return set
    }

    func answer(
        _ kind: MessageKind, _ question: inout MessageReader, _ descriptor: Int32?,
        _ answer: inout Answer
    ) throws(BrokenMessage) {
        switch kind {
        case .info:
            guard let tell = source.functions.info else { throw BrokenMessage() }
            var info = try question.value(pa_motion_info.self)
            answer.take(source.ask { tell(source.pointer, &info) }) { $0.add(structure: info) }
        case .next:
            guard let next = source.functions.next else { throw BrokenMessage() }
            let frame = memory.frames(1)
            try question.fill(frame, atMost: Int(PA_FACE_LANDMARKS))
            let room = frame.pointee.landmarkRoom
            let own = frame.pointee
            answer.take(source.ask { next(source.pointer, frame) }) {
                $0.add(own.taking(frame.pointee), atMost: room)
            }
        case .notes: answer.writer.add(source.notes)
        default: throw BrokenMessage()
        }
    }
}

/// A filter, called for the engine.
final class ServedFilter: ServedStage {
    private let filter: StageHandle<pa_filter>
    private let memory = FrameMemory()

    init(_ handle: StageHandle<pa_filter>) { filter = handle }

    var functions: FunctionSet {
        var set = FunctionSet()
        if filter.functions.apply != nil { set.insert(.apply) }
        if filter.functions.apply_window != nil { set.insert(.applyWindow) }
        return set
    }

    func answer(
        _ kind: MessageKind, _ question: inout MessageReader, _ descriptor: Int32?,
        _ answer: inout Answer
    ) throws(BrokenMessage) {
        switch kind {
        case .apply:
            guard let apply = filter.functions.apply else { throw BrokenMessage() }
            let frame = memory.frames(1)
            try question.fill(frame, atMost: Int(PA_FACE_LANDMARKS))
            pass(frame, &answer) { apply(filter.pointer, frame) }
        case .applyWindow:
            guard let apply = filter.functions.apply_window else { throw BrokenMessage() }
            let count = try question.value(UInt32.self)
            let place = try question.value(UInt32.self)
            let frames = memory.frames(Int(count) + 1)
            for other in 0...Int(count) {
                try question.fill(frames + other, atMost: Int(PA_FACE_LANDMARKS))
            }
            let frame = frames + Int(count)
            pass(frame, &answer) { apply(filter.pointer, frames, count, place, frame) }
        case .notes: answer.writer.add(filter.notes)
        default: throw BrokenMessage()
        }
    }

    private func pass(
        _ frame: UnsafeMutablePointer<pa_frame>, _ answer: inout Answer, _ call: () -> pa_status
    ) {
        let room = frame.pointee.landmarkRoom
        let own = frame.pointee
        answer.take(filter.ask(call)) { $0.add(own.taking(frame.pointee), atMost: room) }
    }
}

extension pa_frame {
    /// What a plug-in has made of a frame, in the memory that it was given for it.
    fileprivate func taking(_ changed: pa_frame) -> pa_frame {
        var frame = changed
        frame.keypoints = keypoints
        frame.landmarks = landmarks
        // The number of a face's landmarks stays as it is.
        if has_face != 0 { frame.landmark_count = landmark_count }
        return frame
    }
}

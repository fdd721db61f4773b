import CPoseAnimatePlugin
import PluginInterface
import PluginKit

enum FilterCheck: StageCheck {
    static func check(_ stage: PluginStage, _ notes: inout Notes) {
        notes.making { try make(stage, $0) }
        notes.rule("has the function for its `temporal`") {
            let filter = try make(stage, [:])
            if case .window = stage.description.temporal {
                return filter.functions.apply_window == nil ? "`apply_window` is null" : nil
            }
            return filter.functions.apply == nil ? "`apply` is null" : nil
        }
        let frames = EdgeFrame.all
        for values in OptionEdges.all(of: stage) {
            let name = values.first.map { " with \($0.key)=\($0.value.prefix(40))" } ?? ""
            notes.rule("leaves sound frames, within their buffers\(name)") {
                guard let filter = try? make(stage, values) else { return nil }
                return try run(filter, frames).fault
            }
        }
        notes.rule("gives the same again") {
            let (one, other) = (try make(stage, [:]), try make(stage, [:]))
            return try run(one, frames).frames == run(other, frames).frames
                ? nil : "two filters gave different frames for the same motion"
        }
        notes.rule("keeps what it remembers in its own memory") {
            let alone = try run(try make(stage, [:]), frames).frames
            let (one, other) = (try make(stage, [:]), try make(stage, [:]))
            var results: [[EdgeFrame]] = [[], []]
            for place in frames.indices {
                results[0].append(try apply(one, frames, place).frame)
                // The other one sees the motion backwards.
                _ = try apply(other, frames, frames.count - 1 - place)
            }
            return results[0] == alone ? nil : "what one filter sees changes what another gives"
        }
        notes.rule("keeps to what its `temporal` says") {
            try temporalFault(stage, frames)
        }
        notes.rule("may be called on several threads, a stage each") {
            let alone = try run(try make(stage, [:]), frames).frames
            let wrong = WrongResults()
            SeveralThreads.run(4) { _ in
                guard let filter = try? make(stage, [:]),
                    let result = try? run(filter, frames).frames
                else { return wrong.add() }
                if result != alone { wrong.add() }
            }
            return wrong.count == 0 ? nil : "on \(wrong.count) of 4 threads it gave other frames"
        }
        notes.rule("gives back memory while it works") {
            let filter = try make(stage, [:])
            return HeapWatch.growth(of: 32) { _ = try? apply(filter, frames, 2) }
                .map { "\($0) bytes stay for each frame" }
        }
    }

    private static func make(
        _ stage: PluginStage, _ values: [String: String]
    ) throws(PluginError) -> StageHandle<pa_filter> {
        let memory = ForeignMemory()
        let request = memory.value(
            pa_filter_request(
                size: MemoryLayout<pa_filter_request>.size,
                motion: MotionInfo(framesPerSecond: 30, width: 640, height: 480).interface))
        return try stage.make(
            pa_filter.self, values: values, request: UnsafeRawPointer(request), memory: memory)
    }

    private static func run(
        _ filter: StageHandle<pa_filter>, _ frames: [EdgeFrame]
    ) throws -> (frames: [EdgeFrame], fault: String?) {
        var results: [EdgeFrame] = []
        var fault: String?
        for place in frames.indices {
            let result = try apply(filter, frames, place)
            results.append(result.frame)
            fault = fault ?? result.fault.map { "frame \(place): \($0)" }
        }
        return (results, fault)
    }

    private static func apply(
        _ filter: StageHandle<pa_filter>, _ frames: [EdgeFrame], _ place: Int
    ) throws(PluginError) -> (frame: EdgeFrame, fault: String?) {
        let frame = GuardedFrame(frames[place], index: place)
        if let apply = filter.functions.apply_window,
            case .window(let window) = filter.stage.description.temporal
        {
            let first = max(place - window, 0)
            let last = min(place + window, frames.count - 1)
            let around = (first...last).map { GuardedFrame(frames[$0], index: $0) }
            let row = around.compactMap { $0.pointer?.pointee }
            try filter.call {
                apply(
                    filter.pointer, row, UInt32(row.count), UInt32(place - first), frame.pointer)
            }
        } else if let apply = filter.functions.apply {
            try filter.call { apply(filter.pointer, frame.pointer) }
        }
        return (frame.edge, frame.fault(hadFace: frames[place].landmarks != nil))
    }

    /// A stateless filter gives for a frame alone what it gives for it among others.
    private static func temporalFault(
        _ stage: PluginStage, _ frames: [EdgeFrame]
    ) throws -> String? {
        guard stage.description.temporal != .sequential else { return nil }
        let whole = try run(try make(stage, [:]), frames).frames
        for place in frames.indices {
            let alone = try apply(try make(stage, [:]), frames, place).frame
            guard alone == whole[place] else {
                return
                    "frame \(place) depends on frames before it that it may not know; declare it "
                    + "PA_SEQUENTIAL"
            }
        }
        return nil
    }
}

import CPoseAnimatePlugin
import Geometry
import PluginInterface
import PluginKit

/// A motion source of a plug-in's.
package final class PluginSource: MotionSource {
    package let header: ClipHeader
    private let source: StageHandle<pa_source>
    private let fill:
        @convention(c) (UnsafePointer<pa_source>?, UnsafeMutablePointer<pa_frame>?) ->
            pa_status
    private let buffer = FrameBuffer()
    private var count = 0
    private var lastTime = -Double.infinity
    private var isOver = false

    /// - Parameters:
    ///   - location: what the source reads; empty for nothing.
    ///   - values: the options' values, as users write them.
    /// - Throws: `usage` when the location is missing or a value does not fit; what the plug-in answers.
    package init(
        _ stage: PluginStage, location: String, values: [String: String]
    ) throws(PluginError) {
        guard !stage.description.needsLocation || !location.isEmpty else {
            throw stage.error(.usage, "reads something; name it (--keypoints PATH)")
        }
        let memory = ForeignMemory()
        let request = memory.value(
            pa_source_request(
                size: MemoryLayout<pa_source_request>.size, location: memory.text(location)))
        let source = try stage.make(
            pa_source.self, values: values, request: UnsafeRawPointer(request), memory: memory)
        self.source = source
        fill = try source.require("next", source.functions.next)
        let tell = try source.require("info", source.functions.info)
        var info = MotionInfo().interface
        try source.call { tell(source.pointer, &info) }
        let told = MotionInfo(info)
        header = ClipHeader(
            framesPerSecond: told.framesPerSecond,
            size: told.width.flatMap { width in
                told.height.map { Size(width: width, height: $0) }
            }, frameCount: told.frameCount, duration: told.duration)
        let numbers = [told.framesPerSecond, told.width, told.height].compactMap(\.self)
        guard numbers.allSatisfy({ $0.isFinite && $0 > 0 }),
            (told.duration ?? 0).isFinite, (told.duration ?? 0) >= 0
        else {
            throw stage.error(
                .fault, "it tells a rate, a size or a duration that no motion has")
        }
    }

    package var notes: [String] { source.notes }

    package func next() throws(MotionError) -> MotionFrame? {
        guard !isOver else { return nil }
        let (status, motion) = buffer.filled(index: count) { shown in
            source.ask { fill(source.pointer, shown) }
        }
        guard status != PA_END else {
            isOver = true
            return nil
        }
        do throws(PluginError) {
            try source.stage.check(status)
            guard let motion else {
                throw source.stage.error(
                    .fault, "frame \(count): it gave numbers that are not finite, or half a face")
            }
            guard motion.time > lastTime else {
                throw source.stage.error(
                    .fault,
                    "frame \(count): its time, \(motion.time) s, does not come after that of "
                        + "the frame before, \(lastTime) s")
            }
            lastTime = motion.time
            count += 1
            return motion
        } catch {
            isOver = true
            throw MotionError(error)
        }
    }
}

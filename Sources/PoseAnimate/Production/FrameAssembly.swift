import Pipelining
import Rendering
import Scene
import Sinks

/// Gives frames that are drawn already to sinks, in their order: movies of folders of pictures.
///
/// Many threads read and encode; the same bytes come out for any number of them, and the same as
/// when the frames go to the sinks as they are drawn.
public final class FrameAssembly {
    private final class Slot {
        var index = 0
        let picture: PixelBuffer
        var bytes: [[UInt8]]

        init(_ picture: PixelBuffer, sinkCount: Int) {
            self.picture = picture
            bytes = Array(repeating: [], count: sinkCount)
        }
    }

    private final class Sinks {
        var all: [any FrameSink]

        init(_ all: [any FrameSink]) { self.all = all }
    }

    private let work: OrderedWork<Slot>
    private let sinks: Sinks
    private let folder: FrameFolder
    private var isOver = false

    /// - Parameters:
    ///   - background: what shows through transparent frames; nil to keep them as they are.
    ///   - jobs: how many threads read and encode, 1 at least.
    /// - Throws: what reading the first frame throws; errors of encoders.
    public init(
        of folder: FrameFolder, into sinks: [any FrameSink], background: Color? = nil, jobs: Int
    ) throws {
        let jobs = max(jobs, 1)
        let first = try folder.read(folder.frames[0])
        let size = (first.width, first.height)
        let encoders = try (0..<jobs).map { _ in try sinks.map { try $0.makeEncoder() } }
        let slots = try (0..<(jobs + 2)).map { _ in
            Slot(
                try PixelBuffer.validated(width: size.0, height: size.1), sinkCount: sinks.count)
        }
        let sinks = Sinks(sinks)
        self.sinks = sinks
        self.folder = folder
        work = OrderedWork(
            slots: slots, workers: jobs,
            work: { worker, slot in
                let raster = try folder.read(slot.index)
                guard (raster.width, raster.height) == size else {
                    throw PoseAnimateError(
                        .badData,
                        "frame \(slot.index) has \(raster.width)x\(raster.height) pixels and the "
                            + "first one \(size.0)x\(size.1); draw them alike")
                }
                raster.bytes.withUnsafeBytes { slot.picture.bytes.copyMemory(from: $0) }
                if let background { slot.picture.lay(over: background) }
                for (place, encoder) in encoders[worker].enumerated() {
                    try encoder.encode(slot.picture, index: slot.index, into: &slot.bytes[place])
                }
            },
            deliver: { index, slot, _ in
                for place in sinks.all.indices {
                    try sinks.all[place].write(
                        FinishedFrame(
                            index: index, picture: slot.picture, bytes: slot.bytes[place]))
                }
            })
    }

    deinit { if !isOver { work.abandon() } }

    /// Gives all frames to the sinks and completes them.
    ///
    /// - Parameter progress: is told how many frames the sinks have taken; what it throws ends the
    ///   work.
    /// - Throws: what reading, encoding or writing threw; then nothing half done is left.
    public func run(progress: (Int) throws -> Void) throws {
        do {
            for index in folder.frames {
                try work.submit(index) { $0.index = index }
                try progress(work.delivered)
            }
            isOver = true
            try work.finish()
            for place in sinks.all.indices { try sinks.all[place].finish() }
        } catch {
            work.abandon()
            isOver = true
            try? work.finish()
            sinks.all.removeAll()
            throw error
        }
        try progress(folder.frames.count)
    }
}

extension PixelBuffer {
    /// Lays the picture over a colour (Compositing and Blending 1, source-over).
    fileprivate func lay(over color: Color) {
        let alpha = min(max(color.alpha, 0), 1)
        let ground = [color.blue, color.green, color.red, 1].map {
            Int((min(max($0, 0), 1) * alpha * 255).rounded())
        }
        for place in Swift.stride(from: 0, to: bytes.count, by: 4) {
            let rest = 255 - Int(bytes[place + 3])
            guard rest > 0 else { continue }
            for channel in 0..<4 {
                let sum = Int(bytes[place + channel]) + (ground[channel] * rest + 127) / 255
                bytes[place + channel] = UInt8(min(sum, 255))
            }
        }
    }
}

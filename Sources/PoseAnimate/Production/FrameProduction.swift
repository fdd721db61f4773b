import Pipelining
import Rendering
import Scene
import Sinks

/// Draws and encodes frames on many threads and gives them to sinks in their order.
///
///     let production = try FrameProduction(of: ensemble, into: [frames])
///     while let index = try ensemble.advance() {
///         try production.add(ensemble, index: index)
///     }
///     try production.finish()
///
/// Motion is evaluated once, by whoever advances the ensemble. The same bytes come out for any
/// number of threads; memory is bounded by it. A frame that looks like the one before is not drawn
/// again.
public final class FrameProduction {
    /// What one thread draws and encodes with.
    private struct Tools {
        let renderers: [any Renderer]
        let encoders: [any FrameEncoder]
        /// Nil where a sink reads pictures: then every frame has one of its own.
        let picture: PixelBuffer?
    }

    /// The sinks, which the delivering thread has until it has ended.
    private final class Sinks {
        var all: [any FrameSink]

        init(_ all: [any FrameSink]) { self.all = all }
    }

    private let work: OrderedWork<FrameSlot>
    private let sinks: Sinks
    private var shown: [SceneFrame]
    private var isFirst = true
    private var isOver = false

    /// - Parameters:
    ///   - ensemble: what is drawn; it stays the caller's.
    ///   - sinks: what takes the frames, in order.
    ///   - jobs: how many threads draw and encode, 1 at least.
    /// - Throws: `RenderingError` when there is no memory; errors of renderers and encoders.
    public init(of ensemble: Ensemble, into sinks: [any FrameSink], jobs: Int) throws {
        let jobs = max(jobs, 1)
        let areRead = sinks.contains { $0.readsPictures }
        let tools = try (0..<jobs).map { _ in
            Tools(
                renderers: try ensemble.members.map { try $0.makeRenderer() },
                encoders: try sinks.map { try $0.makeEncoder() },
                picture: areRead ? nil : try ensemble.makePicture())
        }
        // One is delivered and one is filled while the others are drawn.
        let slots = try (0..<(jobs + 2)).map { _ in
            FrameSlot(
                ensemble, picture: try tools[0].picture ?? ensemble.makePicture(),
                sinkCount: sinks.count)
        }
        let sinks = Sinks(sinks)
        self.sinks = sinks
        shown = ensemble.members.map(\.scene)
        work = OrderedWork(
            slots: slots, workers: jobs,
            work: { worker, slot in
                let tools = tools[worker]
                if let picture = tools.picture { slot.picture = picture }
                for (place, renderer) in tools.renderers.enumerated() {
                    try renderer.render(slot.scenes[place], into: slot.picture)
                }
                for (place, encoder) in tools.encoders.enumerated() {
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

    /// How many frames the sinks have taken so far.
    public var writtenCount: Int { work.delivered }

    /// Takes the ensemble's current frame; waits while all threads have enough to do.
    ///
    /// - Throws: what drawing, encoding or writing an earlier frame threw.
    public func add(_ ensemble: Ensemble, index: Int) throws {
        if !isFirst, ensemble.shows(shown) {
            try work.submitAgain(index)
            return
        }
        isFirst = false
        ensemble.copyScenes(into: &shown)
        try work.submit(index) { slot in
            slot.index = index
            ensemble.copyScenes(into: &slot.scenes)
        }
    }

    /// Waits until the frames that were taken are written, and leaves what the sinks have open as
    /// it is.
    ///
    /// - Throws: what drawing, encoding or writing threw.
    public func drain() throws {
        isOver = true
        try work.finish()
    }

    /// Waits until no thread works any more and lets go of the sinks, which take away what they have
    /// half done. For a run that ends before its time.
    public func discard() {
        try? drain()
        sinks.all.removeAll()
    }

    /// Completes the sinks after the last frame.
    ///
    /// - Throws: what drawing, encoding or writing threw.
    public func finish() throws {
        try drain()
        for place in sinks.all.indices { try sinks.all[place].finish() }
    }
}

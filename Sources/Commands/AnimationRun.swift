import Glibc
import PoseAnimate

/// Plays characters into files, frame by frame.
struct AnimationRun: ~Copyable {
    struct Destinations {
        var folder: String?
        var format: String
        var contactSheet: String?
        var geometry: String?
    }

    struct Outcome {
        /// Frames written.
        var frameCount = 0
        /// Written frames in which nobody is seen.
        var lostCount = 0
        /// What the motion source had to remark.
        var notes: [String] = []
    }

    private var ensemble: Ensemble
    private let selection: FrameSelection?
    private var sinks: [any FrameSink]
    private var geometry: GeometryWriter?
    private let picture: PixelBuffer
    private var progress: ProgressBar

    /// Opens the destinations.
    ///
    /// - Throws: `usage` when the selection reaches beyond the clip's end; errors of the sinks.
    static func open(
        _ ensemble: Ensemble, selection: FrameSelection?, destinations: Destinations,
        isQuiet: Bool
    ) throws -> AnimationRun {
        if let selection, let count = ensemble.frameCount, selection.last >= count {
            throw beyondEnd(selection, count: count)
        }
        let picture = try ensemble.makePicture()
        let count = selection?.count ?? ensemble.frameCount
        var sinks: [any FrameSink] = []
        func open(_ sink: StageOptions, _ destination: String) throws {
            let request = Registry.SinkRequest(
                destination: destination, framesPerSecond: ensemble.framesPerSecond,
                frameCount: count)
            sinks.append(try Registry.builtIn.makeSink(sink, request))
        }
        var newFolder: String?
        if let folder = destinations.folder {
            // The folder comes first: the other outputs may lie beside it in a folder to be made.
            if access(folder, F_OK) != 0 { newFolder = folder }
            try open(try StageOptions(parsing: destinations.format), folder)
        }
        var geometry: GeometryWriter?
        do {
            if let path = destinations.geometry {
                geometry = try GeometryWriter(
                    path: path, characters: ensemble.members.map(\.character))
            }
            if let path = destinations.contactSheet {
                // The sheet is drawn last; that its place can be written is known from the start.
                _ = try AtomicFile(path: path)
                try open(StageOptions(name: "contact-sheet"), path)
            }
        } catch {
            // Still empty, so nothing but our own folder can go.
            if let newFolder { rmdir(newFolder) }
            throw error
        }
        return AnimationRun(
            ensemble: ensemble, selection: selection, sinks: sinks, geometry: geometry,
            picture: picture, progress: ProgressBar(total: count, isQuiet: isQuiet))
    }

    private init(
        ensemble: Ensemble, selection: FrameSelection?, sinks: [any FrameSink],
        geometry: consuming GeometryWriter?, picture: PixelBuffer, progress: ProgressBar
    ) {
        self.ensemble = ensemble
        self.selection = selection
        self.sinks = sinks
        self.geometry = geometry
        self.picture = picture
        self.progress = progress
    }

    /// Runs to the end of the clip or of the selection.
    ///
    /// - Throws: `Interrupted` after the current frame when a signal asks; then what is finished
    ///   stays and nothing half done is left.
    consuming func run() throws -> Outcome {
        var outcome = Outcome()
        var count = 0
        while let index = try advance() {
            count = index + 1
            if selection?.contains(index) ?? true {
                try write(index)
                outcome.frameCount += 1
                if !ensemble.isSomebodySeen { outcome.lostCount += 1 }
                progress.update(outcome.frameCount)
            }
            if let signal = Interruption.signal {
                progress.finish()
                throw Interrupted(signal: signal)
            }
            if let selection, index >= selection.last { break }
        }
        progress.finish()
        if let selection, selection.last >= count {
            throw Self.beyondEnd(selection, count: count)
        }
        for index in sinks.indices { try sinks[index].finish() }
        if let geometry = geometry.take() { try geometry.finish() }
        outcome.notes = ensemble.motionNotes
        return outcome
    }

    /// The next frame; a read that a signal ended is an interruption, not a fault of the input.
    private mutating func advance() throws -> Int? {
        do {
            return try ensemble.advance()
        } catch {
            progress.finish()
            if let signal = Interruption.signal { throw Interrupted(signal: signal) }
            throw error
        }
    }

    private mutating func write(_ index: Int) throws {
        if !sinks.isEmpty {
            try ensemble.draw(into: picture)
            for sink in sinks.indices { try sinks[sink].write(picture, index: index) }
        }
        for (place, member) in ensemble.members.enumerated() {
            try geometry?.write(
                index: index, character: place, posture: member.posture, scene: member.scene)
        }
    }

    private static func beyondEnd(_ selection: FrameSelection, count: Int) -> PoseAnimateError {
        PoseAnimateError(
            .usage,
            "--frames asks for frame \(selection.last), but the clip's last frame is \(count - 1)")
    }
}

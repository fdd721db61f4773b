import PoseAnimate

/// Watches footage into files, picture by picture.
struct DetectionRun: ~Copyable {
    struct Outcome {
        /// Pictures watched.
        var frameCount = 0
        /// Those in which nobody was found.
        var emptyCount = 0
        /// Those in which a face was found.
        var faceCount = 0
        /// What there is to remark.
        var notes: [String] = []
    }

    /// Digits behind the point: a hundredth of a pixel is finer than any estimator.
    private static let decimals = 2

    private let watcher: FootageWatcher
    /// Whether the clip is of several people.
    private let isOfSeveral: Bool
    private let clipPath: String?
    private var clip: ClipWriter?
    private var sink: PNGSequenceSink?
    private let overlay: PersonOverlay?
    private var progress: ProgressReport

    /// Opens the destinations.
    static func open(
        _ watcher: FootageWatcher, isOfSeveral: Bool, clip path: String?,
        overlay folder: String?, writesTimes: Bool, isQuiet: Bool
    ) throws -> DetectionRun {
        let header = watcher.header
        let overlay = try folder.map { _ in
            try PersonOverlay(width: header.width, height: header.height)
        }
        let sink = try folder.map { try PNGSequenceSink(directory: $0) }
        var clip: ClipWriter?
        if let path {
            clip = try ClipWriter(
                path: path,
                header: ClipHeader(
                    framesPerSecond: header.framesPerSecond,
                    size: Size(width: Double(header.width), height: Double(header.height))),
                encoding: ClipEncoding(decimals: Self.decimals, writesTimes: writesTimes))
        }
        return DetectionRun(
            watcher: watcher, isOfSeveral: isOfSeveral, clipPath: path, clip: clip, sink: sink,
            overlay: overlay,
            progress: ProgressReport(
                total: header.frameCount, style: isQuiet ? ProgressReport.Style.none : nil))
    }

    private init(
        watcher: FootageWatcher, isOfSeveral: Bool, clipPath: String?, clip: consuming ClipWriter?,
        sink: PNGSequenceSink?, overlay: PersonOverlay?, progress: ProgressReport
    ) {
        self.watcher = watcher
        self.isOfSeveral = isOfSeveral
        self.clipPath = clipPath
        self.clip = clip
        self.sink = sink
        self.overlay = overlay
        self.progress = progress
    }

    /// Runs to the end of the footage.
    ///
    /// What was seen before damage, or before a signal asked to stop, is kept as a clip: it may be
    /// the work of hours.
    consuming func run(name: String) throws -> Outcome {
        var outcome = Outcome()
        do {
            while let watched = try watcher.next() {
                try write(watched)
                outcome.frameCount += 1
                if watched.people.isEmpty { outcome.emptyCount += 1 }
                if watched.people.contains(where: { $0.face != nil }) { outcome.faceCount += 1 }
                progress.update(outcome.frameCount)
                if let signal = Interruption.signal { throw Interrupted(signal: signal) }
            }
        } catch {
            progress.finish()
            let cause: any Error =
                Interruption.signal.map { Interrupted(signal: $0) } ?? error
            guard outcome.frameCount > 0, let path = clipPath, let clip = clip.take() else {
                throw cause
            }
            try clip.finish()
            if path == "-" { throw cause }
            let kept =
                outcome.frameCount == 1
                ? "the one picture before is" : "the \(outcome.frameCount) pictures before are"
            StandardStreams.complain("warning: \(name): \(kept) in \(path)")
            throw cause
        }
        progress.finish()
        if let clip = clip.take() { try clip.finish() }
        sink?.finish()
        outcome.notes = watcher.notes
        if outcome.emptyCount == outcome.frameCount {
            outcome.notes.append(
                outcome.frameCount == 1
                    ? "nobody was found in the picture"
                    : "nobody was found in any of \(outcome.frameCount) pictures")
        }
        return outcome
    }

    private mutating func write(_ watched: WatchedPicture) throws {
        if let overlay {
            try sink?.write(overlay.draw(watched), index: watched.index)
        }
        if isOfSeveral {
            try clip?.write(watched.crowd)
        } else {
            try clip?.write(watched.crowd.frame(of: 0))
        }
    }
}

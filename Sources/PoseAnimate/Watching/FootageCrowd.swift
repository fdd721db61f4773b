import Footage
import Geometry
import Motion
import Pipelining
import Vision

/// The people in footage, as the first stage of a pipeline.
///
/// Pictures are watched by a thread of their own, some ahead of whoever takes the frames, so that
/// decoding, estimating and drawing overlap; frames are the same on any number of threads.
public final class FootageCrowd: CrowdSource {
    private struct Sight: Sendable {
        /// Nil behind the last.
        var frame: CrowdFrame?
        var notes: [String]
    }

    /// How many frames wait at most.
    private static let watchedAhead = 4

    public let header: ClipHeader
    public private(set) var notes: [String]
    /// Estimators number whom they find.
    public let isOfSeveral: Bool? = true
    private let sights: Prefetched<Sight, MotionError>
    private var isFinished = false

    /// - Parameters:
    ///   - watcher: nobody else uses it from now on.
    ///   - name: the footage's, in errors.
    public init(_ watcher: sending FootageWatcher, name: String) {
        header = ClipHeader(watcher.header)
        notes = watcher.notes
        sights = Prefetched(ahead: Self.watchedAhead) { (_) throws(MotionError) in
            let watched: WatchedPicture?
            do {
                watched = try watcher.next()
            } catch {
                throw MotionError(error, source: name)
            }
            return Sight(frame: watched?.crowd, notes: watcher.notes)
        }
    }

    public func next() throws(MotionError) -> CrowdFrame? {
        guard !isFinished, let sight = try sights.next() else { return nil }
        notes = sight.notes
        if sight.frame == nil { isFinished = true }
        return sight.frame
    }
}

extension ClipHeader {
    /// What a clip of the footage would say.
    public init(_ footage: FootageHeader) {
        var duration: Double?
        if let count = footage.frameCount, let rate = footage.framesPerSecond {
            duration = Double(count - 1) / rate
        }
        self.init(
            framesPerSecond: footage.framesPerSecond,
            size: Size(width: Double(footage.width), height: Double(footage.height)),
            frameCount: footage.frameCount, duration: duration)
    }
}

extension MotionError {
    /// What became of footage on its way to being motion.
    init(_ error: any Error, source: String) {
        switch error {
        case let error as FootageError:
            let kind: MotionError.Kind =
                switch error.kind {
                case .noInput: .noInput
                case .badData, .unavailable: .badData
                case .inputOutput: .inputOutput
                }
            self.init(kind, source: error.source, place: error.place, error.message)
        case let error as VisionError:
            self.init(.badData, source: error.source, error.message)
        default: self.init(.badData, source: source, "\(error)")
        }
    }
}

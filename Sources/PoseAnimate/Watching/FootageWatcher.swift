import Footage
import Imaging
import Motion
import Pipelining
import Vision

/// A picture of footage, and who was found in it.
public struct WatchedPicture: Sendable {
    /// Position in the footage, from 0.
    public var index: Int
    /// Seconds since its first picture.
    public var time: Double
    public var picture: Picture
    /// By rising number.
    public var people: [Estimate]

    /// What a clip keeps of it.
    public var crowd: CrowdFrame {
        CrowdFrame(
            index: index, time: time,
            people: people.map {
                CrowdFrame.Person(number: $0.person, pose: $0.pose, face: $0.face)
            })
    }
}

/// Watches footage: hands its pictures to an estimator, one after another.
///
/// Pictures are decoded by a thread of their own, a few ahead, and their memory is used again, so
/// that footage of any length takes the same.
public final class FootageWatcher {
    private struct TimedPicture: Sendable {
        var picture: Picture
        /// Nil behind the last picture.
        var time: Double?
        /// What the footage had to remark up to here.
        var notes: [String]
    }

    /// How many decoded pictures wait at most.
    private static let decodedAhead = 3

    public let header: FootageHeader
    /// Remarks so far about the footage.
    public private(set) var notes: [String]
    private let decoded: Prefetched<TimedPicture, FootageError>
    private let estimator: any PersonEstimator
    private let areSeparate: Bool
    private var index = 0
    private var used: Picture?
    private var isFinished = false

    /// - Parameters:
    ///   - footage: nobody else reads it from now on.
    ///   - areSeparate: whether pictures do not continue each other, as photographs.
    public init(
        _ footage: sending any Footage, estimator: any PersonEstimator, areSeparate: Bool = false
    ) {
        header = footage.header
        notes = footage.notes
        self.estimator = estimator
        self.areSeparate = areSeparate
        decoded = Prefetched(ahead: Self.decodedAhead) { (spare) throws(FootageError) in
            var next: TimedPicture
            if let spare { next = spare } else { next = try FootageWatcher.placeholder() }
            next.time = try footage.next(into: &next.picture)
            next.notes = footage.notes
            return next
        }
    }

    /// The next picture with its people; nil after the last.
    ///
    /// - Throws: `FootageError` where the footage is damaged from here on, `VisionError` when a
    ///   model fails.
    public func next() throws -> WatchedPicture? {
        if let used {
            self.used = nil
            decoded.giveBack(TimedPicture(picture: used, notes: []))
        }
        guard !isFinished, let next = try decoded.next() else { return nil }
        notes = next.notes
        guard let time = next.time else {
            isFinished = true
            return nil
        }
        if areSeparate { estimator.reset() }
        let people = try estimator.estimate(next.picture, at: time)
        defer { index += 1 }
        used = next.picture
        return WatchedPicture(index: index, time: time, picture: next.picture, people: people)
    }

    /// Footage makes it of the right size.
    private static func placeholder() throws(FootageError) -> TimedPicture {
        do {
            return TimedPicture(picture: try Picture(width: 1, height: 1), notes: [])
        } catch {
            throw FootageError(.badData, source: "", error.message)
        }
    }
}

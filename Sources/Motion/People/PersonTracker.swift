import Geometry
import Glibc

/// Gives people numbers and knows them again from frame to frame: by the names that their source
/// has for them, else by where they are and how they move.
///
/// Numbers count from 0 in the order in which people come into view.
package struct PersonTracker: Sendable {
    fileprivate struct Track {
        var number: Int
        var time: Double
        var bounds: Rect
        var pose: Pose?
        /// Pixels a second.
        var velocity = Point.zero
    }

    /// Someone who is away for longer, in seconds, comes back as someone new.
    private static let longestAbsence = 3.0

    private let limit: Int?
    private var tracks: [Track] = []
    /// The numbers of those who have names, which go before places.
    private var named: [String: Int] = [:]
    private var nextNumber = 0

    /// - Parameter limit: the most people at a time; nil for any number. With a limit, numbers stay
    ///   below it, somebody new takes the number of whoever is away for the longest, and names are
    ///   not looked at.
    package init(limit: Int? = nil) {
        self.limit = limit.map { max($0, 1) }
    }

    /// Forgets everybody.
    package mutating func reset() {
        tracks.removeAll()
        named.removeAll()
        nextNumber = 0
    }

    /// The numbers of the people in the next frame, all different; beyond the limit, of so many of
    /// them.
    ///
    /// - Parameter time: in seconds; grows from frame to frame.
    package mutating func follow(_ people: [Sighting], at time: Double) -> [Int] {
        let people = people.prefix(limit ?? people.count)
        var numbers = numbersByName(people)
        follow(people, at: time, &numbers)
        return numbers.compactMap { $0 }
    }

    /// The numbers of people with names; nil for those without one and for a name's second.
    private mutating func numbersByName(_ people: ArraySlice<Sighting>) -> [Int?] {
        var seen: Set<String> = []
        return people.map { sighting in
            guard limit == nil, let name = sighting.identity, seen.insert(name).inserted else {
                return nil
            }
            if let number = named[name] { return number }
            let number = newNumber()
            named[name] = number
            return number
        }
    }

    /// Gives numbers by place and movement to those who have none yet.
    private mutating func follow(
        _ people: ArraySlice<Sighting>, at time: Double, _ numbers: inout [Int?]
    ) {
        tracks.removeAll { time - $0.time > Self.longestAbsence }
        let bounds = people.map(\.bounds)
        var pairs: [(person: Int, track: Int, likeness: Double)] = []
        for (person, sighting) in people.enumerated() where numbers[person] == nil {
            for (index, track) in tracks.enumerated() {
                let likeness = likeness(of: sighting, bounds[person], to: track, at: time)
                if likeness > 0 { pairs.append((person, index, likeness)) }
            }
        }
        var isTaken = Array(repeating: false, count: tracks.count)
        for pair in pairs.sorted(by: { $0.likeness > $1.likeness })
        where numbers[pair.person] == nil && !isTaken[pair.track] {
            isTaken[pair.track] = true
            numbers[pair.person] = tracks[pair.track].number
            tracks[pair.track].update(people[pair.person], bounds[pair.person], at: time)
        }
        for (person, sighting) in people.enumerated() where numbers[person] == nil {
            let number = newNumber()
            numbers[person] = number
            tracks.append(
                Track(number: number, time: time, bounds: bounds[person], pose: sighting.pose))
        }
    }

    /// A number that nobody has, else that of whoever is away for the longest, who is forgotten.
    private mutating func newNumber() -> Int {
        guard let limit else {
            nextNumber += 1
            return nextNumber - 1
        }
        let taken = Set(tracks.map(\.number))
        if let free = (0..<limit).first(where: { !taken.contains($0) }) { return free }
        let away = tracks.indices.min {
            (tracks[$0].time, tracks[$0].number) < (tracks[$1].time, tracks[$1].number)
        }
        return away.map { tracks.remove(at: $0).number } ?? 0
    }

    /// How well somebody fits to where a track should have come to: above 1 by overlap and by the
    /// parts of the body, each up to 1; up to 1 by nearness where nothing overlaps, as when someone
    /// runs and frames are few.
    private func likeness(
        of sighting: Sighting, _ bounds: Rect, to track: Track, at time: Double
    ) -> Double {
        let shift = track.shift(at: time)
        let expected = Rect(min: track.bounds.min + shift, max: track.bounds.max + shift)
        let likeness = bounds.likeness(to: expected)
        guard likeness > 1, let pose = sighting.pose else { return likeness }
        return likeness
            + pose.similarity(
                to: track.pose, shiftedBy: shift, area: expected.width * expected.height)
    }
}

extension PersonTracker.Track {
    /// The length of the body's diagonal.
    fileprivate var reach: Double { bounds.isEmpty ? 0 : (bounds.max - bounds.min).length }

    /// How far somebody should have moved since, at most their own length.
    fileprivate func shift(at time: Double) -> Point {
        let way = velocity * (time - self.time)
        let length = way.length
        return length > reach ? way * (reach / length) : way
    }

    fileprivate mutating func update(_ sighting: Sighting, _ bounds: Rect, at time: Double) {
        let duration = time - self.time
        let way = way(to: sighting, bounds)
        if duration > 0, way.isFinite {
            // Half of what was: detectors tremble.
            velocity = velocity.interpolated(to: way / duration, 0.5)
        }
        self.time = time
        self.bounds = bounds
        pose = sighting.pose
    }

    /// How far somebody has moved: the mean of the parts that are seen both times, as parts that
    /// come and go shift the middle of a body that stands.
    private func way(to sighting: Sighting, _ bounds: Rect) -> Point {
        var sum = Point.zero
        var count = 0.0
        for case let (old?, new?) in zip(pose?.keypoints ?? [], sighting.pose?.keypoints ?? []) {
            sum = sum + (new.position - old.position)
            count += 1
        }
        return count > 0 ? sum * (1 / count) : bounds.center - self.bounds.center
    }
}

extension Pose {
    /// The similarity of COCO's keypoint evaluation (cocodataset.org, "Keypoint Evaluation"), with
    /// each part weighed by the less sure of its two confidences: 1 for the same places.
    fileprivate func similarity(to other: Pose?, shiftedBy shift: Point, area: Double) -> Double {
        var sum = 0.0
        var weights = 0.0
        for case (let (one?, before?), let spread) in zip(
            zip(keypoints, other?.keypoints ?? []), BodyPart.spreads)
        {
            let distance = (one.position - before.position - shift).length
            let weight = min(one.confidence, before.confidence)
            let scale = 2 * spread
            guard weight > 0, distance.isFinite else { continue }
            sum += weight * exp(-distance * distance / (2 * area * scale * scale))
            weights += weight
        }
        return weights > 0 ? sum / weights : 0
    }
}

extension BodyPart {
    /// How far people who label a part differ, in square roots of the body's area: COCO's sigmas
    /// (cocoapi, PythonAPI/pycocotools/cocoeval.py).
    fileprivate static let spreads = [
        0.026, 0.025, 0.025, 0.035, 0.035, 0.079, 0.079, 0.072, 0.072, 0.062, 0.062, 0.107, 0.107,
        0.087, 0.087, 0.089, 0.089,
    ]
}

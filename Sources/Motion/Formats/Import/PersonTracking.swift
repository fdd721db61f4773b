import Geometry

/// Follows people from frame to frame: by the format's own ids, else by where they are.
struct PersonTracking {
    /// One person throughout a recording.
    struct Track {
        var identity: String?
        /// By frame; nil where the person is not seen.
        var sightings: [Int: Sighting] = [:]
        fileprivate var box: Rect
        fileprivate var lastFrame: Int
        fileprivate var areaSum = 0.0

        /// Whoever is in an empty recording.
        static let nobody = Track(box: .empty, lastFrame: 0)

        fileprivate var meanArea: Double { areaSum / Double(max(sightings.count, 1)) }
    }

    /// People in the order in which they come into view.
    private(set) var tracks: [Track] = []
    /// Someone who is away for longer comes back as someone new.
    private static let longestAbsence = 90

    init(_ frames: [[Sighting]]) {
        for (index, frame) in frames.enumerated() { add(frame.filter { !$0.isEmpty }, at: index) }
    }

    private mutating func add(_ people: [Sighting], at frame: Int) {
        let boxes = people.map(\.box)
        var pairs: [(person: Int, track: Int, likeness: Double)] = []
        for (person, sighting) in people.enumerated() {
            for (index, track) in tracks.enumerated() {
                let likeness: Double
                if let identity = sighting.identity {
                    likeness = identity == track.identity ? .infinity : 0
                } else if track.identity != nil || frame - track.lastFrame > Self.longestAbsence {
                    likeness = 0
                } else {
                    likeness = boxes[person].likeness(to: track.box)
                }
                if likeness > 0 { pairs.append((person, index, likeness)) }
            }
        }
        var taken: Set<Int> = []
        var placed: Set<Int> = []
        for pair in pairs.sorted(by: { $0.likeness > $1.likeness })
        where !placed.contains(pair.person) && !taken.contains(pair.track) {
            placed.insert(pair.person)
            taken.insert(pair.track)
            append(people[pair.person], boxes[pair.person], to: pair.track, at: frame)
        }
        for (person, sighting) in people.enumerated() where !placed.contains(person) {
            tracks.append(
                Track(identity: sighting.identity, box: boxes[person], lastFrame: frame))
            append(sighting, boxes[person], to: tracks.count - 1, at: frame)
        }
    }

    private mutating func append(_ sighting: Sighting, _ box: Rect, to index: Int, at frame: Int) {
        tracks[index].sightings[frame] = sighting
        tracks[index].box = box
        tracks[index].lastFrame = frame
        tracks[index].areaSum += box.width * box.height
    }

    /// The person asked for; nil when there are not so many.
    func track(of person: KeypointOptions.Person) -> Track? {
        switch person {
        case .number(let index): index >= 0 && index < tracks.count ? tracks[index] : nil
        case .largest: tracks.max { $0.meanArea < $1.meanArea }
        case .longest:
            tracks.max { ($0.sightings.count, $0.meanArea) < ($1.sightings.count, $1.meanArea) }
        }
    }
}

extension Sighting {
    /// What holds all that is seen of the person.
    fileprivate var box: Rect {
        var box = Rect.empty
        for case let keypoint? in pose?.keypoints ?? [] { box.include(keypoint.position) }
        for landmark in face?.landmarks ?? [] { box.include(landmark) }
        return box
    }
}

import Geometry

/// Who is in a crowd, how long and how large.
public struct CrowdCensus: Sendable {
    private struct Entry {
        var number: Int
        var frameCount = 0
        var areaSum = 0.0

        var meanArea: Double { areaSum / Double(max(frameCount, 1)) }
    }

    /// In the order in which people are first seen.
    private var entries: [Entry] = []
    private var places: [Int: Int] = [:]

    public init() {}

    /// Counts all frames that a crowd has.
    public init(of frames: some Sequence<CrowdFrame>) {
        for frame in frames { count(frame) }
    }

    /// Goes through a source and back to its start. Whoever is alone in a clip needs no counting.
    ///
    /// - Returns: nil where frames come but once, or where not all of them can be read: damage is
    ///   left to be told at its frame.
    package init?(of source: inout some CrowdSource) throws(MotionError) {
        guard try source.rewind() else { return nil }
        var isWhole = true
        do {
            while source.isOfSeveral != false, let frame = try source.next() { count(frame) }
        } catch {
            isWhole = false
        }
        _ = try source.rewind()
        if !isWhole { return nil }
    }

    public mutating func count(_ frame: CrowdFrame) {
        for person in frame.people {
            let place = places[person.number] ?? entries.count
            if place == entries.count {
                places[person.number] = place
                entries.append(Entry(number: person.number))
            }
            let bounds = person.bounds
            entries[place].frameCount += 1
            entries[place].areaSum += bounds.width * bounds.height
        }
    }

    /// Everybody's numbers, in the order in which they are first seen.
    public var numbers: [Int] { entries.map(\.number) }

    /// The number of the person asked for; nil when nobody is that person.
    public func number(of choice: PersonChoice) -> Int? {
        switch choice {
        case .place(let place): entries.indices.contains(place) ? entries[place].number : nil
        case .longest:
            best { ($0.frameCount, $0.meanArea) < ($1.frameCount, $1.meanArea) }
        case .largest: best { $0.meanArea < $1.meanArea }
        case .number(let number): places[number].map { entries[$0].number }
        }
    }

    /// The numbers, rising, of those who are there in most frames, as with `longest`; of fewer where
    /// there are not so many.
    func longest(_ count: Int) -> [Int] {
        var rest = entries
        var numbers: [Int] = []
        while numbers.count < count, let number = CrowdCensus(rest).number(of: .longest) {
            numbers.append(number)
            rest.removeAll { $0.number == number }
        }
        return numbers.sorted()
    }

    private init(_ entries: [Entry]) { self.entries = entries }

    /// Of equals the one seen first.
    private func best(_ isLess: (Entry, Entry) -> Bool) -> Int? {
        entries.reversed().max(by: isLess)?.number
    }

    /// "nobody is in it", "person 0 is in it", "3 people are in it: 0, 1 and 4".
    public var summary: String {
        let numbers = numbers.sorted()
        guard let last = numbers.last else { return "nobody is in it" }
        guard numbers.count > 1 else { return "person \(last) is in it" }
        let shown = numbers.prefix(Self.shownLimit)
        let list =
            shown.count < numbers.count
            ? shown.map(String.init).joined(separator: ", ") + " …"
            : shown.dropLast().map(String.init).joined(separator: ", ") + " and \(last)"
        return "\(numbers.count) people are in it: \(list)"
    }

    private static let shownLimit = 12
}

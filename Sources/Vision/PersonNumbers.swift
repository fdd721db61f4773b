import Geometry
import Motion

/// Gives people the same numbers from picture to picture, by where they are.
struct PersonNumbers {
    /// Someone who is away for longer, in seconds, gives up their number.
    private static let longestAbsence = 3.0

    private struct Person {
        var box: Rect
        var time: Double
    }

    /// By number; nil for those that nobody has.
    private var people: [Person?]

    init(limit: Int) {
        people = Array(repeating: nil, count: max(limit, 1))
    }

    mutating func reset() {
        for number in people.indices { people[number] = nil }
    }

    /// The numbers of the people in these boxes, no more than the limit.
    mutating func assign(_ boxes: [Rect], at time: Double) -> [Int] {
        for number in people.indices {
            guard let person = people[number], time - person.time > Self.longestAbsence else {
                continue
            }
            people[number] = nil
        }
        var pairs: [(box: Int, number: Int, likeness: Double)] = []
        for (box, seen) in boxes.enumerated() {
            for (number, person) in people.enumerated() {
                guard let person else { continue }
                let likeness = seen.likeness(to: person.box)
                if likeness > 0 { pairs.append((box, number, likeness)) }
            }
        }
        var numbers = [Int?](repeating: nil, count: boxes.count)
        for pair in pairs.sorted(by: { $0.likeness > $1.likeness })
        where numbers[pair.box] == nil && !numbers.contains(pair.number) {
            numbers[pair.box] = pair.number
        }
        for box in boxes.indices where numbers[box] == nil {
            numbers[box] = free(numbers)
        }
        let assigned = numbers.compactMap { $0 }
        for (box, number) in zip(boxes, assigned) {
            people[number] = Person(box: box, time: time)
        }
        return assigned
    }

    /// A number that nobody has, else that of whoever is away for the longest.
    private func free(_ taken: [Int?]) -> Int? {
        people.indices.filter { !taken.contains($0) }.min {
            (people[$0]?.time ?? -.infinity, $0) < (people[$1]?.time ?? -.infinity, $1)
        }
    }
}

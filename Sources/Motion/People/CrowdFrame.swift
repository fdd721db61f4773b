import Geometry

/// What was seen of several people at one moment.
public struct CrowdFrame: Sendable, Equatable {
    /// Somebody among several.
    public struct Person: Sendable, Equatable {
        /// Theirs throughout the clip, from 0.
        public var number: Int
        public var pose: Pose?
        public var face: Face?

        public init(number: Int, pose: Pose? = nil, face: Face? = nil) {
            self.number = number
            self.pose = pose
            self.face = face
        }
    }

    /// Position in the clip, from 0.
    public var index: Int
    /// Seconds since the clip's start.
    public var time: Double
    /// By rising number; whoever is not seen is not in it.
    public var people: [Person]

    public init(index: Int, time: Double, people: [Person]) {
        self.index = index
        self.time = time
        self.people = people
    }

    /// Where in `people` somebody is; nil when they are not seen.
    func place(of number: Int) -> Int? { people.firstIndex { $0.number == number } }

    func person(_ number: Int) -> Person? { place(of: number).map { people[$0] } }

    /// The moment as one of them has it.
    public func frame(of number: Int) -> MotionFrame {
        let person = person(number)
        return MotionFrame(index: index, time: time, pose: person?.pose, face: person?.face)
    }
}

extension CrowdFrame.Person {
    /// What holds all that is seen of the person.
    var bounds: Rect { Rect(around: pose, face) }
}

import Geometry

/// Numbers that change from frame to frame, kept as few keyframes between which they run straight.
///
/// A frame is left out when the line between its neighbours passes each of its points no further
/// off than the tolerance. Frames wait in memory until a keyframe decides about them, a second or
/// two at most, so the memory does not grow with the frames that are left out.
struct KeyframeTrack {
    struct Keyframe: Equatable {
        let frame: Int
        /// Coordinates, x and y in turn.
        let values: [Double]
    }

    /// The most frames that a line spans.
    private static let longestSpan = 64

    private let tolerance: Double
    private(set) var keyframes: [Keyframe] = []
    /// Frames behind the last keyframe.
    private var waiting: [Keyframe] = []

    /// - Parameter tolerance: the greatest distance of a point, in the values' unit.
    init(tolerance: Double) { self.tolerance = tolerance }

    /// How many numbers are kept.
    var numberCount: Int { keyframes.count * (keyframes.first?.values.count ?? 0) }

    /// Takes the next frame; they come in order.
    mutating func append(_ frame: Int, _ values: [Double]) {
        let next = Keyframe(frame: frame, values: values)
        guard let last = keyframes.last else {
            keyframes.append(next)
            return
        }
        if !waiting.isEmpty,
            frame - last.frame > Self.longestSpan || !passes(waiting, from: last, to: next)
        {
            keyframes.append(waiting[waiting.count - 1])
            waiting.removeAll(keepingCapacity: true)
        }
        waiting.append(next)
    }

    /// Decides about the frames that wait. A value that never changes has one keyframe.
    mutating func finish() {
        if let last = waiting.last, last.values != keyframes.last?.values || keyframes.count > 1 {
            keyframes.append(last)
        }
        waiting = []
        // What stands still at the end needs no second keyframe.
        while keyframes.count > 1,
            keyframes[keyframes.count - 1].values == keyframes[keyframes.count - 2].values
        {
            keyframes.removeLast()
        }
    }

    private func passes(_ between: [Keyframe], from first: Keyframe, to last: Keyframe) -> Bool {
        let span = Double(last.frame - first.frame)
        return between.allSatisfy { frame in
            let share = Double(frame.frame - first.frame) / span
            var index = 0
            while index < frame.values.count {
                var square = 0.0
                for axis in index..<min(index + 2, frame.values.count) {
                    let line =
                        first.values[axis] + (last.values[axis] - first.values[axis]) * share
                    square += (frame.values[axis] - line) * (frame.values[axis] - line)
                }
                if !(square <= tolerance * tolerance) { return false }
                index += 2
            }
            return true
        }
    }
}

/// Something that is or is not so, frame by frame, kept where it changes.
struct SwitchTrack {
    private(set) var changes: [(frame: Int, isOn: Bool)] = []

    mutating func append(_ frame: Int, _ isOn: Bool) {
        if changes.last?.isOn != isOn { changes.append((frame, isOn)) }
    }

    /// Whether it is ever so.
    var isEverOn: Bool { changes.contains { $0.isOn } }
}

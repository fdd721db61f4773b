/// When what a network says becomes a gesture.
protocol GestureRule {
    /// - Returns: the gesture that is recognised now; the last label is none.
    mutating func gesture(in scores: [Float]) -> Int?
}

/// The magic wand's: the mean of the last five looks is at least 0.8, and none was told for 25 looks
/// (the demo's firmware, accelerometer predictor).
struct AveragingRule: GestureRule {
    private static let length = 5
    private static let threshold: Float = 0.8
    private static let pause = 25

    private var history: [[Float]]
    private var place = 0
    private var rest = 0

    init(labelCount: Int) {
        history = Array(
            repeating: Array(repeating: 0, count: labelCount), count: Self.length)
    }

    mutating func gesture(in scores: [Float]) -> Int? {
        history[place] = scores
        place = (place + 1) % Self.length
        var best = 0
        var highest: Float = 0
        for label in scores.indices {
            let mean = history.reduce(Float(0)) { $0 + $1[label] } / Float(Self.length)
            if mean > highest {
                best = label
                highest = mean
            }
        }
        if rest > 0 { rest -= 1 }
        guard best != scores.count - 1, highest >= Self.threshold, rest == 0 else { return nil }
        rest = Self.pause
        return best
    }
}

/// The example firmware's: three looks in a row say the same, by a margin of four steps; it is told
/// once, until another is.
struct AgreeingRule: GestureRule {
    private static let margin: Float = 4
    private static let patience = 3

    private let none: Int
    private var candidate: Int
    private var told: Int
    private var agreeing = 0

    init(labelCount: Int) {
        none = labelCount - 1
        candidate = none
        told = none
    }

    mutating func gesture(in scores: [Float]) -> Int? {
        let likeliest = likeliest(scores)
        agreeing = likeliest == candidate ? agreeing + 1 : 1
        candidate = likeliest
        guard agreeing >= Self.patience, candidate != told else { return nil }
        told = candidate
        return told == none ? nil : told
    }

    private func likeliest(_ scores: [Float]) -> Int {
        var best = none
        for label in 0..<none where scores[label] > scores[best] { best = label }
        for label in scores.indices
        where label != best && scores[label] > scores[best] - Self.margin {
            return none
        }
        return best
    }
}

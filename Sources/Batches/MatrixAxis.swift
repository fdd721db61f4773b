/// One direction of a matrix: an option and what it is in turn.
struct MatrixAxis {
    /// One of an axis's values: it sets the axis's option and may set others.
    struct Choice {
        var options: [BatchJob.Option]
    }

    var name: String
    var choices: [Choice]
}

/// Every combination of what the axes offer, the last axis turning fastest.
struct MatrixCombinations: Sequence, IteratorProtocol {
    private let axes: [MatrixAxis]
    private var places: [Int]
    private var isOver: Bool

    init(of axes: [MatrixAxis]) {
        self.axes = axes
        places = axes.map { _ in 0 }
        isOver = axes.contains { $0.choices.isEmpty }
    }

    /// How many there are; nil for more than a number can tell.
    static func count(of axes: [MatrixAxis]) -> Int? {
        var count = 1
        for axis in axes {
            let (product, isTooMany) = count.multipliedReportingOverflow(by: axis.choices.count)
            guard !isTooMany else { return nil }
            count = product
        }
        return count
    }

    mutating func next() -> [MatrixAxis.Choice]? {
        guard !isOver else { return nil }
        let combination = zip(axes, places).map { axis, place in axis.choices[place] }
        isOver = true
        for turning in axes.indices.reversed() {
            places[turning] += 1
            if places[turning] < axes[turning].choices.count {
                isOver = false
                break
            }
            places[turning] = 0
        }
        return combination
    }
}

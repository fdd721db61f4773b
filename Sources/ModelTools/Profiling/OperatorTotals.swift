import Inference

/// All steps of one kind together.
struct OperatorTotals {
    var operators: String
    var delegate: String
    var count = 0
    /// Medians together, in nanoseconds.
    var time = 0.0
    /// The arithmetic together; a multiply-add counts as two.
    var operations = 0

    /// Sums steps by operators and delegate, what takes longest first.
    static func all(of steps: [ModelProfile.Step]) -> [OperatorTotals] {
        var totals: [[String]: OperatorTotals] = [:]
        for step in steps {
            let key = [step.info.operators, step.info.delegate]
            var sum =
                totals[key]
                ?? OperatorTotals(operators: step.info.operators, delegate: step.info.delegate)
            sum.count += 1
            sum.time += step.times.median
            sum.operations += step.info.operations
            totals[key] = sum
        }
        return totals.values.sorted {
            ($1.time, $0.operators, $0.delegate) < ($0.time, $1.operators, $1.delegate)
        }
    }
}

import Inference

extension ModelProfile {
    /// A table of the steps, one of the operators, and the whole.
    package var text: String {
        var stepTable = TextTable(
            ["#", "operators", "delegate", "output", "µs", "%", "MFLOP", "GFLOP/s", "KB"],
            numbers: ["#", "µs", "%", "MFLOP", "GFLOP/s", "KB"])
        for (index, step) in steps.enumerated() {
            stepTable.add(
                ["\(index)", step.info.operators, step.info.delegate, "\(step.info.outputShape)"]
                    + rates(step.times.median, step.info.operations)
                    + [(Double(step.info.bytes) / 1000).rounded(to: 1)])
        }
        var operatorTable = TextTable(
            ["operators", "delegate", "steps", "µs", "%", "MFLOP", "GFLOP/s"],
            numbers: ["steps", "µs", "%", "MFLOP", "GFLOP/s"])
        for totals in OperatorTotals.all(of: steps) {
            operatorTable.add(
                [totals.operators, totals.delegate, "\(totals.count)"]
                    + rates(totals.time, totals.operations))
        }
        let work = steps.reduce(0) { $0 + $1.info.operations }
        let whole = rates(total.median, work)
        return
            (stepTable.lines + [""] + operatorTable.lines + [
                "", "total: \(total.text)", "       \(whole[2]) MFLOP, \(whole[3]) GFLOP/s",
            ] + notes.map { "note: \($0.printable)" }).joined(separator: "\n")
    }

    /// Microseconds, share of all steps, MFLOP and GFLOP/s.
    private func rates(_ nanoseconds: Double, _ operations: Int) -> [String] {
        let sum = sumOfMedians
        return [
            (nanoseconds / 1e3).rounded(to: 1),
            sum > 0 ? (nanoseconds / sum * 100).rounded(to: 1) : "-",
            (Double(operations) / 1e6).rounded(to: 3),
            nanoseconds > 0 ? (Double(operations) / nanoseconds).rounded(to: 2) : "-",
        ]
    }
}

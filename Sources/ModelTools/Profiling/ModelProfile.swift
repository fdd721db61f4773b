import Inference

/// What each step of a model takes, measured over many runs.
package struct ModelProfile {
    struct Run {
        /// Since the first run began, in nanoseconds.
        var start: Int
        /// Of each step, in nanoseconds.
        var steps: [Int]
    }

    struct Step {
        var info: StepInfo
        var times: Distribution
    }

    let source: String
    let steps: [Step]
    let runs: [Run]
    let total: Distribution
    let notes: [String]

    /// Runs once to warm up, then `runs` times with a clock around every step. Inputs keep the
    /// values they have: zero unless they were written.
    ///
    /// - Parameter checkpoint: called between runs; what it throws ends them.
    /// - Throws: errors of the model's run; `unsupported` when shapes change from run to run, so
    ///   that steps cannot be compared.
    package init(
        of interpreter: Interpreter, runs count: Int, checkpoint: () throws -> Void = {}
    ) throws {
        try interpreter.invoke()
        let infos = interpreter.steps
        let origin = ContinuousClock.now
        var runs: [Run] = []
        for _ in 0..<max(count, 1) {
            try checkpoint()
            let start = (ContinuousClock.now - origin).nanoseconds
            let times = try interpreter.profile()
            guard times.count == infos.count else {
                throw InferenceError(
                    .unsupported, source: interpreter.model.source,
                    "its steps change from run to run, so they cannot be profiled; measure whole "
                        + "runs with models run --repeat")
            }
            runs.append(Run(start: start, steps: times))
        }
        self.runs = runs
        source = interpreter.model.source
        notes = interpreter.diagnostics
        total = Distribution(runs.map { $0.steps.reduce(0, +) })
        steps = infos.enumerated().map { index, info in
            Step(info: info, times: Distribution(runs.map { $0.steps[index] }))
        }
    }

    /// The steps' medians together, in nanoseconds; what shares are of.
    var sumOfMedians: Double { steps.reduce(0) { $0 + $1.times.median } }
}

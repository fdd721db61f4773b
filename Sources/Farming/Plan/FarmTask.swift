/// A piece of a batch that one machine does in one go.
public struct FarmTask: Sendable, Equatable {
    /// When tasks can be done: movies are made of frames.
    public enum Phase: String, Sendable, CaseIterable {
        case frames
        case movies
    }

    /// One run of the program within a task.
    public struct Step: Sendable, Equatable {
        /// The job that it is a part of.
        public var job: String
        /// The command line.
        public var arguments: [String]
        /// The command line of a whole job whose files are all there after this step.
        public var completes: [String]
        /// Frames to draw, as far as that is known; for sharing the work out.
        public var weight: Int

        public init(job: String, arguments: [String], completes: [String] = [], weight: Int = 1) {
            self.job = job
            self.arguments = arguments
            self.completes = completes
            self.weight = weight
        }
    }

    /// Its number in the plan.
    public var number: Int
    public var phase: Phase
    public var steps: [Step]

    public init(number: Int, phase: Phase, steps: [Step]) {
        self.number = number
        self.phase = phase
        self.steps = steps
    }

    /// The jobs that it does a part of.
    public var jobs: Set<String> { Set(steps.map(\.job)) }
}

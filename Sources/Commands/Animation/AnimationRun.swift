import Glibc
import PoseAnimate

/// Plays characters into files, frame by frame.
struct AnimationRun: ~Copyable {
    struct Outcome {
        /// Frames written.
        var frameCount = 0
        /// Frames that were left out because they are there already.
        var skippedCount = 0
        /// Frames in which nobody is seen.
        var lostCount = 0
        /// What the motion source had to remark.
        var notes: [String] = []
        /// What could not be kept in the output.
        var remarks: [String] = []
    }

    private var ensemble: Ensemble
    private let schedule: FrameSchedule
    private let production: FrameProduction?
    private var sceneSinks: [any SceneSink]
    private var geometry: GeometryWriter?
    private var progress: ProgressReport
    private let newFolder: String?

    /// Opens the destinations.
    ///
    /// - Throws: `usage` when the selection reaches beyond the clip's end; errors of the sinks.
    static func open(
        _ ensemble: Ensemble, schedule: FrameSchedule, destinations: Destinations,
        jobs: Int, progress: ProgressReport
    ) throws -> AnimationRun {
        try schedule.check(clipLength: ensemble.frameCount)
        let opened = try destinations.open(for: ensemble, schedule)
        return AnimationRun(
            ensemble: ensemble, schedule: schedule,
            production: opened.sinks.isEmpty
                ? nil : try FrameProduction(of: ensemble, into: opened.sinks, jobs: jobs),
            sceneSinks: opened.sceneSinks,
            geometry: try destinations.openGeometry(for: ensemble), progress: progress,
            newFolder: opened.newFolder)
    }

    private init(
        ensemble: Ensemble, schedule: FrameSchedule, production: FrameProduction?,
        sceneSinks: [any SceneSink], geometry: consuming GeometryWriter?, progress: ProgressReport,
        newFolder: String?
    ) {
        self.newFolder = newFolder
        self.sceneSinks = sceneSinks
        self.ensemble = ensemble
        self.schedule = schedule
        self.production = production
        self.geometry = geometry
        self.progress = progress
    }

    /// Runs to the end of the clip or of the selection.
    ///
    /// - Throws: `Interrupted` after the frames at hand when a signal asks; then what is finished
    ///   stays and nothing half done is left.
    consuming func run() throws -> Outcome {
        var outcome = Outcome()
        do {
            try play(&outcome)
            try production?.finish()
            for place in sceneSinks.indices { try sceneSinks[place].finish() }
            if let geometry = geometry.take() { try geometry.finish() }
        } catch {
            // Threads end first: what they hold is half a file that must not stay.
            production?.discard()
            // Nothing but a folder without a frame can go.
            if let newFolder { rmdir(newFolder) }
            // Not the words of a reader who has gone, or of a signal: those are no failures.
            if error is Interrupted { progress.finish() } else { progress.fail("\(error)") }
            throw error
        }
        progress.update(outcome.frameCount + outcome.skippedCount)
        progress.finish()
        outcome.notes = ensemble.motionNotes
        outcome.remarks = sceneSinks.flatMap(\.remarks)
        return outcome
    }

    private mutating func play(_ outcome: inout Outcome) throws {
        var count = 0
        var ordinal = 0
        while let index = try advance() {
            count = index + 1
            if schedule.selection?.contains(index) ?? true {
                if schedule.part.contains(ordinal) { try take(index, &outcome) }
                ordinal += 1
            }
            if let signal = Interruption.signal {
                try production?.drain()
                throw Interrupted(signal: signal)
            }
            if let selection = schedule.selection, index >= selection.last { break }
        }
        try schedule.check(clipLength: count)
    }

    private mutating func take(_ index: Int, _ outcome: inout Outcome) throws {
        if schedule.isThere(index) {
            outcome.skippedCount += 1
        } else {
            try production?.add(ensemble, index: index)
            for place in sceneSinks.indices {
                try sceneSinks[place].write(ensemble.members.map(\.scene), index: index)
            }
            for (place, member) in ensemble.members.enumerated() {
                try geometry?.write(
                    index: index, character: place, posture: member.posture, scene: member.scene)
            }
            outcome.frameCount += 1
            if !ensemble.isSomebodySeen { outcome.lostCount += 1 }
        }
        progress.update((production?.writtenCount ?? outcome.frameCount) + outcome.skippedCount)
    }

    /// The next frame; a read that a signal ended is an interruption, not a fault of the input.
    private mutating func advance() throws -> Int? {
        do {
            return try ensemble.advance()
        } catch {
            guard let signal = Interruption.signal else { throw error }
            try production?.drain()
            throw Interrupted(signal: signal)
        }
    }
}

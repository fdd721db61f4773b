import PoseAnimate

/// What a run has done, for people and programs.
struct AnimationSummary {
    /// Frames written.
    var frameCount = 0
    /// Frames that were left out because they are there already.
    var skippedCount = 0
    private var lostCount = 0
    private var notes: [String] = []
    private let command: AnimateCommand
    private let ensemble: Ensemble

    init(_ command: AnimateCommand, _ ensemble: Ensemble) {
        self.command = command
        self.ensemble = ensemble
    }

    mutating func take(_ outcome: AnimationRun.Outcome) {
        frameCount = outcome.frameCount
        skippedCount = outcome.skippedCount
        lostCount = outcome.lostCount
        notes = outcome.notes
    }

    var json: JSONValue {
        func path(_ value: String?) -> JSONValue { value.map { .string($0) } ?? .null }
        let characters = zip(command.characters, ensemble.members).map { path, member in
            [
                ("character", JSONValue.string(path)),
                ("rig", .string(member.character.binding.rig.name)),
                ("diagnostics", DiagnosticReport.json(member.character.diagnostics)),
            ]
        }
        // A character alone is no list.
        let cast =
            characters.count == 1
            ? characters[0] : [("characters", .array(characters.map { .object($0) }))]
        return .object(
            cast + [
                ("keypoints", path(command.keypoints)),
                ("video", path(command.video)),
                ("frames", .integer(frameCount)),
                ("framesLeftOut", .integer(skippedCount)),
                ("framesWithoutPerson", .integer(lostCount)),
                ("framesPerSecond", .number(ensemble.framesPerSecond)),
                ("width", .integer(ensemble.pictureWidth)),
                ("height", .integer(ensemble.pictureHeight)),
                ("output", path(command.output.output)),
                ("contactSheet", path(command.output.contactSheet)),
                ("geometry", path(command.output.geometry)),
                ("notes", .array(notes.map { .string($0) })),
            ])
    }
}

import ArgumentParser
import PoseAnimate

/// Options about the motion: its rate, its selection, what becomes of it on the way.
struct MotionOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Frames a second of the output; the motion is resampled.", valueName: "rate"))
    var fps: Double?

    @Option(
        help: ArgumentHelp(
            "Frames to write, such as 10-20,30-60:2; counted from 0.", valueName: "ranges"))
    var frames: String?

    @Flag(help: "Swap left and right, as a mirror does.")
    var mirror = false

    @Option(help: "While nobody is seen: hide the character, or hold its last posture.")
    var whenLost = AnimationOptions.WhenLost.hide

    @Option(
        name: .customLong("filter"),
        help: ArgumentHelp(
            "Motion filter, name or name,key=value; may be repeated; none for none.",
            discussion: "Default: confidence." + StageHelp.text(of: .filter), valueName: "filter"))
    var filters: [String] = []

    @Option(
        name: .customLong("pipe-filter"),
        help: ArgumentHelp(
            "Another program that frames pass, a line of JSON each, behind the motion filters; may "
                + "be repeated.",
            discussion: "Run by /bin/sh; answers each frame's line by one line.",
            valueName: "command"))
    var pipeFilters: [String] = []

    @Option(
        help: ArgumentHelp(
            "How long a pipe filter may take for one frame. Default: 10.", valueName: "seconds"))
    var pipeTimeout: Double?

    @Option(
        help: ArgumentHelp(
            "Size of the clip's picture, where the clip does not give it.", valueName: "WxH"))
    var clipSize: Dimensions?

    @Option(
        help: ArgumentHelp(
            "Frames a second of the clip, where the clip does not give them.", valueName: "rate"))
    var clipFps: Double?

    @Option(
        name: .customLong("deformer"),
        help: ArgumentHelp(
            "Deformer of the character, name or name,key=value; may be repeated, since some refine "
                + "what others have done. Default: linear-blend.",
            discussion: StageHelp.text(of: .deformer), valueName: "deformer"))
    var deformers: [String] = []

    @Option(
        help: ArgumentHelp(
            "Rule by which bones share the points of the drawing, name or name,key=value. Default: "
                + "inverse-square.", discussion: StageHelp.text(of: .weights), valueName: "rule"))
    var weights: String?

    func validate() throws {
        try KeypointArguments.check("--clip-fps", clipFps)
        guard !pipeFilters.contains(where: { $0.allSatisfy(\.isWhitespace) }) else {
            throw ValidationError("--pipe-filter names no program; give a command")
        }
        guard let pipeTimeout else { return }
        guard pipeTimeout > 0, pipeTimeout <= PipeCommand.longestTimeout else {
            throw ValidationError(
                "--pipe-timeout \(pipeTimeout): give seconds above 0, up to "
                    + "\(Int(PipeCommand.longestTimeout))")
        }
        guard !pipeFilters.isEmpty else {
            throw ValidationError("--pipe-timeout is about programs; give --pipe-filter")
        }
    }

    func apply(to options: inout AnimationOptions) throws {
        options.framesPerSecond = fps
        options.isMirrored = mirror
        options.whenLost = whenLost
        options.clipSize = clipSize.map {
            Size(width: Double($0.width), height: Double($0.height))
        }
        if !deformers.isEmpty {
            options.deformers = try deformers.map { try StageOptions(parsing: $0) }
        }
        options.pipeFilters = pipeFilters.map {
            PipeCommand($0, timeout: pipeTimeout ?? PipeCommand.standardTimeout)
        }
        guard !filters.isEmpty else { return }
        options.filters = try filters.filter { $0 != "none" }.map { try StageOptions(parsing: $0) }
    }

    /// The rule of weights; nil for the usual one.
    func weightRule() throws -> (any WeightRule)? {
        try weights.map { try StageShelf.registry.makeWeights(StageOptions(parsing: $0)) }
    }

    func selection() throws -> FrameSelection? {
        guard let frames else { return nil }
        return try FrameSelection(parsing: frames)
    }
}

extension AnimationOptions.WhenLost: ExpressibleByArgument {}

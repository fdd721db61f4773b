import ArgumentParser
import PoseAnimate

/// Options about how people are found in footage.
struct DetectionOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Estimator of bodies, name or name,key=value; off for none.",
            discussion: "Default: blazepose; posenet for several people.", valueName: "name"))
    var pose: String?

    @Option(
        help: ArgumentHelp(
            "Estimator of faces, name or name,key=value; off for none.", valueName: "name"))
    var face = "facemesh"

    @Option(
        name: .customLong("people"),
        help: ArgumentHelp(
            "The most people to find. Default: as many as there are characters.",
            valueName: "count"))
    var mostPeople: Int?

    @Option(
        name: .customLong("model"),
        help: ArgumentHelp(
            "A model's file, where it is not the one that is found by its role; may be repeated.",
            valueName: "[role=]file"))
    var models: [String] = []

    @Option(
        help: ArgumentHelp(
            "Pictures a second of a folder, of raw frames or asked of a camera.",
            valueName: "rate"))
    var videoFps: Double?

    @Option(
        help: ArgumentHelp(
            "The input is raw frames of this size, and FFmpeg's name of their layout (rgb24).",
            valueName: "WxH[,layout]"))
    var rawVideo: RawVideo?

    @Flag(help: "The pictures are photographs that do not continue each other.")
    var photographs = false

    @Option(
        help: ArgumentHelp(
            "Threads that compute models. Default: as many as processors.", valueName: "count"))
    var threads: Int?

    @OptionGroup var computer: DelegateOption

    func validate() throws {
        if pose == "off", face == "off" {
            throw ValidationError("--pose off and --face off leave nothing to find")
        }
        if let mostPeople, !Self.peopleNumbers.contains(mostPeople) {
            throw ValidationError(
                "--people \(mostPeople): 1 to \(Self.peopleNumbers.upperBound) can be found")
        }
        if let videoFps, !(videoFps > 0 && videoFps <= 1000) {
            throw ValidationError("--video-fps \(videoFps): choose more than 0, up to 1000")
        }
        if let threads, !Interpreter.Options.threadNumbers.contains(threads) {
            let numbers = Interpreter.Options.threadNumbers
            throw ValidationError("--threads \(threads): 1 to \(numbers.upperBound) can be used")
        }
    }

    private static let peopleNumbers = 1...20

    /// How many people to find where so many characters move as they do.
    func people(for characterCount: Int) -> Int {
        mostPeople ?? min(max(characterCount, 1), Self.peopleNumbers.upperBound)
    }

    /// Opens footage and the estimators that watch it.
    func watcher(_ path: String, people: Int, isQuiet: Bool) throws -> FootageWatcher {
        let options = FootageOptions(
            framesPerSecond: videoFps, rawFrames: rawVideo?.frames, threads: 1)
        // The estimators take as long to make as FFmpeg takes to load.
        try FootageInput.prepare(path, options: options)
        let estimator = try estimator(people: people, isQuiet: isQuiet)
        let footage = try FootageInput.open(path, options: options)
        return FootageWatcher(footage, estimator: estimator, areSeparate: photographs)
    }

    /// What a model's file is for that says it in no way.
    private static func mainRole(of estimator: String) -> String {
        switch estimator {
        case "blazepose": "pose-landmarks"
        case "off": "face-landmarks"
        default: estimator
        }
    }

    private func estimator(people: Int, isQuiet: Bool) throws -> any PersonEstimator {
        var interpreter = Interpreter.Options()
        if let threads { interpreter.threads = threads }
        try computer.apply(to: &interpreter)
        if !isQuiet {
            interpreter.diagnosed = { StandardStreams.complain("warning: \($0)") }
        }
        let pose = try StageOptions(parsing: self.pose ?? (people == 1 ? "blazepose" : "posenet"))
        let finder = try ModelFinder(explicit: models, mainRole: Self.mainRole(of: pose.name)) {
            if !isQuiet { StandardStreams.complain("warning: \($0)") }
        }
        var request = Registry.EstimatorRequest(
            people: people, isVideo: !photographs, interpreter: interpreter,
            findModel: finder.model(forRole:))
        if pose.name != "off" {
            request.body = try StageShelf.registry.makeEstimator(pose, request)
        }
        if face != "off" {
            request.body = try StageShelf.registry.makeEstimator(
                StageOptions(parsing: face), request)
        }
        guard let estimator = request.body else {
            throw ValidationError("--pose off and --face off leave nothing to find")
        }
        return estimator
    }
}

/// Raw frames, written `640x480` or `640x480,yuv420p`.
struct RawVideo: ExpressibleByArgument {
    let frames: FootageOptions.RawFrames

    init?(argument: String) {
        let parts = argument.split(separator: ",", omittingEmptySubsequences: false)
        guard parts.count <= 2, let first = parts.first,
            let size = Dimensions(argument: String(first))
        else { return nil }
        var frames = FootageOptions.RawFrames(width: size.width, height: size.height)
        if parts.count == 2 {
            // FFmpeg's names; anything else could be an option of its own.
            guard !parts[1].isEmpty,
                parts[1].allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber) })
            else { return nil }
            frames.pixelFormat = String(parts[1])
        }
        self.frames = frames
    }
}

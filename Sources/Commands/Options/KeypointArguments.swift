import ArgumentParser
import PoseAnimate

/// What is given beside keypoints of other formats: what these do not say, and what of them is
/// meant.
struct KeypointArguments: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Format of the keypoints. Default: told by content.",
            discussion: KeypointFormat.all.map { "\($0.name): \($0.summary)" }
                .joined(separator: "; ") + ".",
            valueName: "format"))
    var from: String?

    @Option(
        name: .customLong("person"),
        help: ArgumentHelp(
            "Person to follow where there are several: a number from 0, largest, longest in view "
                + "(default), or, to convert, all.", valueName: "person"))
    var people: [PersonArgument] = []

    @Option(
        help: ArgumentHelp("First frame of the keypoints to take, from 0.", valueName: "frame"))
    var start: Int?

    @Option(
        help: ArgumentHelp("Last frame of the keypoints to take, from 0.", valueName: "frame"))
    var end: Int?

    @Option(
        help: ArgumentHelp(
            "Direction of a BVH that is up. Default: by the motion.", valueName: "axis"))
    var up: Axis?

    @Option(
        help: ArgumentHelp(
            "Direction of a BVH that is towards the viewer. Default: by the motion.",
            valueName: "axis"))
    var front: Axis?

    func validate() throws {
        if let from, KeypointFormat.named(from) == nil {
            let names = KeypointFormat.all.map(\.name)
            let hint = Spelling.nearest(to: from, among: names).map { "did you mean \($0)?" }
            throw ValidationError(
                "--from \(from): " + (hint ?? "there are \(names.joined(separator: ", "))"))
        }
        if let start, start < 0 { throw ValidationError("--start \(start): counted from 0") }
        if let end, end < start ?? 0 {
            throw ValidationError("--end \(end): lies before the first frame, \(start ?? 0)")
        }
        if let up, let front, up.rawValue.dropFirst() == front.rawValue.dropFirst() {
            throw ValidationError("--up and --front lie along the same axis")
        }
    }

    /// Opens the keypoints of one person.
    func open(_ path: String, fps: Double?, size: Dimensions?) throws -> any MotionSource {
        var options = options(fps: fps, size: size)
        options.person = person
        return try KeypointImport.open(
            path, format: from.flatMap(KeypointFormat.named), options: options)
    }

    /// Opens the keypoints of everybody.
    func openCrowd(_ path: String, fps: Double?, size: Dimensions?) throws -> any CrowdSource {
        try KeypointImport.openCrowd(
            path, format: from.flatMap(KeypointFormat.named),
            options: options(fps: fps, size: size))
    }

    /// Whom to follow where it can be only one.
    var person: PersonChoice { people.first?.choice ?? .longest }

    private func options(fps: Double?, size: Dimensions?) -> KeypointOptions {
        var options = KeypointOptions()
        options.framesPerSecond = fps
        options.size = size.map { Size(width: Double($0.width), height: Double($0.height)) }
        options.firstFrame = start
        options.lastFrame = end
        options.up = up
        options.front = front
        return options
    }

    /// Refuses rates that no motion has.
    static func check(_ option: String, _ rate: Double?) throws {
        if let rate, !(rate >= 0.001 && rate <= 10_000) {
            throw ValidationError("\(option) \(rate): frames a second run from 0.001 to 10000")
        }
    }
}

/// `2`, `largest`, `longest` or `all`.
struct PersonArgument: ExpressibleByArgument, Equatable {
    /// Nil for everybody.
    let choice: PersonChoice?

    init?(argument: String) {
        switch argument {
        case "all": choice = nil
        case "largest": choice = .largest
        case "longest": choice = .longest
        default:
            guard let number = Int(argument), number >= 0 else { return nil }
            choice = .number(number)
        }
    }

    /// The number, where it is one.
    var number: Int? {
        if case .number(let number)? = choice { number } else { nil }
    }
}

extension Axis: ExpressibleByArgument {}

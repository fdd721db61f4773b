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
        help: ArgumentHelp(
            "Person to follow where there are several: a number from 0, largest, or longest in "
                + "view.", valueName: "person"))
    var person = PersonArgument(person: .longest)

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

    /// Opens the keypoints.
    func open(_ path: String, fps: Double?, size: Dimensions?) throws -> any MotionSource {
        var options = KeypointOptions()
        options.framesPerSecond = fps
        options.size = size.map { Size(width: Double($0.width), height: Double($0.height)) }
        options.person = person.person
        options.firstFrame = start
        options.lastFrame = end
        options.up = up
        options.front = front
        return try KeypointImport.open(
            path, format: from.flatMap(KeypointFormat.named), options: options)
    }

    /// Refuses rates that no motion has.
    static func check(_ option: String, _ rate: Double?) throws {
        if let rate, !(rate >= 0.001 && rate <= 10_000) {
            throw ValidationError("\(option) \(rate): frames a second run from 0.001 to 10000")
        }
    }
}

/// `2`, `largest` or `longest`.
struct PersonArgument: ExpressibleByArgument {
    let person: KeypointOptions.Person

    init(person: KeypointOptions.Person) {
        self.person = person
    }

    init?(argument: String) {
        switch argument {
        case "largest": person = .largest
        case "longest": person = .longest
        default:
            guard let number = Int(argument), number >= 0 else { return nil }
            person = .number(number)
        }
    }

    /// For people who have numbers of their own.
    var number: Int {
        if case .number(let number) = person { number } else { 0 }
    }

    var defaultValueDescription: String {
        switch person {
        case .largest: "largest"
        case .longest: "longest"
        case .number(let number): "\(number)"
        }
    }
}

extension Axis: ExpressibleByArgument {}

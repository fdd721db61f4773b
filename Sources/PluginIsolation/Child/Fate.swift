import Glibc
import Pipelining

/// When in a plug-in's life something happened, for people: "in frame 12".
enum Moment {
    case loading
    case making
    case beginning
    case frame(Int64)
    case drawing
    case weighing
    case inferring
    case claiming
    case preparing
    case computing
    case releasing
    case running
    case keeping
    case restoring
    case finishing
    case ending

    var text: String {
        switch self {
        case .loading: "while it was loaded"
        case .making: "when it was made"
        case .beginning: "before the first frame"
        case .frame(let index): "in frame \(index)"
        case .drawing: "while it drew a frame"
        case .weighing: "while it weighed bones"
        case .inferring: "while it told shapes"
        case .claiming: "while it looked at a graph"
        case .preparing: "while it prepared nodes"
        case .computing: "while it computed nodes"
        case .releasing: "while it let nodes go"
        case .running: "in a run of firmware"
        case .keeping: "when a snapshot was made"
        case .restoring: "when a snapshot was restored"
        case .finishing: "after the last frame"
        case .ending: "when it was destroyed"
        }
    }
}

/// What became of a child process that answers no more.
struct Fate {
    private let what: String
    private let remedy: String

    /// For people, without the name of the plug-in.
    func text(_ moment: Moment) -> String { "\(what) \(moment.text); \(remedy)" }

    private init(_ what: String, remedy: String = "leave it away, and tell who made it") {
        self.what = what
        self.remedy = remedy
    }

    static func late(_ seconds: Double) -> Fate {
        let whole = seconds == seconds.rounded() ? "\(Int(seconds))" : "\(seconds)"
        return Fate(
            "gave no answer within \(whole) s",
            remedy: "give it longer (--plugin-timeout), or leave it away")
    }

    static let nonsense = Fate("answered nonsense, as if its memory were spoilt,")
    static let tooLong = Fate(
        "was to be given more than a gibibyte at once", remedy: "leave out --isolate for it")
    static let closed = Fate("cut its connection to the engine")

    static func ended(_ ending: SpawnedProcess.Ending) -> Fate {
        switch ending {
        case .exit(let status):
            Fate("ended its process by itself (exit status \(status))")
        case .signal(SIGKILL):
            Fate("was killed from outside", remedy: "there may be too little memory")
        case .signal(let number):
            Fate("crashed (\(name(of: number)))")
        }
    }

    private static func name(of signal: Int32) -> String {
        switch signal {
        case SIGSEGV: "segmentation fault"
        case SIGBUS: "bus error"
        case SIGFPE: "arithmetic fault"
        case SIGABRT: "aborted itself"
        case SIGILL, SIGTRAP: "illegal instruction or failed check"
        default: "signal \(signal)"
        }
    }
}

/// A format of keypoints that is read: what it is called, how it is told from the others, and what
/// it does not say.
///
/// `all` is the one list of them: recognition, the choices of `convert --from`, help and messages
/// come from it.
public struct KeypointFormat: Sendable {
    /// What a format does not say and the user must.
    public enum Lack: String, Sendable {
        case framesPerSecond = "fps"
        case size
    }

    /// The name on the command line.
    public let name: String
    /// One line for help.
    public let summary: String
    public let lacks: [Lack]
    /// Whether the beginning of a text is of this format.
    let isRecognized: @Sendable (ContentProbe) -> Bool
    /// Takes a whole text apart; nil for clips, which are streamed.
    let read: Reader?

    typealias Reader =
        @Sendable (FormatText, KeypointOptions) throws(MotionError) -> Recording

    /// The name of the clip format, whose reader streams.
    static let clipName = "clip"

    /// Every format, in the order in which they are tried.
    public static let all: [KeypointFormat] = [
        clip, openPose, mmPose, alphaPose, cocoAnnotations, cocoResults, mediaPipe, poseNet,
        poseDetection, deepLabCut, bvh,
    ]

    public static func named(_ name: String) -> KeypointFormat? {
        all.first { $0.name == name }
    }

    /// The format of a text that begins so; nil when it is none of ours or too short to tell.
    static func recognize(_ head: ArraySlice<UInt8>) -> KeypointFormat? {
        let probe = ContentProbe(head)
        return all.first { $0.isRecognized(probe) }
    }

    /// All names, as a message lists them.
    static var names: String { all.map(\.name).joined(separator: ", ") }

    static let clip = KeypointFormat(
        name: clipName, summary: "our clips: an object with frames, or a frame a line",
        lacks: [],
        isRecognized: { probe in
            ["format", "frames", "fps", "width", "height", "pose", "face", "time"]
                .contains(where: probe.has)
        },
        read: nil)
}

/// The names of files that hold a frame each: `frame_000000.png`, `frame_000001.png` …
public struct FrameNames: Sendable, Equatable {
    public let directory: String
    public let ending: String

    public init(directory: String, ending: String) {
        self.directory = directory
        self.ending = ending
    }

    /// A frame's file in the folder; numbers of more than six digits are written in full.
    public func name(ofFrame index: Int) -> String {
        let digits = String(index)
        return "frame_" + String(repeating: "0", count: max(0, 6 - digits.count)) + digits
            + "." + ending
    }

    /// Where a frame's file lies.
    public func path(ofFrame index: Int) -> String {
        directory + (directory.hasSuffix("/") ? "" : "/") + name(ofFrame: index)
    }
}

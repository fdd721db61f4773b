/// How an SVG moves.
public enum SVGAnimation: String, Sendable, CaseIterable {
    /// `<animate>` elements.
    case smil
    /// `@keyframes` in a style sheet; gradients move by SMIL, since CSS cannot move them.
    case css
}

/// Times in a clip, as animations write them.
struct ClipTiming {
    let frameCount: Int
    let framesPerSecond: Double
    private let seconds = NumberText(decimals: 4)
    private let shares = NumberText(decimals: 6)

    init(frameCount: Int, framesPerSecond: Double) {
        self.frameCount = frameCount
        self.framesPerSecond = framesPerSecond
    }

    /// The clip's length.
    var duration: String { seconds(Double(frameCount) / framesPerSecond) + "s" }

    /// A frame's time as a part of the clip.
    func share(_ frame: Int) -> String { shares(Double(frame) / Double(max(frameCount, 1))) }

    /// The same in per cent.
    func percent(_ frame: Int) -> String {
        NumberText(decimals: 4)(100 * Double(frame) / Double(max(frameCount, 1))) + "%"
    }
}

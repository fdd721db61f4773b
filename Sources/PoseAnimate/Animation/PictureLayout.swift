import Geometry
import Scene

/// Where the clip's frame lies in the picture.
struct PictureLayout {
    let width: Int
    let height: Int
    /// From the clip's pixels to the picture's.
    let transform: Affine

    /// - Throws: `usage` when the size is none that a picture can have.
    init(
        clip: Size, size: AnimationOptions.PictureSize
    ) throws(PoseAnimateError) {
        guard clip.width > 0, clip.height > 0, clip.width.isFinite, clip.height.isFinite else {
            throw PoseAnimateError(.badData, "the clip's picture has no area")
        }
        switch size {
        case .scaled(let factor):
            let exact = Size(width: clip.width * factor, height: clip.height * factor)
            guard factor > 0, let width = Self.pixels(exact.width),
                let height = Self.pixels(exact.height)
            else {
                throw PoseAnimateError(
                    .usage,
                    "a picture of \(exact.width)x\(exact.height) pixels cannot be made; "
                        + "sides run from 1 to 32767")
            }
            self.width = width
            self.height = height
            transform = .scale(factor, factor)
        case .pixels(let width, let height):
            self.width = width
            self.height = height
            let factor = min(Double(width) / clip.width, Double(height) / clip.height)
            transform = Affine(
                a: factor, d: factor, tx: (Double(width) - clip.width * factor) / 2,
                ty: (Double(height) - clip.height * factor) / 2)
        }
    }

    private static func pixels(_ length: Double) -> Int? {
        let rounded = max(length.rounded(), 1)
        return rounded <= 32767 ? Int(rounded) : nil
    }
}

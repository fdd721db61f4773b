import Pixels
import Rendering

/// Pictures of many kinds for encoders to be tried on, the same in every run.
struct RandomPictures {
    enum Kind: CaseIterable {
        case clear, white, flatOpaque, flatTranslucent, alphaSlope, colourSlope, noise, opaqueNoise
        case oneHole, lines, impossible
    }

    var generator: SplitMix

    init(seed: UInt64) { generator = SplitMix(state: seed) }

    mutating func picture(_ kind: Kind, width: Int, height: Int) -> PixelBuffer {
        let picture = PixelBuffer(width: width, height: height)
        switch kind {
        case .clear: break
        case .white: fill(picture) { _, _ in .white }
        case .flatOpaque: shapes(picture, over: .white, isOpaque: true)
        case .flatTranslucent: shapes(picture, over: .clear, isOpaque: false)
        case .alphaSlope:
            fill(picture) { x, y in
                let alpha = UInt8(truncatingIfNeeded: 3 * x + y)
                return Pixel(alpha, alpha / 2, alpha / 3, alpha)
            }
        case .colourSlope:
            fill(picture) { x, y in
                Pixel(
                    UInt8(truncatingIfNeeded: x), UInt8(truncatingIfNeeded: y / 2),
                    UInt8(truncatingIfNeeded: x + y), 255)
            }
        case .noise: noise(picture) { $0 }
        case .opaqueNoise: noise(picture) { _ in 255 }
        case .oneHole:
            fill(picture) { _, _ in .white }
            picture[width - 1, height - 1] = Pixel(7, 7, 7, 254)
        case .lines:
            fill(picture) { x, y in (x + y) % 17 == 0 || x % 5 == 0 ? .black : .white }
        case .impossible:
            // Bytes above their alpha, as sums that are rounded up leave them.
            fill(picture) { x, y in Pixel(255, UInt8(truncatingIfNeeded: x), 3, UInt8(y % 256)) }
        }
        return picture
    }

    private func fill(_ picture: PixelBuffer, _ color: (Int, Int) -> Pixel) {
        for y in 0..<picture.height {
            for x in 0..<picture.width { picture[x, y] = color(x, y) }
        }
    }

    private mutating func noise(_ picture: PixelBuffer, alpha: (UInt8) -> UInt8) {
        for y in 0..<picture.height {
            for x in 0..<picture.width {
                let alpha = alpha(.random(in: 0...255, using: &generator))
                picture[x, y] = Pixel(
                    .random(in: 0...alpha, using: &generator), alpha / 2,
                    .random(in: 0...alpha, using: &generator), alpha)
            }
        }
    }

    /// Rectangles of one colour each, with borders of a pixel that shine through.
    private mutating func shapes(_ picture: PixelBuffer, over ground: Pixel, isOpaque: Bool) {
        fill(picture) { _, _ in ground }
        for _ in 0..<5 {
            let left = Int.random(in: 0..<picture.width, using: &generator)
            let top = Int.random(in: 0..<picture.height, using: &generator)
            let right = Int.random(in: left..<picture.width, using: &generator)
            let bottom = Int.random(in: top..<picture.height, using: &generator)
            let shade = UInt8.random(in: 0...255, using: &generator)
            let inside = Pixel(shade, 20, 255 - shade, 255)
            let border =
                isOpaque
                ? Pixel(shade, 137, 255, 255) : Pixel(shade / 2, 10, (255 - shade) / 2, 128)
            for y in top...bottom {
                for x in left...right {
                    let isBorder = x == left || x == right || y == top || y == bottom
                    picture[x, y] = isBorder ? border : inside
                }
            }
        }
    }
}

import CVectorKernels
import Testing

@testable import Imaging

@Suite struct ScalingTests {
    private func scaled(_ picture: Picture, toWidth width: Int, height: Int) -> [UInt8] {
        var scaler = PictureScaler(width: width, height: height)
        return scaled(picture, by: &scaler)
    }

    private func scaled(_ picture: Picture, by scaler: inout PictureScaler) -> [UInt8] {
        var bytes = [UInt8](repeating: 1, count: scaler.width * scaler.height * 3)
        bytes.withUnsafeMutableBufferPointer { scaler.scale(picture, into: $0) }
        return bytes
    }

    private func noise(_ width: Int, _ height: Int) throws -> Picture {
        try Picture(
            width: width, height: height,
            bytes: (0..<width * height * 3).map { UInt8(truncatingIfNeeded: $0 * $0 / 7 + $0 * 31) }
        )
    }

    @Test func shrinkingTakesMeans() throws {
        // A triangle over four pixels: weights 1/8, 3/8, 3/8, 1/8 but for the edges, where the
        // outer weight is missing and the others grow: (3/7, 3/7, 1/7).
        let picture = try Picture(
            width: 4, height: 1, bytes: [0, 0, 0, 70, 70, 70, 140, 140, 140, 210, 210, 210])
        #expect(scaled(picture, toWidth: 2, height: 1) == [50, 50, 50, 160, 160, 160])
    }

    @Test(arguments: [(1, 1), (5, 2), (3, 9), (30, 40)])
    func onePlainColourStays(width: Int, height: Int) throws {
        let picture = try Picture(
            width: 7, height: 11, bytes: [UInt8](repeating: 137, count: 7 * 11 * 3))
        let bytes = scaled(picture, toWidth: width, height: height)
        #expect(bytes.count == width * height * 3 && bytes.allSatisfy { $0 == 137 })
    }

    /// One direction by the rule of Resample.c: weights in 22 bits, sums rounded to bytes.
    private func scaledAlong(
        _ bytes: [UInt8], count: Int, step: Int, lines: [Int], to target: Int,
        write: (_ line: Int, _ index: Int, _ value: UInt8) -> Void
    ) {
        let scale = Double(count) / Double(target)
        let reach = max(scale, 1)
        for index in 0..<target {
            let center = (Double(index) + 0.5) * scale
            let window =
                max(Int(center - reach + 0.5), 0)..<min(Int(center + reach + 0.5), count)
            let reals = window.map { max(1 - abs((Double($0) - center + 0.5) / reach), 0) }
            let total = reals.reduce(0, +)
            let weights = reals.map { Int($0 / total * 4_194_304 + 0.5) }
            for (line, start) in lines.enumerated() {
                var sum = 2_097_152
                for (weight, place) in zip(weights, window) {
                    sum += weight * Int(bytes[start + place * step])
                }
                write(line, index, UInt8(clamping: sum >> 22))
            }
        }
    }

    private func expected(_ picture: Picture, toWidth width: Int, height: Int) -> [UInt8] {
        func columns(_ bytes: [UInt8], height: Int) -> [UInt8] {
            var result = [UInt8](repeating: 0, count: width * height * 3)
            let lines = (0..<height * 3).map { $0 / 3 * picture.width * 3 + $0 % 3 }
            scaledAlong(bytes, count: picture.width, step: 3, lines: lines, to: width) {
                result[($0 / 3 * width + $1) * 3 + $0 % 3] = $2
            }
            return result
        }
        func rows(_ bytes: [UInt8], width: Int) -> [UInt8] {
            var result = [UInt8](repeating: 0, count: width * height * 3)
            scaledAlong(
                bytes, count: picture.height, step: width * 3, lines: Array(0..<width * 3),
                to: height
            ) { result[$1 * width * 3 + $0] = $2 }
            return result
        }
        if 2 * width * picture.height >= 3 * picture.width * height, height < picture.height {
            return columns(rows(picture.bytes, width: picture.width), height: height)
        }
        return rows(columns(picture.bytes, height: picture.height), width: width)
    }

    @Test func pixelsAreThoseOfTheRule() throws {
        for (width, height) in [(1, 1), (3, 2), (2, 9), (31, 40), (50, 17), (64, 64)] {
            let picture = try noise(width, height)
            for (toWidth, toHeight) in [(1, 1), (2, 5), (7, 3), (16, 16), (33, 20), (90, 70)] {
                let expected = expected(picture, toWidth: toWidth, height: toHeight)
                var scaler = PictureScaler(width: toWidth, height: toHeight)
                for level in [scaler.level, POSE_VECTOR_NONE] {
                    scaler.level = level
                    #expect(
                        scaled(picture, by: &scaler) == expected,
                        "\(width)x\(height) to \(toWidth)x\(toHeight)")
                }
            }
        }
    }

    @Test func aScalerTakesPicturesOfAnySize() throws {
        var scaler = PictureScaler(width: 9, height: 8)
        for (width, height) in [(20, 30), (5, 4), (20, 30), (9, 8)] {
            let picture = try noise(width, height)
            #expect(
                scaled(picture, by: &scaler) == expected(picture, toWidth: 9, height: 8))
        }
        #expect(scaled(try noise(9, 8), by: &scaler) == (try noise(9, 8)).bytes)
    }
}

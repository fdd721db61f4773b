import CVectorKernels
import Geometry
import Testing

@testable import Imaging

/// The kernels against the rule, pixel by pixel.
@Suite struct SamplingTests {
    /// Pictures of noise, the same on every run.
    private struct Noise {
        private var state: UInt64 = 1

        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state >> 33
        }

        mutating func real(_ range: ClosedRange<Double>) -> Double {
            range.lowerBound + Double(next() % 100_000) / 1e5
                * (range.upperBound - range.lowerBound)
        }

        mutating func picture(_ width: Int, _ height: Int) throws -> Picture {
            let bytes = (0..<width * height * 3).map { _ in UInt8(truncatingIfNeeded: next()) }
            return try Picture(width: width, height: height, bytes: bytes)
        }
    }

    /// What a sampler gives, by the definition.
    private func samples(
        _ picture: Picture, _ region: Region, width: Int, height: Int,
        border: RegionSampler.Border
    ) -> [UInt8] {
        func pixel(_ x: Int, _ y: Int, _ channel: Int) -> Int {
            let column = min(max(x, 0), picture.width - 1)
            let row = min(max(y, 0), picture.height - 1)
            if border == .black, x != column || y != row { return 0 }
            return Int(picture.bytes[(row * picture.width + column) * 3 + channel])
        }
        let origin = region.place(0, 0)
        let right = (region.place(1, 0) - origin) / Double(width)
        let down = (region.place(0, 1) - origin) / Double(height)
        var bytes: [UInt8] = []
        for y in 0..<height {
            for x in 0..<width {
                let place = (origin + Double(y) * down + Double(x) * right) * 32
                let (column, row) = (
                    Int(place.x.rounded(.toNearestOrEven)), Int(place.y.rounded(.toNearestOrEven))
                )
                for channel in 0..<3 {
                    var sum = 512
                    for (dx, dy) in [(0, 0), (1, 0), (0, 1), (1, 1)] {
                        let weight =
                            (dx == 0 ? 32 - (column & 31) : column & 31)
                            * (dy == 0 ? 32 - (row & 31) : row & 31)
                        sum += weight * pixel(column >> 5 + dx, row >> 5 + dy, channel)
                    }
                    bytes.append(UInt8(sum >> 10))
                }
            }
        }
        return bytes
    }

    @Test(arguments: [RegionSampler.Border.black, .edge])
    func samplesAreThoseOfTheRule(border: RegionSampler.Border) throws {
        var noise = Noise()
        for (width, height) in [(1, 1), (2, 2), (3, 5), (7, 2), (40, 31), (64, 64)] {
            let picture = try noise.picture(width, height)
            for size in [1, 2, 8, 13, 24] {
                let region = Region(
                    center: Point(
                        noise.real(-5...Double(width) + 5), noise.real(-5...Double(height) + 5)),
                    width: noise.real(0.5...90), height: noise.real(0.5...90),
                    rotation: noise.real(-4...4))
                var sampler = RegionSampler(
                    width: size, height: size + 1, border: border, range: -1...1)
                let expected = samples(
                    picture, region, width: size, height: size + 1, border: border)
                for level in [sampler.level, POSE_VECTOR_NONE] {
                    sampler.level = level
                    var bytes = [UInt8](repeating: 0, count: size * (size + 1) * 3)
                    var reals = [Float](repeating: 0, count: bytes.count)
                    bytes.withUnsafeMutableBufferPointer {
                        sampler.sample(picture, region, into: $0)
                    }
                    reals.withUnsafeMutableBufferPointer {
                        sampler.sample(picture, region, into: $0)
                    }
                    #expect(bytes == expected)
                    #expect(reals == expected.map { Float($0) * (2 / 255) - 1 })
                }
            }
        }
    }

    @Test func nothingIsWrittenBeyondTheOutput() throws {
        var noise = Noise()
        let picture = try noise.picture(20, 20)
        let sampler = RegionSampler(width: 5, height: 3, border: .edge, range: 0...1)
        let region = Region(center: Point(10, 10), width: 10, height: 10)
        var reals = [Float](repeating: -7, count: 5 * 3 * 3 + 4)
        reals.withUnsafeMutableBufferPointer { reals in
            sampler.sample(picture, region, into: .init(rebasing: reals[..<45]))
            sampler.sample(picture, region, into: .init(rebasing: reals[45...]))
        }
        #expect(reals[45...].allSatisfy { $0 == -7 } && reals[..<45].allSatisfy { $0 >= 0 })
        var bytes = [UInt8](repeating: 7, count: 5 * 3 * 3 + 4)
        let black = Region(center: Point(-100, 0), width: 10, height: 10)
        let cut = RegionSampler(width: 5, height: 3, border: .black, range: 0...1)
        bytes.withUnsafeMutableBufferPointer {
            cut.sample(picture, black, into: .init(rebasing: $0[..<45]))
        }
        #expect(bytes[45...].allSatisfy { $0 == 7 } && bytes[..<45].allSatisfy { $0 == 0 })
    }
}

import Geometry
import Testing

@testable import Imaging

@Suite struct PictureTests {
    /// Grey pixels.
    private func picture(_ width: Int, _ greys: [UInt8]) throws -> Picture {
        try Picture(
            width: width, height: greys.count / width, bytes: greys.flatMap { [$0, $0, $0] })
    }

    @Test(arguments: [(0, 1, 0), (1, 0, 0), (2, 2, 11), (Int.max, 2, 0), (-1, -1, 3)])
    func sizesMustFitTheBytes(width: Int, height: Int, count: Int) {
        #expect(throws: ImagingError.self) {
            try Picture(
                width: width, height: height, bytes: [UInt8](repeating: 0, count: count))
        }
    }

    private func sample(
        _ picture: Picture, _ region: Region, width: Int, height: Int,
        border: RegionSampler.Border, range: ClosedRange<Float> = 0...255
    ) -> [Float] {
        var values = [Float](repeating: -1, count: width * height * 3)
        values.withUnsafeMutableBufferPointer { values in
            RegionSampler(width: width, height: height, border: border, range: range)
                .sample(picture, region, into: values)
        }
        return stride(from: 0, to: values.count, by: 3).map { values[$0] }
    }

    @Test func theWholePictureIsItself() throws {
        let picture = try picture(3, [0, 10, 20, 30, 40, 50, 60, 70, 255])
        let region = Region(center: Point(1.5, 1.5), width: 3, height: 3)
        #expect(
            sample(picture, region, width: 3, height: 3, border: .black)
                == [0, 10, 20, 30, 40, 50, 60, 70, 255])
    }

    @Test func placesBetweenPixelsAreBlendedToBytes() throws {
        let picture = try picture(2, [0, 101, 0, 101])
        // Half a pixel to the right: (0 + 101) / 2 = 50.5 is rounded up to a byte.
        let region = Region(center: Point(1.5, 1), width: 2, height: 2)
        #expect(
            sample(picture, region, width: 2, height: 2, border: .edge) == [51, 101, 51, 101])
    }

    @Test func beyondTheEdgeItIsBlackOrTheEdge() throws {
        let picture = try picture(1, [200])
        let region = Region(center: Point(0, 0), width: 2, height: 2)
        #expect(
            sample(picture, region, width: 2, height: 2, border: .black) == [0, 0, 0, 200])
        #expect(
            sample(picture, region, width: 2, height: 2, border: .edge) == [200, 200, 200, 200])
    }

    @Test func bytesBecomeTheModelsRange() throws {
        let picture = try picture(2, [0, 255])
        let region = Region(center: Point(1, 0.5), width: 2, height: 1)
        #expect(
            sample(picture, region, width: 2, height: 1, border: .edge, range: -1...1) == [-1, 1])
    }

    @Test func regionsWithoutSenseAreSampledAllTheSame() throws {
        let picture = try picture(1, [9])
        for value in [Double.nan, .infinity, 1e300] {
            let region = Region(center: Point(value, value), width: value, height: 1)
            #expect(
                sample(picture, region, width: 2, height: 1, border: .edge) == [9, 9])
        }
    }
}

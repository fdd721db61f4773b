import Fixtures
import Pixels
import Rendering
import Sinks
import Testing

@Suite struct RawSinkTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func written(
        _ form: RawSink.Form, _ pictures: [PixelBuffer], rate: Double = 30
    ) throws -> [UInt8] {
        var sink = try RawSink(path: folder.file("raw"), form: form, framesPerSecond: rate)
        for (index, picture) in pictures.enumerated() { try sink.write(picture, index: index) }
        try sink.finish()
        return try #require(folder.bytes("raw"))
    }

    private func picture(_ width: Int, _ height: Int, _ pixel: Pixel) -> PixelBuffer {
        let picture = PixelBuffer(width: width, height: height)
        for y in 0..<height { for x in 0..<width { picture[x, y] = pixel } }
        return picture
    }

    @Test func pixelsAreStraight() throws {
        let pictures = [picture(2, 1, Pixel(50, 100, 0, 100)), picture(2, 1, .white)]
        #expect(
            try written(.rgba, pictures)
                == [128, 255, 0, 100, 128, 255, 0, 100] + Array(repeating: 255, count: 8))
        #expect(
            try written(.bgra, pictures)
                == [0, 255, 128, 100, 0, 255, 128, 100] + Array(repeating: 255, count: 8))
    }

    /// The primaries' luma and chroma as ITU-R BT.709 gives them, rounded, in limited range.
    @Test(arguments: [
        (Pixel.white, [235, 128, 128]), (.black, [16, 128, 128]),
        (Pixel(255, 0, 0, 255), [63, 102, 240]), (Pixel(0, 255, 0, 255), [173, 42, 26]),
        (Pixel(0, 0, 255, 255), [32, 240, 118]), (.clear, [235, 128, 128]),
    ])
    func lumaAndChroma(pixel: Pixel, expected: [UInt8]) throws {
        let bytes = try written(.y4m, [picture(4, 2, pixel)])
        let header = "YUV4MPEG2 W4 H2 F30:1 Ip A1:1 C420jpeg XCOLORRANGE=LIMITED\nFRAME\n"
        #expect(bytes.starts(with: Array(header.utf8)))
        let planes = bytes.dropFirst(header.utf8.count)
        #expect(
            Array(planes) == Array(repeating: expected[0], count: 8)
                + Array(repeating: expected[1], count: 2)
                + Array(repeating: expected[2], count: 2))
    }

    @Test func chromaIsTheMeanOfFourPixels() throws {
        let picture = picture(2, 2, .white)
        picture[0, 0] = Pixel(0, 0, 255, 255)
        let planes = try written(.y4m, [picture]).suffix(6)
        #expect(Array(planes) == [32, 235, 235, 235, 156, 125])
    }

    @Test func oddSidesGrow() throws {
        let picture = picture(3, 1, .white)
        picture[2, 0] = .black
        let bytes = try written(.y4m, [picture], rate: 29.97)
        #expect(String(decoding: bytes.prefix(30), as: UTF8.self).contains("W4 H2 F30000:1001"))
        #expect(
            Array(bytes.suffix(12)) == [235, 235, 16, 16, 235, 235, 16, 16, 128, 128, 128, 128])
    }

    @Test(arguments: [
        (30, 30, 1), (29.97, 30000, 1001), (23.976, 24000, 1001), (59.94, 60000, 1001),
        (12.5, 25, 2), (1.002, 501, 500), (0.1, 1, 10), (1000, 1000, 1), (33.3333, 333333, 10000),
    ])
    func ratesAreFractions(rate: Double, numerator: Int, denominator: Int) {
        #expect(FrameRate(rate).numerator == numerator)
        #expect(FrameRate(rate).denominator == denominator)
    }
}

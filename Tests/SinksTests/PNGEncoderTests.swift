import Pixels
import Rendering
import Sinks
import Testing

@Suite struct PNGEncoderTests {
    private let encoder = PNGEncoder()

    /// Every premultiplied byte under every alpha, as the quotient rounded half up.
    @Test func everyColourIsUnpremultipliedExactly() throws {
        let picture = PixelBuffer(width: 256, height: 256)
        for alpha in 0..<256 {
            for value in 0..<256 {
                let byte = UInt8(min(value, alpha))
                picture[value, alpha] = Pixel(byte, UInt8(alpha) - byte, byte / 2, UInt8(alpha))
            }
        }
        let decoded = try DecodedPNG(encoder.encode(picture))
        #expect(decoded.hasAlpha)
        var wrong = 0
        for alpha in 0..<256 {
            let straight = { (byte: Int) in
                alpha == 0 ? UInt8(0) : UInt8((2 * 255 * byte + alpha) / (2 * alpha))
            }
            for value in 0..<256 {
                let byte = min(value, alpha)
                let expected = [
                    straight(byte), straight(alpha - byte), straight(byte / 2), UInt8(alpha),
                ]
                if decoded[value, alpha] != expected { wrong += 1 }
            }
        }
        #expect(wrong == 0)
    }

    @Test func opaquePicturesBecomeRGB() throws {
        let picture = PixelBuffer(width: 3, height: 2)
        for y in 0..<2 { for x in 0..<3 { picture[x, y] = Pixel(10, 20, UInt8(x * 100 + y), 255) } }
        let decoded = try DecodedPNG(encoder.encode(picture))
        #expect(!decoded.hasAlpha)
        #expect((decoded.width, decoded.height) == (3, 2))
        #expect(decoded[2, 1] == [10, 20, 201, 255])

        // One pixel that lets light through brings the alpha channel back.
        picture[2, 1] = Pixel(10, 20, 30, 254)
        let translucent = try DecodedPNG(encoder.encode(picture))
        #expect(translucent.hasAlpha)
        #expect(translucent[2, 1] == [10, 20, 30, 254])
        #expect(translucent[1, 1] == [10, 20, 101, 255])
    }

    @Test func byteAboveItsAlphaCountsAsFull() throws {
        let picture = PixelBuffer(width: 1, height: 1)
        picture[0, 0] = Pixel(255, 200, 50, 100)
        #expect(try DecodedPNG(encoder.encode(picture))[0, 0] == [255, 255, 128, 100])
        picture[0, 0] = Pixel(255, 200, 50, 0)
        #expect(try DecodedPNG(encoder.encode(picture))[0, 0] == [0, 0, 0, 0])
    }

    @Test func fileIsMarkedAsSRGB() throws {
        let file = try encoder.encode(PixelBuffer(width: 1, height: 1))
        #expect(file.starts(with: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]))
        // The chunk follows the header chunk of 25 bytes: length 1, name, intent 0.
        #expect(Array(file[33..<42]) == [0, 0, 0, 1] + Array("sRGB".utf8) + [0])
    }

    /// Noise, sizes of several kinds, one encoder for all: bytes depend on the picture alone.
    @Test func encoderCarriesNothingOver() throws {
        var generator = SplitMix(state: 7)
        for (width, height) in [(1, 1), (701, 3), (3, 701), (64, 64)] {
            let picture = PixelBuffer(width: width, height: height)
            for y in 0..<height {
                for x in 0..<width {
                    let alpha = UInt8.random(in: 1...255, using: &generator)
                    picture[x, y] = Pixel(alpha, 0, alpha / 2, alpha)
                }
            }
            let file = try encoder.encode(picture)
            #expect(try PNGEncoder().encode(picture) == file)
            let decoded = try DecodedPNG(file)
            #expect((decoded.width, decoded.height) == (width, height))
            #expect(decoded[width - 1, height - 1][0] == 255)
            #expect(decoded[width - 1, height - 1][3] == picture[width - 1, height - 1].alpha)
        }
    }

    /// Flat areas, slopes and noise: the picture is the same however hard it is compressed.
    @Test func compressionChangesTheSizeNotThePicture() throws {
        var generator = SplitMix(state: 3)
        let picture = PixelBuffer(width: 400, height: 300)
        for y in 0..<300 {
            for x in 0..<400 {
                picture[x, y] =
                    x < 200
                    ? Pixel(UInt8(x), UInt8(y / 2), 0, 255)
                    : y < 280
                        ? .white : Pixel(UInt8.random(in: 0...255, using: &generator), 7, 9, 255)
            }
        }
        let files = try PNGCompression.allCases.map { try PNGEncoder($0).encode(picture) }
        let decoded = try files.map { try DecodedPNG($0).bytes }
        #expect(decoded.allSatisfy { $0 == decoded[0] })
        #expect(decoded[0][0..<4] == [0, 0, 0, 255])
        #expect(files.allSatisfy { $0.count < 3 * 400 * 300 / 2 })
    }

    /// Drawings and slopes of colour are packed in different ways, each of which does badly on the
    /// other.
    @Test(arguments: PNGCompression.allCases)
    func flatAreasAndSlopesBecomeSmall(compression: PNGCompression) throws {
        let encoder = PNGEncoder(compression)
        let picture = PixelBuffer(width: 800, height: 600)
        for y in 0..<600 {
            for x in 0..<800 {
                let (dx, dy) = (x - 400, y - 300)
                picture[x, y] = dx * dx + dy * dy < 40_000 ? Pixel(200, 80, 10, 255) : .white
            }
        }
        #expect(try encoder.encode(picture).count < 800 * 600 * 3 / 200)
        for y in 0..<600 {
            for x in 0..<800 {
                let shade = UInt8((3 * x + 2 * y) * 255 / (3 * 799 + 2 * 599))
                picture[x, y] = Pixel(255 - shade, 128, shade, 255)
            }
        }
        #expect(try encoder.encode(picture).count < 800 * 600 * 3 / 7)
    }

    @Test func fileTellsHowLargeAPixelIs() throws {
        let file = try encoder.encode(PixelBuffer(width: 1, height: 1))
        // After sRGB's 13 bytes: length 9, name, 3780 pixels a metre both ways.
        let length: [UInt8] = [0, 0, 0, 9]
        #expect(
            Array(file[46..<63])
                == length + Array("pHYs".utf8) + [0, 0, 0x0e, 0xc4, 0, 0, 0x0e, 0xc4, 1])
    }

    @Test func pictureWithoutPixelsIsRefused() {
        let error = #expect(throws: RenderingError.self) {
            try PNGEncoder().encode(PixelBuffer(width: 0, height: 5))
        }
        #expect(error?.kind == .badSize)
    }
}

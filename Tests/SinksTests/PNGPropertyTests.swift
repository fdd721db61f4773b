import CPacking
import CZlib
import Pixels
import Rendering
import Sinks
import Testing

/// Whatever a picture holds, its file holds the same.
@Suite struct PNGPropertyTests {
    /// Around the pixels that are handled at a time, with rests and without.
    private static let sizes = [
        (1, 1), (2, 3), (15, 4), (16, 5), (17, 6), (31, 2), (33, 40), (64, 64), (3000, 1), (1, 900),
        (333, 70),
    ]

    @Test(arguments: PNGCompression.allCases, RandomPictures.Kind.allCases)
    func everyPictureComesBack(
        compression: PNGCompression, kind: RandomPictures.Kind
    ) throws {
        var pictures = RandomPictures(seed: 11)
        let used = PNGEncoder(compression)
        for (width, height) in Self.sizes {
            let picture = pictures.picture(kind, width: width, height: height)
            let file = try used.encode(picture)
            let decoded = try DecodedPNG(file)
            #expect((decoded.width, decoded.height) == (width, height))
            #expect(decoded.hasAlpha == !Self.isOpaque(picture))
            let isSame = decoded.bytes == Self.straight(picture)
            #expect(isSame, "\(kind) of \(width)x\(height)")
            // What an encoder has made before leaves no trace.
            let fresh = try PNGEncoder(compression).encode(picture)
            #expect(file == fresh, "\(kind) of \(width)x\(height)")
        }
    }

    /// Pictures of more rows than are packed at a time, in both forms.
    @Test(arguments: RandomPictures.Kind.allCases)
    func partsOfLargePicturesFit(kind: RandomPictures.Kind) throws {
        var pictures = RandomPictures(seed: 31)
        let picture = pictures.picture(kind, width: 900, height: 200)
        let file = try PNGEncoder(.fast).encode(picture)
        let isSame = try DecodedPNG(file).bytes == Self.straight(picture)
        #expect(isSame, "\(kind)")
        let channels = Self.isOpaque(picture) ? 3 : 4
        var rows = [UInt8](repeating: 0, count: (1 + channels * 900) * 200)
        var count = uLong(rows.count)
        let packed = Self.pixels(of: file)
        #expect(uncompress(&rows, &count, packed, uLong(packed.count)) == Z_OK)
    }

    /// One encoder for pictures of every kind and size, in an order that looks random.
    @Test(arguments: PNGCompression.allCases)
    func encoderForgetsWhatItHasMade(compression: PNGCompression) throws {
        var pictures = RandomPictures(seed: 5)
        let used = PNGEncoder(compression)
        for _ in 0..<60 {
            let kind = RandomPictures.Kind.allCases.randomElement(using: &pictures.generator)
            let width = Int.random(in: 1...120, using: &pictures.generator)
            let height = Int.random(in: 1...60, using: &pictures.generator)
            let picture = try pictures.picture(
                #require(kind), width: width, height: height)
            #expect(try used.encode(picture) == PNGEncoder(compression).encode(picture))
        }
    }

    /// zlib itself unpacks the rows and checks their sum.
    @Test(arguments: PNGCompression.allCases, RandomPictures.Kind.allCases)
    func streamIsWhole(compression: PNGCompression, kind: RandomPictures.Kind) throws {
        var pictures = RandomPictures(seed: 23)
        let picture = pictures.picture(kind, width: 77, height: 50)
        let file = try PNGEncoder(compression).encode(picture)
        let packed = Self.pixels(of: file)
        let channels = Self.isOpaque(picture) ? 3 : 4
        let length = (1 + channels * picture.width) * picture.height
        var rows = [UInt8](repeating: 0, count: length + 1)
        var count = uLong(rows.count)
        try #require(uncompress(&rows, &count, packed, uLong(packed.count)) == Z_OK)
        #expect(Int(count) == length)
    }

    /// Sums of zeros, as they would be added up one by one.
    @Test func sumOfZeros() {
        for count in [0, 1, 3, 5552, 65_520, 65_521, 65_522, 200_000] {
            let zeros = [UInt8](repeating: 0, count: count)
            for start: UInt32 in [1, 0xfff0, 0xfff0_fff0, 0x1234_5678] {
                #expect(
                    pose_adler32_zeros(start, count) == pose_adler32(start, zeros, count),
                    "\(count) zeros after \(start)")
            }
        }
    }

    private static func isOpaque(_ picture: PixelBuffer) -> Bool {
        (0..<picture.height).allSatisfy { y in
            (0..<picture.width).allSatisfy { picture[$0, y].alpha == 255 }
        }
    }

    /// Every pixel as the quotient rounded half up.
    private static func straight(_ picture: PixelBuffer) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(4 * picture.width * picture.height)
        for y in 0..<picture.height {
            for x in 0..<picture.width {
                let pixel = picture[x, y]
                let alpha = Int(pixel.alpha)
                for byte in [pixel.red, pixel.green, pixel.blue] {
                    bytes.append(
                        alpha == 0
                            ? 0 : UInt8((2 * 255 * min(Int(byte), alpha) + alpha) / (2 * alpha)))
                }
                bytes.append(pixel.alpha)
            }
        }
        return bytes
    }

    /// What the chunks that hold pixels hold (PNG 1.2, 3.2).
    private static func pixels(of file: [UInt8]) -> [UInt8] {
        var pixels: [UInt8] = []
        var place = 8
        while place + 12 <= file.count {
            let length = file[place..<(place + 4)].reduce(0) { $0 << 8 | Int($1) }
            let data = (place + 8)..<(place + 8 + length)
            if file[(place + 4)..<(place + 8)].elementsEqual("IDAT".utf8) { pixels += file[data] }
            place = data.upperBound + 4
        }
        return pixels
    }
}

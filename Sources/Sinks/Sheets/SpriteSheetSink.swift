import Rendering
import Storage

/// Puts all frames side by side into one PNG file, with a JSON file that tells where each one lies.
///
/// The JSON file has the picture's name with another ending and the form that TexturePacker calls
/// "JSON (Hash)", which PixiJS, Phaser and others load. Memory holds all frames.
public struct SpriteSheetSink: FrameSink {
    private struct Sprite {
        let index: Int
        let picture: PixelBuffer
    }

    public let direct = DirectEncoding()
    private let path: String
    private let framesPerSecond: Double
    private let columns: Int?
    private let encoder: PNGEncoder
    private var sprites: [Sprite] = []

    /// - Parameter columns: nil for a sheet that is about square.
    /// - Throws: `usage` when the path would be the description's too.
    public init(
        path: String, framesPerSecond: Double, columns: Int? = nil,
        compression: PNGCompression = .balanced
    ) throws(SinkError) {
        guard path.lowercased().hasSuffix(".png") else {
            throw SinkError(
                .usage, "\(path): a sprite sheet is a PNG file; end its name in .png")
        }
        self.path = path
        self.framesPerSecond = framesPerSecond
        self.columns = columns
        encoder = PNGEncoder(compression)
    }

    public func makeEncoder() -> any FrameEncoder { NoEncoder() }

    /// - Throws: `RenderingError` when the sheet would be larger than a picture can be.
    public mutating func write(_ frame: FinishedFrame) throws {
        let picture = frame.picture
        let count = sprites.count + 1
        let (columns, rows) = grid(of: count, picture)
        do throws(RenderingError) {
            try PixelBuffer.validate(
                width: columns * picture.width, height: rows * picture.height)
        } catch {
            throw SinkError(
                .usage,
                "\(path): \(count) frames of \(picture.width)x\(picture.height) pixels are too "
                    + "much for one sheet; draw them smaller (--size), or fewer (--frames)")
        }
        let copy = PixelBuffer(width: picture.width, height: picture.height)
        copy.bytes.copyMemory(from: UnsafeRawBufferPointer(picture.bytes))
        sprites.append(Sprite(index: frame.index, picture: copy))
    }

    public mutating func finish() throws {
        guard let first = sprites.first?.picture else {
            throw SinkError(
                .badData, "there is no frame to put on \(path); check the range of frames")
        }
        let (columns, rows) = grid(of: sprites.count, first)
        let sheet = try PixelBuffer.validated(
            width: columns * first.width, height: rows * first.height)
        for (number, sprite) in sprites.enumerated() {
            let left = number % columns * first.width
            let top = number / columns * first.height
            for row in 0..<first.height {
                let source = UnsafeRawBufferPointer(
                    rebasing: sprite.picture.bytes[(row * first.stride)...].prefix(first.stride))
                let start = (top + row) * sheet.stride + 4 * left
                UnsafeMutableRawBufferPointer(rebasing: sheet.bytes[start...])
                    .copyMemory(from: source)
            }
        }
        try encoder.write(sheet, to: path)
        let description = try AtomicFile(path: path.dropLast(4) + ".json")
        try description.write(Array((text(columns, sheet, first) + "\n").utf8))
        try description.commit()
    }

    private func grid(of count: Int, _ frame: PixelBuffer) -> (columns: Int, rows: Int) {
        let shape = Double(frame.height) / Double(max(frame.width, 1))
        let even = Int((Double(count) * shape).squareRoot().rounded(.up))
        let columns = min(max(columns ?? even, 1), count)
        return (columns, (count + columns - 1) / columns)
    }

    private func text(_ columns: Int, _ sheet: PixelBuffer, _ frame: PixelBuffer) -> String {
        let names = FrameNames(directory: "", ending: "png")
        func size(_ picture: PixelBuffer) -> JSONValue {
            .object([("w", .integer(picture.width)), ("h", .integer(picture.height))])
        }
        func place(_ x: Int, _ y: Int) -> JSONValue {
            .object([
                ("x", .integer(x)), ("y", .integer(y)), ("w", .integer(frame.width)),
                ("h", .integer(frame.height)),
            ])
        }
        let frames = sprites.enumerated().map { number, sprite in
            (
                names.name(ofFrame: sprite.index),
                JSONValue.object([
                    (
                        "frame",
                        place(number % columns * frame.width, number / columns * frame.height)
                    ),
                    ("rotated", .bool(false)), ("trimmed", .bool(false)),
                    ("spriteSourceSize", place(0, 0)), ("sourceSize", size(frame)),
                    ("duration", .number((1_000_000 / framesPerSecond).rounded() / 1000)),
                ])
            )
        }
        let image = path.split(separator: "/").last.map(String.init) ?? path
        return JSONValue.object([
            ("frames", .object(frames)),
            ("animations", .object([("clip", .array(frames.map { .string($0.0) }))])),
            (
                "meta",
                .object([
                    ("app", .string("pose-animate")), ("image", .string(image)),
                    ("format", .string("RGBA8888")), ("size", size(sheet)),
                    ("scale", .string("1")), ("frameRate", .number(framesPerSecond)),
                ])
            ),
        ]).text
    }
}

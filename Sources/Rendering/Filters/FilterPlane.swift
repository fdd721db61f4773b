import Geometry

/// A picture that a filter works on: premultiplied red, green, blue and alpha of 0...1, rows from
/// the top without gaps.
final class FilterPlane {
    let width: Int
    let height: Int
    let pixels: UnsafeMutableBufferPointer<SIMD4<Float>>
    /// Whether colours are linear light instead of sRGB's values.
    var isLinear = false
    /// What of the plane is not transparent.
    var region: PixelRegion

    /// A transparent picture.
    init(width: Int, height: Int) {
        self.width = width
        self.height = height
        pixels = .allocate(capacity: width * height)
        pixels.initialize(repeating: .zero)
        region = PixelRegion(x: 0, y: 0, width: width, height: height)
    }

    /// A copy.
    init(_ other: FilterPlane) {
        width = other.width
        height = other.height
        pixels = .allocate(capacity: width * height)
        _ = pixels.initialize(fromContentsOf: other.pixels)
        isLinear = other.isLinear
        region = other.region
    }

    /// What a layer holds.
    convenience init(_ layer: LayerPixels) {
        self.init(width: layer.width, height: layer.height)
        for index in pixels.indices {
            let word = layer.bytes.load(fromByteOffset: 4 * index, as: UInt32.self)
            guard word != 0 else { continue }
            let bytes = SIMD4<UInt32>(word >> 16 & 255, word >> 8 & 255, word & 255, word >> 24)
            let shifted = unsafeBitCast(bytes | Self.unitBits, to: SIMD4<Float>.self)
            pixels[index] = (shifted - Self.unit) * (1 / 255)
        }
    }

    deinit { pixels.deallocate() }

    /// 2^23, above which floats are whole numbers and hold them in their lowest bits: four bytes are
    /// turned into numbers or back by one addition, which also rounds to the nearest.
    private static let unit: Float = 8_388_608
    private static let unitBits = SIMD4<UInt32>(repeating: 0x4b00_0000)

    /// Writes the picture into a layer of its size.
    func store(into layer: LayerPixels) {
        for index in pixels.indices {
            let raw = pixels[index]
            guard raw.w > 0 else {
                layer.bytes.storeBytes(of: 0, toByteOffset: 4 * index, as: UInt32.self)
                continue
            }
            let pixel = raw.clamped(lowerBound: .zero, upperBound: .one)
            // Colours of a premultiplied pixel are never more than its alpha.
            let limited = pointwiseMin(pixel, SIMD4(repeating: pixel.w))
            let bytes = unsafeBitCast(limited * 255 + Self.unit, to: SIMD4<UInt32>.self) & 255
            let word = bytes.w << 24 | bytes.x << 16 | bytes.y << 8 | bytes.z
            layer.bytes.storeBytes(of: word, toByteOffset: 4 * index, as: UInt32.self)
        }
    }

    @inline(__always)
    subscript(x: Int, y: Int) -> SIMD4<Float> {
        get { pixels[y * width + x] }
        set { pixels[y * width + x] = newValue }
    }

    /// Makes everything outside of a region transparent.
    func crop(to wanted: PixelRegion) {
        let kept = wanted.clamped(width: width, height: height)
        region = kept
        for y in 0..<height {
            let row = UnsafeMutableBufferPointer(rebasing: pixels[y * width..<(y + 1) * width])
            guard y >= kept.y, y < kept.y + kept.height else {
                row.update(repeating: .zero)
                continue
            }
            row[0..<kept.x].update(repeating: .zero)
            row[(kept.x + kept.width)...].update(repeating: .zero)
        }
    }

    /// Changes every pixel on its own.
    func map(_ body: (SIMD4<Float>) -> SIMD4<Float>) {
        for index in pixels.indices { pixels[index] = body(pixels[index]) }
    }

    /// Changes the colour values to linear light, or back.
    func convert(toLinear: Bool) {
        guard isLinear != toLinear else { return }
        isLinear = toLinear
        let curve = toLinear ? ColorCurves.toLinear : ColorCurves.toEncoded
        curve.withUnsafeBufferPointer { curve in
            for index in pixels.indices {
                let pixel = pixels[index]
                guard pixel.w > 0 else { continue }
                let straight = pixel / pixel.w
                let place =
                    straight.clamped(lowerBound: .zero, upperBound: .one)
                    * Float(ColorCurves.steps)
                var mapped = SIMD4<Float>(
                    ColorCurves.value(curve, place.x), ColorCurves.value(curve, place.y),
                    ColorCurves.value(curve, place.z), 1)
                mapped *= pixel.w
                mapped.w = pixel.w
                pixels[index] = mapped
            }
        }
    }
}

/// A part of a picture in whole pixels.
struct PixelRegion: Equatable {
    var x: Int
    var y: Int
    var width: Int
    var height: Int

    func clamped(width: Int, height: Int) -> PixelRegion {
        let left = min(max(x, 0), width)
        let top = min(max(y, 0), height)
        return PixelRegion(
            x: left, y: top, width: min(max(x + self.width, left), width) - left,
            height: min(max(y + self.height, top), height) - top)
    }

    func intersection(_ other: PixelRegion) -> PixelRegion {
        let (left, top) = (max(x, other.x), max(y, other.y))
        return PixelRegion(
            x: left, y: top, width: max(min(x + width, other.x + other.width) - left, 0),
            height: max(min(y + height, other.y + other.height) - top, 0))
    }
}

/// sRGB's curve as tables, read between their entries.
enum ColorCurves {
    static let steps = 4096
    static let toLinear = table(TransferCurve.linear)
    static let toEncoded = table(TransferCurve.encoded)

    private static func table(_ curve: (Double) -> Double) -> [Float] {
        // One entry more than is needed, so that the last step can be read like the others.
        (0...steps + 1).map { Float(curve(min(Double($0) / Double(steps), 1))) }
    }

    @inline(__always)
    static func value(_ curve: UnsafeBufferPointer<Float>, _ place: Float) -> Float {
        let index = Int(place)
        let part = place - Float(index)
        return curve[index] + (curve[index + 1] - curve[index]) * part
    }
}

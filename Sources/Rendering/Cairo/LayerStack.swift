import CCairo
import Geometry
import Scene

/// Pictures that layers are composed in, one inside of the other.
///
/// Their memory is kept from frame to frame, so that nothing is allocated for a frame but what
/// Cairo itself needs.
final class LayerStack {
    /// One layer: a part of the picture, in the picture's coordinates.
    struct Layer {
        let context: OpaquePointer
        let surface: OpaquePointer
        let pixels: LayerPixels
    }

    private var open: [Layer] = []
    /// By depth.
    private var memory: [UnsafeMutableRawBufferPointer] = []
    private let antialiasing: CairoRenderer.Antialiasing

    init(antialiasing: CairoRenderer.Antialiasing) { self.antialiasing = antialiasing }

    deinit {
        for layer in open { destroy(layer) }
        for block in memory { block.deallocate() }
    }

    /// Begins a transparent layer over a rectangle of whole pixels.
    ///
    /// - Throws: `drawing` when Cairo cannot make it.
    func push(_ area: Rect) throws(RenderingError) -> Layer {
        let (width, height) = (Int(area.width), Int(area.height))
        let byteCount = 4 * width * height
        let depth = open.count
        if memory.count == depth {
            memory.append(UnsafeMutableRawBufferPointer(start: nil, count: 0))
        }
        if memory[depth].count < byteCount {
            memory[depth].deallocate()
            memory[depth] = .allocate(byteCount: byteCount, alignment: 64)
        }
        let bytes = UnsafeMutableRawBufferPointer(rebasing: memory[depth][0..<byteCount])
        bytes.initializeMemory(as: UInt8.self, repeating: 0)
        let data = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
        guard
            let surface = cairo_image_surface_create_for_data(
                data, CAIRO_FORMAT_ARGB32, Int32(width), Int32(height), Int32(4 * width))
        else { throw RenderingError(.drawing, "Cairo made no layer; free some memory") }
        cairo_surface_set_device_offset(surface, -area.min.x, -area.min.y)
        guard let context = cairo_create(surface), cairo_status(context) == CAIRO_STATUS_SUCCESS
        else {
            cairo_surface_destroy(surface)
            throw RenderingError(.drawing, "Cairo made no layer; give a smaller picture")
        }
        cairo_set_antialias(context, antialiasing.value)
        let layer = Layer(
            context: context, surface: surface,
            pixels: LayerPixels(
                bytes: bytes, x: Int(area.min.x), y: Int(area.min.y), width: width, height: height))
        open.append(layer)
        return layer
    }

    /// Ends the innermost layer, which lives until `body` returns.
    func pop(_ body: (Layer) throws(RenderingError) -> Void) throws(RenderingError) {
        guard let layer = open.popLast() else { return }
        defer { destroy(layer) }
        cairo_surface_flush(layer.surface)
        try body(layer)
    }

    /// Drops layers that a frame which broke off left open.
    func removeAll() {
        for layer in open { destroy(layer) }
        open.removeAll(keepingCapacity: true)
    }

    var innermost: Layer? { open.last }

    private func destroy(_ layer: Layer) {
        cairo_destroy(layer.context)
        cairo_surface_destroy(layer.surface)
    }
}

/// A layer's memory: premultiplied BGRA without gaps between rows, and where it lies in the picture.
struct LayerPixels {
    let bytes: UnsafeMutableRawBufferPointer
    let x: Int
    let y: Int
    let width: Int
    let height: Int

    /// Makes every pixel's alpha how bright it is, and all else zero.
    func keepLuminance(isLinear: Bool) {
        for pixel in 0..<width * height {
            let place = 4 * pixel
            let alpha = Double(bytes[place + 3])
            guard alpha > 0 else { continue }
            // Filter Effects 1, 9.6, luminanceToAlpha; masks use the same weights.
            func channel(_ byte: UInt8) -> Double {
                let straight = min(Double(byte) / alpha, 1)
                return isLinear ? TransferCurve.linear(straight) : straight
            }
            let light =
                0.2125 * channel(bytes[place + 2]) + 0.7154 * channel(bytes[place + 1])
                + 0.0721 * channel(bytes[place])
            bytes.storeBytes(of: 0, toByteOffset: place, as: UInt32.self)
            bytes[place + 3] = UInt8((light * alpha).rounded())
        }
    }
}

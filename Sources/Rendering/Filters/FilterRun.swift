import Geometry
import Scene

/// Carries out one filter on one layer.
struct FilterRun {
    let filter: Filter
    /// The layer's place in the picture, in whole pixels.
    let area: Rect
    /// From the drawing's pixels in the rest pose to the picture's of this frame.
    let map: Affine
    /// How much longer distances are in the picture than in the drawing, along both axes.
    let scale: Point
    let antialiasing: CairoRenderer.Antialiasing

    private var results: [FilterPlane] = []
    private let source: FilterPlane

    init(
        _ filter: Filter, source: FilterPlane, area: Rect, map: Affine, scale: Point,
        antialiasing: CairoRenderer.Antialiasing
    ) {
        self.filter = filter
        self.source = source
        self.area = area
        self.map = map
        self.scale = scale
        self.antialiasing = antialiasing
        source.crop(to: Self.region(filter.region, map, area))
    }

    /// How much a distance of the drawing is in the picture.
    private func distance(_ value: Point) -> Point {
        let wanted = value * scale
        guard wanted.isFinite else { return .zero }
        // Beyond any picture; whole numbers can still be made of it.
        let farthest = Point(1e6, 1e6)
        return pointwiseMax(pointwiseMin(wanted, farthest), -farthest)
    }

    private static func region(_ rect: Rect, _ map: Affine, _ area: Rect) -> PixelRegion {
        let placed = Rect(of: rect, under: map).outerPixels
        let limit = 1e6
        let low = pointwiseMax(placed.min - area.min, Point(-limit, -limit))
        let high = pointwiseMin(placed.max - area.min, Point(limit, limit))
        guard low.x < high.x, low.y < high.y else {
            return PixelRegion(x: 0, y: 0, width: 0, height: 0)
        }
        return PixelRegion(
            x: Int(low.x), y: Int(low.y), width: Int(high.x - low.x), height: Int(high.y - low.y))
    }

    /// The last primitive's picture, in sRGB.
    mutating func result() throws(RenderingError) -> FilterPlane {
        let whole = Self.region(filter.region, map, area)
        for primitive in filter.primitives {
            let region =
                primitive.region.map { Self.region($0, map, area).intersection(whole) } ?? whole
            let plane = try carryOut(primitive, region)
            plane.crop(to: region)
            // What lies outside of the layer still belongs to the region that tiles repeat.
            plane.region = region
            results.append(plane)
        }
        let last = results.last ?? source
        let plane = FilterPlane(last)
        plane.convert(toLinear: false)
        return plane
    }

    /// A copy of an input, in the primitive's colour space.
    private func plane(_ primitive: FilterPrimitive, _ number: Int) -> FilterPlane {
        guard number < primitive.inputs.count else {
            return FilterPlane(width: source.width, height: source.height)
        }
        let plane: FilterPlane
        switch primitive.inputs[number] {
        case .source: plane = FilterPlane(source)
        case .sourceAlpha:
            plane = FilterPlane(source)
            plane.map { SIMD4(0, 0, 0, $0.w) }
        case .result(let index) where results.indices.contains(index):
            plane = FilterPlane(results[index])
        case .result, .transparent:
            plane = FilterPlane(width: source.width, height: source.height)
        }
        plane.convert(toLinear: primitive.isLinear)
        return plane
    }

    private func inputs(_ primitive: FilterPrimitive) -> (FilterPlane, FilterPlane) {
        (plane(primitive, 0), plane(primitive, 1))
    }

    private func color(_ color: Color, _ primitive: FilterPrimitive) -> SIMD4<Float> {
        let alpha = color.alpha.clampedToUnit
        func value(_ channel: Double) -> Float {
            let channel = channel.clampedToUnit
            return Float((primitive.isLinear ? TransferCurve.linear(channel) : channel) * alpha)
        }
        return SIMD4(value(color.red), value(color.green), value(color.blue), Float(alpha))
    }

    private func carryOut(
        _ primitive: FilterPrimitive, _ region: PixelRegion
    ) throws(RenderingError) -> FilterPlane {
        switch primitive.operation {
        case .blend(let mode):
            let (top, below) = inputs(primitive)
            top.blend(mode, over: below)
            return top
        case .colorMatrix(let matrix):
            let plane = plane(primitive, 0)
            plane.apply(matrix: matrix)
            return plane
        case .componentTransfer(let red, let green, let blue, let alpha):
            let plane = plane(primitive, 0)
            plane.apply(transfers: [red, green, blue, alpha])
            return plane
        case .composite(let operation):
            let (top, below) = inputs(primitive)
            top.compose(operation, over: below)
            return top
        case .convolve(let convolution):
            return plane(primitive, 0).convolved(convolution, in: region)
        case .diffuseLighting(let light, let color, let surface, let constant):
            return plane(primitive, 0).lit(
                LightSource(light, map: map, area: area),
                Surface(
                    scale: surface, constant: constant, exponent: nil,
                    color: self.color(color.opaque, primitive)), in: region)
        case .specularLighting(let light, let color, let surface, let constant, let exponent):
            return plane(primitive, 0).lit(
                LightSource(light, map: map, area: area),
                Surface(
                    scale: surface, constant: constant, exponent: exponent,
                    color: self.color(color.opaque, primitive)), in: region)
        case .displacement(let scale, let x, let y):
            let (picture, offsets) = inputs(primitive)
            return picture.displaced(by: offsets, scale: distance(scale), x: x, y: y)
        case .dropShadow(let offset, let deviation, let color):
            return shadow(primitive, distance(offset), distance(deviation), color)
        case .flood(let color):
            let plane = FilterPlane(width: source.width, height: source.height)
            plane.isLinear = primitive.isLinear
            plane.pixels.update(repeating: self.color(color, primitive))
            return plane
        case .blur(let deviation):
            let plane = plane(primitive, 0)
            if primitive.inputs == [.sourceAlpha] {
                let alpha = plane.blurredAlpha(distance(deviation))
                for index in alpha.indices { plane.pixels[index] = SIMD4(0, 0, 0, alpha[index]) }
            } else {
                plane.blur(distance(deviation))
            }
            return plane
        case .image(let drawing): return try picture(drawing)
        case .merge:
            let plane = FilterPlane(width: source.width, height: source.height)
            plane.isLinear = primitive.isLinear
            for number in primitive.inputs.indices {
                let top = self.plane(primitive, number)
                for index in plane.pixels.indices {
                    let pixel = top.pixels[index]
                    plane.pixels[index] = pixel + plane.pixels[index] * (1 - pixel.w)
                }
            }
            return plane
        case .morphology(let radius, let dilates):
            let plane = plane(primitive, 0)
            plane.applyMorphology(radius: distance(radius), dilates: dilates)
            return plane
        case .offset(let offset): return plane(primitive, 0).moved(by: distance(offset))
        case .tile: return plane(primitive, 0).tiled(in: region)
        case .turbulence(let turbulence):
            let plane = FilterPlane(width: source.width, height: source.height)
            plane.isLinear = primitive.isLinear
            plane.fill(turbulence, area: area, map: map, in: region)
            return plane
        }
    }

    private func shadow(
        _ primitive: FilterPrimitive, _ offset: Point, _ deviation: Point, _ color: Color
    ) -> FilterPlane {
        let picture = plane(primitive, 0)
        let tint = self.color(color, primitive)
        let alpha = picture.blurredAlpha(deviation)
        let cast = FilterPlane(width: picture.width, height: picture.height)
        for index in alpha.indices { cast.pixels[index] = tint * alpha[index] }
        let moved = cast.moved(by: offset)
        for index in picture.pixels.indices {
            let pixel = picture.pixels[index]
            picture.pixels[index] = pixel + moved.pixels[index] * (1 - pixel.w)
        }
        return picture
    }

    private func picture(_ drawing: Drawing) throws(RenderingError) -> FilterPlane {
        let buffer = try PixelBuffer.validated(width: source.width, height: source.height)
        let place = Affine.translation(-area.min.x, -area.min.y).concatenating(inner: map)
        let renderer = CairoRenderer(
            drawing: drawing, list: DisplayList(drawing), placement: Placement(transform: place),
            antialiasing: antialiasing)
        try renderer.render(SceneFrame(restPoseOf: drawing), into: buffer)
        return FilterPlane(
            LayerPixels(
                bytes: buffer.bytes, x: 0, y: 0, width: buffer.width, height: buffer.height))
    }
}

extension Color {
    fileprivate var opaque: Color { Color(red: red, green: green, blue: blue) }
}

import Scene

extension BlendMode {
    /// Mixes straight colours (Compositing and Blending 1, 9 and 10); alpha means nothing.
    func mix(_ base: SIMD4<Float>, _ top: SIMD4<Float>) -> SIMD4<Float> {
        switch self {
        case .normal: return top
        case .multiply: return base * top
        case .screen: return base + top - base * top
        case .darken: return pointwiseMin(base, top)
        case .lighten: return pointwiseMax(base, top)
        case .difference: return pointwiseMax(base - top, top - base)
        case .exclusion: return base + top - 2 * base * top
        case .overlay: return eachChannel(top, base, Self.hardLight)
        case .hardLight: return eachChannel(base, top, Self.hardLight)
        case .softLight: return eachChannel(base, top, Self.softLight)
        case .colorDodge:
            return eachChannel(base, top) { $0 == 0 ? 0 : $1 >= 1 ? 1 : min(1, $0 / (1 - $1)) }
        case .colorBurn:
            return eachChannel(base, top) { $0 >= 1 ? 1 : $1 <= 0 ? 0 : 1 - min(1, (1 - $0) / $1) }
        case .hue: return Self.with(top.saturated(base.saturation), luminosity: base.luminosity)
        case .saturation:
            return Self.with(base.saturated(top.saturation), luminosity: base.luminosity)
        case .color: return Self.with(top, luminosity: base.luminosity)
        case .luminosity: return Self.with(base, luminosity: top.luminosity)
        }
    }

    private func eachChannel(
        _ base: SIMD4<Float>, _ top: SIMD4<Float>, _ body: (Float, Float) -> Float
    ) -> SIMD4<Float> {
        SIMD4(body(base.x, top.x), body(base.y, top.y), body(base.z, top.z), 1)
    }

    private static func hardLight(_ base: Float, _ top: Float) -> Float {
        top <= 0.5 ? 2 * base * top : 1 - 2 * (1 - base) * (1 - top)
    }

    private static func softLight(_ base: Float, _ top: Float) -> Float {
        guard top > 0.5 else { return base - (1 - 2 * top) * base * (1 - base) }
        let curve =
            base <= 0.25 ? ((16 * base - 12) * base + 4) * base : base.squareRoot()
        return base + (2 * top - 1) * (curve - base)
    }

    private static func with(_ color: SIMD4<Float>, luminosity: Float) -> SIMD4<Float> {
        let moved = color + (luminosity - color.luminosity)
        let light = moved.luminosity
        let low = min(moved.x, moved.y, moved.z)
        let high = max(moved.x, moved.y, moved.z)
        var result = moved
        if low < 0 { result = light + (result - light) * (light / (light - low)) }
        if high > 1 { result = light + (result - light) * ((1 - light) / (high - light)) }
        return result
    }
}

extension SIMD4<Float> {
    fileprivate var luminosity: Float { 0.3 * x + 0.59 * y + 0.11 * z }
    fileprivate var saturation: Float { Swift.max(x, y, z) - Swift.min(x, y, z) }

    /// The colour with another saturation: its least channel becomes zero.
    fileprivate func saturated(_ saturation: Float) -> SIMD4<Float> {
        let own = self.saturation
        guard own > 0 else { return .zero }
        return (self - Swift.min(x, y, z)) * (saturation / own)
    }
}

import Geometry
import Glibc
import Scene

extension Resolver {
    /// A lighting primitive; nil when it has no light.
    mutating func lighting(
        _ index: Int, _ known: ElementName, _ resolved: Resolved, _ reader: FilterReader
    ) -> FilterOperation? {
        let sources = document.children(of: index).filter {
            switch document.elements[$0].known {
            case .feDistantLight, .fePointLight, .feSpotLight: true
            default: false
            }
        }
        guard let source = sources.first, let light = light(source, reader) else { return nil }
        let color = color(index, .lightingColor, opacity: nil, standard: .white)
        let surface = number(.surfaceScale, index, 1)
        if known == .feDiffuseLighting {
            return .diffuseLighting(
                light, color: color, surfaceScale: surface,
                constant: max(number(.diffuseConstant, index, 1), 0))
        }
        let exponent = number(.specularExponent, index, 1)
        guard (1...128).contains(exponent) else { return nil }
        return .specularLighting(
            light, color: color, surfaceScale: surface,
            constant: max(number(.specularConstant, index, 1), 0), exponent: exponent)
    }

    private func light(_ index: Int, _ reader: FilterReader) -> FilterOperation.Light? {
        func place(_ x: AttributeName, _ y: AttributeName, _ z: AttributeName) -> SIMD3<Double> {
            var point = Point(number(x, index, 0), number(y, index, 0))
            var depth = number(z, index, 0)
            if let bounds = reader.bounds, let map = bounds.unitMap {
                point = map.apply(point)
                depth *= Point(bounds.width, bounds.height).length / 2.0.squareRoot()
            }
            let pixel = reader.user.apply(point)
            return SIMD3(pixel.x, pixel.y, depth * reader.scale.length / 2.0.squareRoot())
        }
        switch document.elements[index].known {
        case .feDistantLight:
            return .distant(
                azimuth: number(.azimuth, index, 0) * .pi / 180,
                elevation: number(.elevation, index, 0) * .pi / 180)
        case .fePointLight:
            let at = place(.x, .y, .z)
            return .point(x: at.x, y: at.y, z: at.z)
        case .feSpotLight:
            let at = place(.x, .y, .z)
            let exponent = number(.specularExponent, index, 1)
            let cone = document.attribute(.limitingConeAngle, of: index)?.number
            return .spot(
                x: at.x, y: at.y, z: at.z, target: place(.pointsAtX, .pointsAtY, .pointsAtZ),
                exponent: exponent > 0 ? exponent : 1,
                coneCosine: cone.map { cos(abs($0) * .pi / 180) } ?? -1)
        default: return nil
        }
    }

    /// The custom properties in force where an element stands that is not drawn itself.
    private mutating func customs(around index: Int) -> CustomProperties {
        var ancestors: [Int] = []
        var element = document.elements[index].parent
        while element >= 0 {
            ancestors.append(element)
            element = document.elements[element].parent
        }
        var customs = CustomProperties()
        for ancestor in ancestors.reversed() {
            var declarations = cascade.declarations(of: ancestor)
            _ = declarations.resolve(&customs)
        }
        return customs
    }

    /// A colour that only filter primitives and stops have, and its opacity.
    mutating func color(
        _ index: Int, _ property: Property, opacity: Property?, standard: Color
    ) -> Color {
        var declarations = cascade.declarations(of: index)
        if declarations.list.contains(where: { CustomProperties.refers($0.value) }) {
            var customs = customs(around: index)
            _ = declarations.resolve(&customs)
        }
        var result = standard
        switch declarations[property].flatMap(ColorValue.init) {
        case .color(let color): result = color
        case .currentColor: result = currentColor(of: index)
        case nil:
            if declarations[property]?.keyword == "inherit", document.elements[index].parent >= 0 {
                result = color(
                    document.elements[index].parent, property, opacity: opacity,
                    standard: standard)
                return result
            }
        }
        if let opacity { result.alpha *= declarations[opacity]?.fraction ?? 1 }
        return result
    }
}

import Geometry
import Scene

extension Resolver {
    /// A filter function of CSS (Filter Effects 1, 13); nil when it is written wrongly.
    func filterFunction(
        _ name: String, _ arguments: Bytes, _ resolved: Resolved, _ nodes: [Node]
    ) -> Filter? {
        let scale = Point(
            Point(resolved.context.transform.a, resolved.context.transform.b).length,
            Point(resolved.context.transform.c, resolved.context.transform.d).length)
        var reach = Point.zero
        let operation: FilterOperation
        switch name {
        case "blur":
            guard let radius = blurRadius(arguments, resolved) else { return nil }
            operation = .blur(scale * radius)
            reach = scale * (3 * radius)
        case "drop-shadow":
            guard let shadow = dropShadow(arguments, resolved) else { return nil }
            operation = .dropShadow(
                offset: shadow.offset * scale, deviation: scale * shadow.deviation,
                color: shadow.color)
            reach = pointwiseMax(shadow.offset, -shadow.offset) * scale
            reach += scale * (3 * shadow.deviation)
        case "hue-rotate":
            guard let degrees = arguments.isEmpty ? 0 : hue(arguments) else { return nil }
            operation = .colorMatrix(ColorMatrix.hueRotation(degrees: degrees))
        default:
            guard let amount = arguments.isEmpty ? 1 : amount(arguments),
                let known = Self.adjustment(name, amount)
            else { return nil }
            operation = known
        }
        // There is no region: room is made for all that is painted.
        var painted = Rect.empty
        for index in drawing.shapeIndices(in: nodes) {
            let bounds = drawing.bounds(ofShape: index)
            guard !bounds.isEmpty else { continue }
            var margin = 2.0
            if let stroke = drawing.shapes[index].stroke {
                let join = stroke.join == .miter ? stroke.miterLimit : 1.5
                margin += stroke.width * stroke.pen.meanScale * join
            }
            painted = painted.union(Rect(min: bounds.min - margin, max: bounds.max + margin))
        }
        if painted.isEmpty { painted = Rect(min: .zero, max: Point(1, 1)) }
        return Filter(
            region: Rect(min: painted.min - reach, max: painted.max + reach),
            primitives: [FilterPrimitive(operation, inputs: [.source], isLinear: false)])
    }

    private static func adjustment(_ name: String, _ amount: Double) -> FilterOperation? {
        func all(_ transfer: FilterOperation.Transfer) -> FilterOperation {
            .componentTransfer(red: transfer, green: transfer, blue: transfer, alpha: .identity)
        }
        switch name {
        case "grayscale": return .colorMatrix(ColorMatrix.grayscale(amount))
        case "sepia": return .colorMatrix(ColorMatrix.sepia(amount))
        case "saturate": return .colorMatrix(ColorMatrix.saturation(amount))
        case "invert":
            let amount = min(amount, 1)
            return all(.table([amount, 1 - amount]))
        case "opacity":
            return .componentTransfer(
                red: .identity, green: .identity, blue: .identity,
                alpha: .table([0, min(amount, 1)]))
        case "brightness": return all(.linear(slope: amount, intercept: 0))
        case "contrast": return all(.linear(slope: amount, intercept: 0.5 - 0.5 * amount))
        default: return nil
        }
    }

    /// A number or a percentage that is not negative.
    private func amount(_ text: Bytes) -> Double? {
        guard let length = Length(text), length.value >= 0 else { return nil }
        switch length.unit {
        case .none: return length.value
        case .percent: return length.value / 100
        default: return nil
        }
    }

    private func hue(_ text: Bytes) -> Double? {
        // Only zero may stand without a unit.
        if let number = text.number { return number == 0 ? 0 : nil }
        return text.degrees
    }

    private func blurRadius(_ text: Bytes, _ resolved: Resolved) -> Double? {
        guard !text.isEmpty else { return 0 }
        guard let length = Length(text), length.unit != .percent, length.value >= 0 else {
            return nil
        }
        return resolved.context.lengths.resolve(length, .diagonal)
    }

    private func dropShadow(
        _ text: Bytes, _ resolved: Resolved
    ) -> (offset: Point, deviation: Double, color: Color)? {
        var lengths: [Double] = []
        var color: Color?
        var scanner = ByteScanner(text)
        while !scanner.isAtEnd {
            scanner.skipSpaces()
            if let length = scanner.length() {
                guard length.unit != .percent, lengths.count < 3 else { return nil }
                lengths.append(resolved.context.lengths.resolve(length, .diagonal))
            } else {
                guard color == nil, let written = scanner.color() else { return nil }
                color = self.color(written, resolved.style)
            }
            scanner.skipSpaces()
        }
        guard lengths.count >= 2, lengths.count < 3 || lengths[2] >= 0 else { return nil }
        return (
            Point(lengths[0], lengths[1]), lengths.count == 3 ? lengths[2] : 0,
            color ?? resolved.style.color
        )
    }
}

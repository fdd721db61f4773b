import Geometry
import Scene

extension Resolver {
    /// One primitive; nil for what is none.
    mutating func primitive(
        _ index: Int, _ known: ElementName, _ context: Context, _ reader: inout FilterReader
    ) throws(SVGError) -> FilterPrimitive? {
        guard known.rawValue.hasPrefix("fe") else { return nil }
        let resolved = try enter(index, context)
        let first = reader.input(document.attribute(.in, of: index))
        let second = reader.input(document.attribute(.in2, of: index))
        var inputs = [first]
        let operation: FilterOperation
        switch known {
        case .feBlend:
            let mode = document.attribute(.mode, of: index)?.keyword ?? "normal"
            operation = .blend(BlendMode(rawValue: mode) ?? .normal)
            inputs = [first, second]
        case .feColorMatrix: operation = .colorMatrix(colorMatrix(index))
        case .feComponentTransfer: operation = componentTransfer(index)
        case .feComposite:
            operation = .composite(composition(index))
            inputs = [first, second]
        case .feConvolveMatrix:
            guard let convolution = convolution(index) else {
                return failed(index, resolved, reader)
            }
            operation = .convolve(convolution)
        case .feDiffuseLighting, .feSpecularLighting:
            guard let lighting = lighting(index, known, resolved, reader) else {
                return failed(index, resolved, reader)
            }
            operation = lighting
        case .feDisplacementMap:
            let scale = number(.scale, index, 0)
            operation = .displacement(
                scale: reader.distance(Point(scale, scale)), x: channel(.xChannelSelector, index),
                y: channel(.yChannelSelector, index))
            inputs = [first, second]
        case .feDropShadow:
            operation = .dropShadow(
                offset: reader.distance(Point(number(.dx, index, 2), number(.dy, index, 2))),
                deviation: reader.distance(deviation(index, standard: 2)),
                color: floodColor(index))
        case .feFlood:
            operation = .flood(floodColor(index))
            inputs = []
        case .feGaussianBlur: operation = .blur(reader.distance(deviation(index, standard: 0)))
        case .feImage:
            inputs = []
            guard let picture = try filterPicture(index, resolved, reader) else {
                return failed(index, resolved, reader)
            }
            operation = .image(picture)
        case .feMerge:
            operation = .merge
            inputs = document.children(of: index)
                .filter { document.elements[$0].known == .feMergeNode }
                .map { reader.input(document.attribute(.in, of: $0)) }
        case .feMorphology:
            operation = .morphology(
                radius: reader.distance(pair(.radius, index, 0)),
                dilates: document.attribute(.operator, of: index)?.keyword == "dilate")
        case .feOffset:
            operation = .offset(
                reader.distance(Point(number(.dx, index, 0), number(.dy, index, 0))))
        case .feTile: operation = .tile
        case .feTurbulence:
            guard let turbulence = turbulence(index, reader) else {
                return failed(index, resolved, reader)
            }
            operation = .turbulence(turbulence)
            inputs = []
        default:
            reports.add(.structure, index, "is no filter primitive; it is passed over")
            return nil
        }
        return FilterPrimitive(
            operation, inputs: inputs, region: subregion(index, reader),
            isLinear: resolved.style.filtersLinearly)
    }

    /// A primitive in error gives a transparent picture.
    private func failed(
        _ index: Int, _ resolved: Resolved, _ reader: FilterReader
    ) -> FilterPrimitive {
        FilterPrimitive(
            .flood(.transparent), inputs: [], region: subregion(index, reader),
            isLinear: resolved.style.filtersLinearly)
    }

    /// A primitive's own region in pixels of the drawing; nil where it has none.
    func subregion(_ index: Int, _ reader: FilterReader) -> Rect? {
        func value(_ name: AttributeName, _ axis: Axis) -> Double? {
            guard let text = document.attribute(name, of: index), let length = Length(text) else {
                return nil
            }
            guard let bounds = reader.bounds else { return reader.lengths.resolve(length, axis) }
            let part = length.unit == .percent ? length.value / 100 : length.value
            switch name {
            case .x: return bounds.min.x + part * bounds.width
            case .y: return bounds.min.y + part * bounds.height
            case .width: return part * bounds.width
            default: return part * bounds.height
            }
        }
        let (x, y) = (value(.x, .horizontal), value(.y, .vertical))
        let (width, height) = (value(.width, .horizontal), value(.height, .vertical))
        if x == nil, y == nil, width == nil, height == nil { return nil }
        let region = reader.region
        let rect = Rect(
            x: x ?? region.min.x, y: y ?? region.min.y, width: width ?? region.width,
            height: height ?? region.height)
        guard rect.max.x > rect.min.x, rect.max.y > rect.min.y else { return nil }
        return reader.pixels(rect)
    }

    // MARK: - Numbers

    func number(_ name: AttributeName, _ index: Int, _ standard: Double) -> Double {
        document.attribute(name, of: index)?.number ?? standard
    }

    func numbers(_ name: AttributeName, _ index: Int) -> [Double]? {
        document.attribute(name, of: index)?.numbers
    }

    /// One number for both axes, or one for each.
    private func pair(_ name: AttributeName, _ index: Int, _ standard: Double) -> Point {
        guard let list = numbers(name, index), (1...2).contains(list.count) else {
            return Point(standard, standard)
        }
        return Point(list[0], list.count == 2 ? list[1] : list[0])
    }

    private func deviation(_ index: Int, standard: Double) -> Point {
        let deviation = pair(.stdDeviation, index, standard)
        // A negative one is an error, which leaves the picture as it is.
        return deviation.x < 0 || deviation.y < 0 ? .zero : deviation
    }

    private func channel(_ name: AttributeName, _ index: Int) -> FilterOperation.Channel {
        switch document.attribute(name, of: index)?.trimmed.string {
        case "R": .red
        case "G": .green
        case "B": .blue
        default: .alpha
        }
    }

    mutating func floodColor(_ index: Int) -> Color {
        color(index, .floodColor, opacity: .floodOpacity, standard: .black)
    }

    private func composition(_ index: Int) -> FilterOperation.Composition {
        switch document.attribute(.operator, of: index)?.keyword {
        case "in": .inside
        case "out": .out
        case "atop": .atop
        case "xor": .xor
        case "lighter": .lighter
        case "arithmetic":
            .arithmetic(
                number(.k1, index, 0), number(.k2, index, 0), number(.k3, index, 0),
                number(.k4, index, 0))
        default: .over
        }
    }

    private func turbulence(_ index: Int, _ reader: FilterReader) -> FilterOperation.Turbulence? {
        let frequency = pair(.baseFrequency, index, 0)
        guard frequency.x >= 0, frequency.y >= 0, let map = reader.user.inverse else { return nil }
        let seed = number(.seed, index, 0)
        return FilterOperation.Turbulence(
            frequency: frequency, octaves: octaves(index),
            seed: abs(seed) < 2e9 ? Int(seed.rounded(.towardZero)) : 0,
            stitches: document.attribute(.stitchTiles, of: index)?.keyword == "stitch",
            isFractal: document.attribute(.type, of: index)?.keyword == "fractalnoise", map: map)
    }

    /// Octaves beyond the ninth change no pixel of 8 bits.
    private func octaves(_ index: Int) -> Int {
        Int(min(max(number(.numOctaves, index, 1), 0), 9))
    }

    private mutating func convolution(_ index: Int) -> FilterOperation.Convolution? {
        var (columns, rows) = (3, 3)
        if let text = document.attribute(.order, of: index) {
            guard let order = text.numbers, (1...2).contains(order.count),
                order.allSatisfy({ $0 > 0 && $0 <= 256 && $0 == $0.rounded() })
            else { return nil }
            columns = Int(order[0])
            rows = order.count == 2 ? Int(order[1]) : columns
        }
        guard columns * rows <= Limits.kernel else {
            reports.add(
                .unsupported, index,
                "a kernel of more than \(Limits.kernel) numbers is not supported; it is transparent"
            )
            return nil
        }
        guard let kernel = numbers(.kernelMatrix, index), kernel.count == columns * rows else {
            return nil
        }
        let sum = kernel.reduce(0, +)
        var divisor = number(.divisor, index, sum)
        if divisor == 0 { divisor = sum == 0 ? 1 : sum }
        func target(_ name: AttributeName, _ extent: Int) -> Int? {
            let value = number(name, index, Double(extent / 2))
            guard value >= 0, value < Double(extent) else { return nil }
            return Int(value)
        }
        guard let x = target(.targetX, columns), let y = target(.targetY, rows) else { return nil }
        let edge: FilterOperation.Edge
        switch document.attribute(.edgeMode, of: index)?.keyword {
        case "none": edge = .none
        case "wrap": edge = .wrap
        default: edge = .same
        }
        return FilterOperation.Convolution(
            columns: columns, rows: rows, kernel: kernel, divisor: divisor,
            bias: number(.bias, index, 0), targetX: x, targetY: y, edge: edge,
            preservesAlpha: document.attribute(.preserveAlpha, of: index)?.keyword == "true")
    }
}

extension ArraySlice<UInt8> {
    /// A list of numbers, with commas or without; nil when anything else is in it.
    var numbers: [Double]? {
        var scanner = ByteScanner(trimmed)
        var numbers: [Double] = []
        while !scanner.isAtEnd {
            guard let number = scanner.number(), number.isFinite, numbers.count < 10_000 else {
                return nil
            }
            numbers.append(number)
            scanner.skipComma()
        }
        return numbers
    }
}

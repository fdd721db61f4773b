import Glibc
import Scene

extension FilterPlane {
    /// Multiplies every straight colour by a matrix of four rows of five.
    func apply(matrix: [Double]) {
        guard matrix.count == 20 else { return }
        let m = matrix.map(Float.init)
        func column(_ index: Int) -> SIMD4<Float> {
            SIMD4(m[index], m[5 + index], m[10 + index], m[15 + index])
        }
        let (r, g, b, a, one) = (column(0), column(1), column(2), column(3), column(4))
        map { pixel in
            let straight = pixel.straight
            let sum = r * straight.x + g * straight.y + b * straight.z
            return (sum + a * straight.w + one).premultiplied
        }
    }

    func apply(transfers: [FilterOperation.Transfer]) {
        let tables = transfers.map { transfer in
            (0...255).map { Float(transfer.value(Double($0) / 255)) }
        }
        map { pixel in
            var straight = pixel.straight.clamped(lowerBound: .zero, upperBound: .one)
            for channel in 0..<4 {
                straight[channel] = tables[channel][Int((straight[channel] * 255).rounded())]
            }
            return straight.premultiplied
        }
    }

    /// Lays this picture over another one and keeps the result.
    func compose(_ operation: FilterOperation.Composition, over below: FilterPlane) {
        for index in pixels.indices {
            let (a, b) = (pixels[index], below.pixels[index])
            switch operation {
            case .over: pixels[index] = a + b * (1 - a.w)
            case .inside: pixels[index] = a * b.w
            case .out: pixels[index] = a * (1 - b.w)
            case .atop: pixels[index] = a * b.w + b * (1 - a.w)
            case .xor: pixels[index] = a * (1 - b.w) + b * (1 - a.w)
            case .lighter: pixels[index] = (a + b).clamped(lowerBound: .zero, upperBound: .one)
            case .arithmetic(let k1, let k2, let k3, let k4):
                let sum = a * b * Float(k1) + a * Float(k2) + b * Float(k3) + Float(k4)
                let limited = sum.clamped(lowerBound: .zero, upperBound: .one)
                pixels[index] = pointwiseMin(limited, SIMD4(repeating: limited.w))
            }
        }
    }

    /// Blends this picture with another one below it (Compositing and Blending 1, 5.1).
    func blend(_ mode: BlendMode, over below: FilterPlane) {
        for index in pixels.indices {
            let (top, base) = (pixels[index], below.pixels[index])
            guard mode != .normal, top.w > 0, base.w > 0 else {
                pixels[index] = top + base * (1 - top.w)
                continue
            }
            let mixed = mode.mix(base.straight, top.straight)
            var result = top * (1 - base.w) + base * (1 - top.w) + mixed * (top.w * base.w)
            result.w = top.w + base.w - top.w * base.w
            pixels[index] = result
        }
    }
}

extension SIMD4<Float> {
    /// The colour without its alpha multiplied in; zero where nothing is.
    var straight: SIMD4<Float> {
        guard w > 0 else { return .zero }
        var result = self / w
        result.w = w
        return result
    }

    /// The other way round, within range.
    var premultiplied: SIMD4<Float> {
        let limited = clamped(lowerBound: .zero, upperBound: .one)
        var result = limited * limited.w
        result.w = limited.w
        return result
    }
}

extension FilterOperation.Transfer {
    /// The function at a value of 0...1 (Filter Effects 1, 9.7).
    func value(_ value: Double) -> Double {
        switch self {
        case .identity: return value
        case .table(let table):
            guard table.count > 1 else { return table.first ?? value }
            let place = value * Double(table.count - 1)
            let index = min(Int(place), table.count - 2)
            return table[index] + (place - Double(index)) * (table[index + 1] - table[index])
        case .discrete(let table):
            guard !table.isEmpty else { return value }
            return table[min(Int(value * Double(table.count)), table.count - 1)]
        case .linear(let slope, let intercept): return slope * value + intercept
        case .gamma(let amplitude, let exponent, let offset):
            return amplitude * pow(value, exponent) + offset
        }
    }
}

import Glibc
import Scene

extension Resolver {
    func colorMatrix(_ index: Int) -> [Double] {
        let values = numbers(.values, index)
        switch document.attribute(.type, of: index)?.keyword {
        case "saturate":
            let amount = values?.count == 1 ? values?[0] ?? 1 : 1
            return ColorMatrix.saturation(max(amount, 0))
        case "huerotate":
            return ColorMatrix.hueRotation(degrees: values?.count == 1 ? values?[0] ?? 0 : 0)
        case "luminancetoalpha": return ColorMatrix.luminanceToAlpha
        default:
            guard let values, values.count == 20 else { return ColorMatrix.identity }
            return values
        }
    }

    func componentTransfer(_ index: Int) -> FilterOperation {
        var functions: [ElementName: FilterOperation.Transfer] = [:]
        for child in document.children(of: index) {
            guard let known = document.elements[child].known,
                [.feFuncR, .feFuncG, .feFuncB, .feFuncA].contains(known)
            else { continue }
            functions[known] = transfer(child)
        }
        return .componentTransfer(
            red: functions[.feFuncR] ?? .identity, green: functions[.feFuncG] ?? .identity,
            blue: functions[.feFuncB] ?? .identity, alpha: functions[.feFuncA] ?? .identity)
    }

    private func transfer(_ index: Int) -> FilterOperation.Transfer {
        let table = numbers(.tableValues, index) ?? []
        switch document.attribute(.type, of: index)?.keyword {
        case "table": return table.isEmpty ? .identity : .table(table)
        case "discrete": return table.isEmpty ? .identity : .discrete(table)
        case "linear":
            return .linear(slope: number(.slope, index, 1), intercept: number(.intercept, index, 0))
        case "gamma":
            return .gamma(
                amplitude: number(.amplitude, index, 1), exponent: number(.exponent, index, 1),
                offset: number(.offset, index, 0))
        default: return .identity
        }
    }
}

/// The matrices that Filter Effects 1 gives names to (9.6 and 13).
enum ColorMatrix {
    static let identity: [Double] = [
        1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1, 0,
    ]

    static let luminanceToAlpha: [Double] = [
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0.2125, 0.7154, 0.0721, 0, 0,
    ]

    static func saturation(_ s: Double) -> [Double] {
        [
            0.213 + 0.787 * s, 0.715 - 0.715 * s, 0.072 - 0.072 * s, 0, 0,
            0.213 - 0.213 * s, 0.715 + 0.285 * s, 0.072 - 0.072 * s, 0, 0,
            0.213 - 0.213 * s, 0.715 - 0.715 * s, 0.072 + 0.928 * s, 0, 0,
            0, 0, 0, 1, 0,
        ]
    }

    static func hueRotation(degrees: Double) -> [Double] {
        let (c, s) = (cos(degrees * .pi / 180), sin(degrees * .pi / 180))
        return [
            0.213 + c * 0.787 - s * 0.213, 0.715 - c * 0.715 - s * 0.715,
            0.072 - c * 0.072 + s * 0.928, 0, 0,
            0.213 - c * 0.213 + s * 0.143, 0.715 + c * 0.285 + s * 0.140,
            0.072 - c * 0.072 - s * 0.283, 0, 0,
            0.213 - c * 0.213 - s * 0.787, 0.715 - c * 0.715 + s * 0.715,
            0.072 + c * 0.928 + s * 0.072, 0, 0,
            0, 0, 0, 1, 0,
        ]
    }

    static func grayscale(_ amount: Double) -> [Double] {
        let r = 1 - min(amount, 1)
        return [
            0.2126 + 0.7874 * r, 0.7152 - 0.7152 * r, 0.0722 - 0.0722 * r, 0, 0,
            0.2126 - 0.2126 * r, 0.7152 + 0.2848 * r, 0.0722 - 0.0722 * r, 0, 0,
            0.2126 - 0.2126 * r, 0.7152 - 0.7152 * r, 0.0722 + 0.9278 * r, 0, 0,
            0, 0, 0, 1, 0,
        ]
    }

    static func sepia(_ amount: Double) -> [Double] {
        let r = 1 - min(amount, 1)
        return [
            0.393 + 0.607 * r, 0.769 - 0.769 * r, 0.189 - 0.189 * r, 0, 0,
            0.349 - 0.349 * r, 0.686 + 0.314 * r, 0.168 - 0.168 * r, 0, 0,
            0.272 - 0.272 * r, 0.534 - 0.534 * r, 0.131 + 0.869 * r, 0, 0,
            0, 0, 0, 1, 0,
        ]
    }
}

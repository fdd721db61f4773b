import Inference
import Storage

extension Quantization {
    /// "scale 0.0078125, zero point 128", or how many of them go along which axis.
    var text: String {
        guard isPerChannel else { return "scale \(scale), zero point \(zeroPoint)" }
        return "\(scales.count) scales along axis \(dimension)"
    }

    var json: JSONValue {
        .object([
            ("scales", .array(scales.map { .number(Double($0)) })),
            ("zeroPoints", .array(zeroPoints.map { .integer($0) })),
            ("dimension", .integer(dimension)),
        ])
    }
}

extension Shape {
    var json: JSONValue { .array(dimensions.map { .integer($0) }) }

    /// The shape as reports show it, with `?` for the extents that may be chosen at run time.
    func text(signature: [Int]) -> String {
        guard signature.count == rank, signature.contains(-1) else { return description }
        let extents = zip(dimensions, signature).map { $1 == -1 ? "\($0)?" : "\($0)" }
        return "[\(extents.joined(separator: ", "))]"
    }
}

extension TensorInfo {
    /// "0 image float32 [1, 257, 257, 3]", by the number among the inputs or outputs.
    func text(number: Int) -> String {
        "\(number) \(name.printable) \(type) \(shape.text(signature: shapeSignature))"
    }
}

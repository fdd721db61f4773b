import Geometry
import Rendering
import Scene

/// The text of a filter.
struct FilterText {
    let writer: SVGDocumentWriter
    let track: FilterTrack
    /// From the drawing's pixels to the picture's.
    let transform: Affine
    private(set) var content = ""
    private let keyframes: [FilterTrack.Keyframe]

    typealias Attributes = [(name: String, text: String)]

    init(writer: SVGDocumentWriter, track: FilterTrack, transform: Affine) {
        self.writer = writer
        self.track = track
        self.transform = transform
        keyframes = track.keyframes
        if track.filter.primitives.contains(where: { $0.inputs.contains(.transparent) }) {
            content += "<feFlood flood-opacity=\"0\" result=\"none\"/>\n"
        }
    }

    // MARK: - What moves

    func moving(_ name: String, _ value: (FilterPlace) -> String) -> Moving {
        Moving(
            name: name, isStepped: false, values: keyframes.map { ($0.frame, value($0.place)) })
    }

    func length(_ name: String, _ value: @escaping (FilterPlace) -> Double) -> Moving {
        moving(name) { writer.fine(value($0)) }
    }

    func pair(_ name: String, _ value: Point) -> Moving {
        moving(name) {
            let scaled = value * $0.scale
            return "\(writer.fine(scaled.x)) \(writer.fine(scaled.y))"
        }
    }

    func offset(_ value: Point) -> [Moving] {
        [length("dx") { value.x * $0.scale.x }, length("dy") { value.y * $0.scale.y }]
    }

    func place(_ region: Rect) -> [Moving] {
        func rect(_ place: FilterPlace) -> Rect {
            var rect = Rect.empty
            rect.include(place.map.apply(region.min))
            rect.include(place.map.apply(region.max))
            return rect
        }
        return [
            length("x") { rect($0).min.x }, length("y") { rect($0).min.y },
            length("width") { rect($0).width }, length("height") { rect($0).height },
        ]
    }

    /// An element whose attributes may move.
    func element(
        _ name: String, _ attributes: Attributes, moving: [Moving] = [], content: String = ""
    ) -> String {
        var text = "<\(name)"
        for attribute in attributes { text += " \(attribute.name)=\"\(attribute.text)\"" }
        var inner = content
        for one in moving {
            guard let first = one.values.first else { continue }
            text += " \(one.name)=\"\(first.text)\""
            if one.values.contains(where: { $0.text != first.text }) {
                inner += writer.animate(one)
            }
        }
        return text + (inner.isEmpty ? "/>\n" : ">\n\(inner)</\(name)>\n")
    }

    // MARK: - Primitives

    static func name(_ input: FilterPrimitive.Input) -> String {
        switch input {
        case .source: "SourceGraphic"
        case .sourceAlpha: "SourceAlpha"
        case .result(let number): "r\(number)"
        case .transparent: "none"
        }
    }

    mutating func append(_ primitive: FilterPrimitive, number: Int) throws {
        let (name, own, moving, inner) = try parts(primitive)
        var attributes: Attributes = []
        if case .merge = primitive.operation {
        } else {
            for (place, input) in primitive.inputs.prefix(2).enumerated() {
                attributes.append((place == 0 ? "in" : "in2", Self.name(input)))
            }
        }
        attributes += own
        attributes.append(("result", "r\(number)"))
        if !primitive.isLinear { attributes.append(("color-interpolation-filters", "sRGB")) }
        var all = moving
        if let region = primitive.region { all += place(region) }
        content += element(name, attributes, moving: all, content: inner)
    }
}

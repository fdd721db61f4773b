import Geometry
import Storage

/// Values of Lottie's properties, still or with keyframes that run straight.
enum LottieValue {
    /// Digits behind the point are what SVG's have.
    static func number(_ value: Double) -> JSONValue {
        .number(value.isFinite ? (value * 1000).rounded() / 1000 : 0)
    }

    /// With more digits, for shares of a whole.
    static func fineNumber(_ value: Double) -> JSONValue {
        .number(value.isFinite ? (value * 1_000_000).rounded() / 1_000_000 : 0)
    }

    static func still(_ value: Double) -> JSONValue {
        .object([("a", .integer(0)), ("k", number(value))])
    }

    static func still(_ values: [Double]) -> JSONValue {
        .object([("a", .integer(0)), ("k", .array(values.map(number)))])
    }

    /// A property of keyframes; still when there is one.
    static func moving(_ keyframes: [(frame: Int, value: JSONValue)], wrapped: Bool) -> JSONValue {
        guard keyframes.count > 1 else {
            return .object([("a", .integer(0)), ("k", keyframes.first?.value ?? .null)])
        }
        // Straight from one to the next: the easing's handles lie on the diagonal.
        let handle = { (share: Double) in
            JSONValue.object([("x", .number(share)), ("y", .number(share))])
        }
        func value(_ place: Int) -> JSONValue {
            let value = keyframes[place].value
            if wrapped { return .array([value]) }
            if case .array = value { return value }
            return .array([value])
        }
        let list = keyframes.indices.map { place -> JSONValue in
            let start: [(String, JSONValue)] = [
                ("t", .integer(keyframes[place].frame)), ("s", value(place)),
            ]
            guard place + 1 < keyframes.count else { return .object(start) }
            return .object(
                start + [("i", handle(2.0 / 3)), ("o", handle(1.0 / 3))])
        }
        return .object([("a", .integer(1)), ("k", .array(list))])
    }

    /// Opacity that is all or nothing.
    static func steps(_ track: SwitchTrack) -> JSONValue {
        guard track.changes.count > 1 else {
            return still(track.changes.first?.isOn == false ? 0 : 100)
        }
        let list = track.changes.map { change -> JSONValue in
            .object([
                ("t", .integer(change.frame)), ("s", .array([.integer(change.isOn ? 100 : 0)])),
                ("h", .integer(1)),
            ])
        }
        return .object([("a", .integer(1)), ("k", .array(list))])
    }

    /// A layer's transform; what is not given stands still.
    static func transform(
        opacity: JSONValue, place: JSONValue = still([0, 0, 0]),
        anchor: JSONValue = still([0, 0, 0]), rotation: JSONValue = still(0),
        scale: JSONValue = still([100, 100, 100])
    ) -> JSONValue {
        .object([
            ("o", opacity), ("r", rotation), ("p", place), ("a", anchor), ("s", scale),
        ])
    }

    /// A shape's transform; `map` leaves the origin where it is.
    static func shapeTransform(opacity: JSONValue, map: Affine? = nil) -> JSONValue {
        let parts = Parts(map ?? .identity)
        return .object([
            ("ty", .string("tr")), ("p", still([0, 0])), ("a", still([0, 0])),
            ("s", still([100 * parts.scaleX, 100 * parts.scaleY])), ("r", still(parts.rotation)),
            ("o", opacity), ("sk", still(parts.skew)), ("sa", still(0)),
        ])
    }

    /// A linear map as Lottie has it: first scaled, then skewed along x, then turned.
    private struct Parts {
        let scaleX: Double
        let scaleY: Double
        /// In degrees.
        let rotation: Double
        let skew: Double

        init(_ map: Affine) {
            let length = (map.a * map.a + map.b * map.b).squareRoot()
            guard length > 0 else {
                (scaleX, scaleY, rotation, skew) = (1, 1, 0, 0)
                return
            }
            scaleX = length
            scaleY = map.determinant / length
            rotation = Point(map.a, map.b).angle * 180 / .pi
            // What is left of the second column along the first, per length of the second.
            let along = (map.a * map.c + map.b * map.d) / length
            skew = -Point(scaleY, along).angle * 180 / .pi
        }
    }
}

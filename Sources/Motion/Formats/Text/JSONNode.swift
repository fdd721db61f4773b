import CSimdJSON
import Geometry

/// A value of JSON as it was read, for formats whose values are small and of many shapes.
package indirect enum JSONNode: Sendable {
    case null
    case bool(Bool)
    case number(Double)
    case string(String)
    case array([JSONNode])
    case object([(name: String, value: JSONNode)])
}

/// A value that is not what its format asks for, and where it stands within the value looked at.
package struct FieldError: Error {
    /// "people[0].pose_keypoints_2d"; empty for the value itself.
    package var place: String
    package var message: String

    /// The error as seen from the value that holds the one at fault.
    func inside(_ name: String) -> Self {
        let joint = place.isEmpty || place.hasPrefix("[") ? "" : "."
        return Self(place: name + joint + place, message: message)
    }
}

extension JSONNode {
    /// What the value is, as an error says it.
    var kind: String {
        switch self {
        case .null: "null"
        case .bool(let value): "\(value)"
        case .number(let value): "the number \(value)"
        case .string(let text): "the text \"\(shown(String(text.prefix(24))))\""
        case .array: "a list"
        case .object: "an object"
        }
    }

    private func mismatch(_ expected: String) -> FieldError {
        FieldError(place: "", message: "must be \(expected), not \(kind)")
    }

    /// The member of that name; nil when it is missing or null, or when the value is no object.
    package subscript(_ name: String) -> JSONNode? {
        guard case .object(let members) = self,
            let member = members.first(where: { $0.name == name })
        else { return nil }
        if case .null = member.value { return nil }
        return member.value
    }

    /// The first of those members that is there.
    subscript(anyOf names: [String]) -> (name: String, value: JSONNode)? {
        for name in names {
            if let value = self[name] { return (name, value) }
        }
        return nil
    }

    package func elements() throws(FieldError) -> [JSONNode] {
        guard case .array(let elements) = self else { throw mismatch("a list") }
        return elements
    }

    package func number() throws(FieldError) -> Double {
        guard case .number(let value) = self else { throw mismatch("a number") }
        return value
    }

    package func text() throws(FieldError) -> String {
        guard case .string(let text) = self else { throw mismatch("a text") }
        return text
    }

    /// A coordinate in pixels, or in fractions of a picture.
    func coordinate() throws(FieldError) -> Double {
        let value = try number()
        guard abs(value) <= FormatLimits.coordinate else {
            throw FieldError(
                place: "", message: "\(value) lies outside of any picture; is it a coordinate?")
        }
        return value
    }

    /// Reads a member that must be there.
    package func read<Value>(
        _ name: String, _ body: (JSONNode) throws(FieldError) -> Value
    ) throws(FieldError) -> Value {
        guard case .object = self else { throw mismatch("an object") }
        guard let value = self[name] else {
            throw FieldError(place: name, message: "is missing")
        }
        do {
            return try body(value)
        } catch {
            throw error.inside(name)
        }
    }

    /// Reads a member that may be missing or null.
    package func readIfPresent<Value>(
        _ name: String, _ body: (JSONNode) throws(FieldError) -> Value
    ) throws(FieldError) -> Value? {
        guard self[name] != nil else { return nil }
        return try read(name, body)
    }

    /// Reads every element of a list.
    func readEach<Value>(
        _ body: (JSONNode) throws(FieldError) -> Value
    ) throws(FieldError) -> [Value] {
        var values: [Value] = []
        for (index, element) in try elements().enumerated() {
            do {
                values.append(try body(element))
            } catch {
                throw error.inside("[\(index)]")
            }
        }
        return values
    }

    /// A list of coordinates.
    func coordinates() throws(FieldError) -> [Double] {
        try readEach { element throws(FieldError) in try element.coordinate() }
    }

    /// Whether the value is an object.
    package var isObject: Bool {
        if case .object = self { true } else { false }
    }

    /// Whether the value is a list.
    var isArray: Bool {
        if case .array = self { true } else { false }
    }
}

/// What keeps damaged or foreign files from filling the memory.
enum FormatLimits {
    /// The largest text that is read whole, unpacked.
    static let textSize = 256 << 20
    /// The coordinate furthest from zero, as in a clip.
    static let coordinate = 1e7
    /// The largest value that is taken apart at once, such as a frame: some hundred times what one
    /// takes, and little enough for the tree it becomes.
    static let valueSize = 8 << 20
    /// The most people in a frame, as in a clip.
    static let people = Int(CSIMDJSON_PEOPLE)
    /// The most frames that one recording may have.
    static let frames = 1_000_000
}

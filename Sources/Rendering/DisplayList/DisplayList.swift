import Scene

/// What is to be painted, in order: a drawing's tree made flat.
///
/// It depends on the drawing alone, so it is made once for a clip; what a single frame hides is
/// skipped while drawing. Groups appear only where content must be composed before it is faded.
public struct DisplayList: Sendable, Equatable {
    public enum Command: Sendable, Equatable {
        /// Paints the inside of a shape; `opacity` multiplies the paint's own.
        case fill(shape: Int, opacity: Double)
        /// Paints the outline of a shape; `opacity` multiplies the paint's own.
        case stroke(shape: Int, opacity: Double)
        /// What follows is composed apart, up to the matching `endGroup`.
        case beginGroup
        /// Lays the composed group over what was there before.
        case endGroup(opacity: Double)

        /// The shape that is painted; nil for the commands of groups.
        var shape: Int? {
            switch self {
            case .fill(let shape, _), .stroke(let shape, _): shape
            case .beginGroup, .endGroup: nil
            }
        }
    }

    public private(set) var commands: [Command]

    /// Groups deeper than this share their parent's layer: a layer costs a picture's memory.
    static let deepestGroup = 64

    /// Lists what is painted of `drawing`.
    ///
    /// Left out is what can never show: nodes that are not displayed, invisible shapes, paints
    /// and groups without opacity, strokes without width.
    ///
    /// - Parameter isIncluded: which shapes to paint, by index; all by default.
    public init(_ drawing: Drawing, including isIncluded: (Int) -> Bool = { _ in true }) {
        var builder = DisplayListBuilder(drawing: drawing)
        builder.appendTree(including: isIncluded)
        commands = builder.commands
    }
}

extension DisplayList: CustomStringConvertible {
    /// One command a line, groups indented: `fill 3`, `stroke 3 opacity 0.5`, `group`, `end 0.5`.
    public var description: String {
        var depth = 0
        var lines: [String] = []
        for command in commands {
            if case .endGroup = command { depth -= 1 }
            lines.append(String(repeating: "  ", count: depth) + command.description)
            if case .beginGroup = command { depth += 1 }
        }
        return lines.joined(separator: "\n")
    }
}

extension DisplayList.Command: CustomStringConvertible {
    public var description: String {
        switch self {
        case .fill(let shape, let opacity):
            opacity == 1 ? "fill \(shape)" : "fill \(shape) opacity \(opacity)"
        case .stroke(let shape, let opacity):
            opacity == 1 ? "stroke \(shape)" : "stroke \(shape) opacity \(opacity)"
        case .beginGroup: "group"
        case .endGroup(let opacity): "end \(opacity)"
        }
    }
}

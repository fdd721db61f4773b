import Scene

/// What is to be painted, in order: a drawing's tree made flat.
///
/// It depends on the drawing alone, so it is made once for a clip; what a single frame hides is
/// skipped while drawing. Layers appear only where content must be composed before it is faded,
/// filtered, cut or mixed. Everything that begins ends, properly nested.
public struct DisplayList: Sendable, Equatable {
    public enum Command: Sendable, Equatable {
        /// Paints the inside of a shape; `opacity` multiplies the paint's own.
        case fill(shape: Int, opacity: Double)
        /// Paints the outline of a shape; `opacity` multiplies the paint's own.
        case stroke(shape: Int, opacity: Double)
        /// Paints a shape's texture.
        case texture(shape: Int, opacity: Double)
        /// What follows is composed apart, up to the matching `endGroup`.
        case beginGroup
        /// Lays the composed group over what was there before.
        case endGroup(opacity: Double, blend: BlendMode)
        /// What follows is composed apart and then filtered.
        case beginFilters
        /// Lays what the filters make of it over what was there before.
        case endFilters([Filter])
        /// What follows is composed apart to cut the group that it stands in.
        case beginStencil
        /// Leaves of that group what the stencil lets through.
        case endStencil(Stencil.Measure)
        /// What follows is cut by the inside of one shape.
        case beginClip(shape: Int)
        case endClip

        /// The shape that is painted or cuts; nil for all other commands.
        var shape: Int? {
            switch self {
            case .fill(let shape, _), .stroke(let shape, _), .texture(let shape, _),
                .beginClip(let shape):
                shape
            default: nil
            }
        }

        /// Whether the commands up to the matching end belong to it.
        var begins: Bool {
            switch self {
            case .beginGroup, .beginFilters, .beginStencil, .beginClip: true
            default: false
            }
        }

        var ends: Bool {
            switch self {
            case .endGroup, .endFilters, .endStencil, .endClip: true
            default: false
            }
        }
    }

    public private(set) var commands: [Command]

    /// Groups deeper than this share their parent's layer: a layer costs a picture's memory.
    static let deepestGroup = Drawing.deepestLayer

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

    /// Some commands of a list; each that begins something comes with its end.
    init(commands: some Sequence<Command>) { self.commands = Array(commands) }
}

extension DisplayList: CustomStringConvertible {
    /// One command a line, layers indented: `fill 3`, `stroke 3 opacity 0.5`, `group`, `end 0.5`.
    public var description: String {
        var depth = 0
        var lines: [String] = []
        for command in commands {
            if command.ends { depth -= 1 }
            lines.append(String(repeating: "  ", count: depth) + command.description)
            if command.begins { depth += 1 }
        }
        return lines.joined(separator: "\n")
    }
}

extension DisplayList.Command: CustomStringConvertible {
    public var description: String {
        switch self {
        case .fill(let shape, let opacity): Self.paint("fill", shape, opacity)
        case .stroke(let shape, let opacity): Self.paint("stroke", shape, opacity)
        case .texture(let shape, let opacity): Self.paint("texture", shape, opacity)
        case .beginGroup: "group"
        case .endGroup(let opacity, .normal): "end \(opacity)"
        case .endGroup(let opacity, let blend): "end \(opacity) \(blend.rawValue)"
        case .beginFilters: "filter"
        case .endFilters(let filters):
            "end " + filters.flatMap(\.primitives).map(\.operation.name).joined(separator: " ")
        case .beginStencil: "stencil"
        case .endStencil(let measure): "end \(measure)"
        case .beginClip(let shape): "clip \(shape)"
        case .endClip: "end"
        }
    }

    private static func paint(_ verb: String, _ shape: Int, _ opacity: Double) -> String {
        opacity == 1 ? "\(verb) \(shape)" : "\(verb) \(shape) opacity \(opacity)"
    }
}

extension FilterOperation {
    /// The operation's name, without its numbers.
    fileprivate var name: String {
        String("\(self)".prefix { $0 != "(" })
    }
}

import Rendering
import Scene

/// A display list as a tree, for formats that nest.
indirect enum PaintNode {
    case fill(shape: Int, opacity: Double)
    case stroke(shape: Int, opacity: Double)
    case texture(shape: Int, opacity: Double)
    /// Composed apart, then cut by the stencils, faded and mixed.
    case group([PaintNode], stencils: [Stencils], opacity: Double, blend: BlendMode)
    /// Cut by the inside of one shape.
    case clip(shape: Int, [PaintNode])
    case filter([Filter], [PaintNode])

    struct Stencils {
        var measure: Stencil.Measure
        var content: [PaintNode]
    }

    /// The tree of what is painted of a drawing.
    static func tree(of drawing: Drawing, shapes: Set<Int>?) -> [PaintNode] {
        let list = DisplayList(drawing) { shapes?.contains($0) ?? true }
        var reader = Reader(commands: list.commands)
        return reader.level().nodes
    }

    /// Reads commands level by level; layers are limited in depth, so recursion is too.
    private struct Reader {
        let commands: [DisplayList.Command]
        var index = 0

        mutating func level() -> (nodes: [PaintNode], stencils: [Stencils]) {
            var nodes: [PaintNode] = []
            var stencils: [Stencils] = []
            while index < commands.count {
                let command = commands[index]
                index += 1
                switch command {
                case .fill(let shape, let opacity):
                    nodes.append(.fill(shape: shape, opacity: opacity))
                case .stroke(let shape, let opacity):
                    nodes.append(.stroke(shape: shape, opacity: opacity))
                case .texture(let shape, let opacity):
                    nodes.append(.texture(shape: shape, opacity: opacity))
                case .beginGroup:
                    let inner = level()
                    if case .endGroup(let opacity, let blend) = ending {
                        nodes.append(
                            .group(
                                inner.nodes, stencils: inner.stencils, opacity: opacity,
                                blend: blend))
                    }
                case .beginFilters:
                    let inner = level()
                    if case .endFilters(let filters) = ending {
                        nodes.append(.filter(filters, inner.nodes))
                    }
                case .beginStencil:
                    let inner = level()
                    if case .endStencil(let measure) = ending {
                        stencils.append(Stencils(measure: measure, content: inner.nodes))
                    }
                case .beginClip(let shape):
                    let inner = level()
                    nodes.append(.clip(shape: shape, inner.nodes))
                case .endGroup, .endFilters, .endStencil, .endClip: return (nodes, stencils)
                }
            }
            return (nodes, stencils)
        }

        /// The command that ended the level that was read last.
        private var ending: DisplayList.Command? { index > 0 ? commands[index - 1] : nil }
    }
}

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
    /// Filtered, one filter after the other; layers are counted in the order in which they begin.
    case filter(layer: Int, [Filter], [PaintNode])

    struct Stencils {
        var measure: Stencil.Measure
        var content: [PaintNode]
    }

    /// The tree of what a list paints.
    static func tree(of list: DisplayList) -> [PaintNode] {
        var reader = Reader(commands: list.commands)
        return reader.level().nodes
    }

    /// The filters of every filtered layer, in the order in which they begin.
    static func filters(of list: DisplayList) -> [[Filter]] {
        func collect(_ nodes: [PaintNode], _ found: inout [Int: [Filter]]) {
            for node in nodes {
                switch node {
                case .fill, .stroke, .texture: break
                case .clip(_, let inner): collect(inner, &found)
                case .filter(let layer, let filters, let inner):
                    found[layer] = filters
                    collect(inner, &found)
                case .group(let inner, let stencils, _, _):
                    collect(inner, &found)
                    for stencil in stencils { collect(stencil.content, &found) }
                }
            }
        }
        var found: [Int: [Filter]] = [:]
        collect(tree(of: list), &found)
        return found.sorted { $0.key < $1.key }.map(\.value)
    }

    /// The shapes that nodes paint or cut by, in order.
    static func shapes(in nodes: [PaintNode]) -> [Int] {
        nodes.flatMap { node -> [Int] in
            switch node {
            case .fill(let shape, _), .stroke(let shape, _), .texture(let shape, _): [shape]
            case .clip(let shape, let inner): shapes(in: inner) + [shape]
            case .filter(_, _, let inner): shapes(in: inner)
            case .group(let inner, let stencils, _, _):
                shapes(in: inner) + stencils.flatMap { shapes(in: $0.content) }
            }
        }
    }

    /// Reads commands level by level; layers are limited in depth, so recursion is too.
    private struct Reader {
        let commands: [DisplayList.Command]
        var index = 0
        var filteredLayers = 0

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
                    let layer = filteredLayers
                    filteredLayers += 1
                    let inner = level()
                    if case .endFilters(let filters) = ending {
                        nodes.append(.filter(layer: layer, filters, inner.nodes))
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

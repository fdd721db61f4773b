import Geometry
import Motion
import Rigging
import SVG
import Scene

/// A character ready to move: its drawing, bound to a rig.
public struct RiggedCharacter: Sendable {
    /// The file's path or the name given.
    public let name: String
    public let drawing: Drawing
    public let binding: Binding

    /// Reads an SVG file and binds it.
    ///
    /// - Parameters:
    ///   - rig: the rig to use; nil to choose the largest built-in one whose joints are
    ///   all there.
    ///   - weights: how much each bone moves a point; nil for Pose Animator's law.
    ///   - options: how the file is read.
    /// - Throws: `SVGError`, `RiggingError`.
    public init(
        path: String, rig: Rig? = nil, weights: (any WeightRule)? = nil,
        options: SVGOptions = SVGOptions()
    ) throws {
        try self.init(
            name: path, drawing: try SVGReader.read(path: path, options: options), rig: rig,
            weights: weights)
    }

    /// Binds a drawing.
    ///
    /// - Throws: `RiggingError`.
    public init(
        name: String, drawing: Drawing, rig: Rig? = nil, weights: (any WeightRule)? = nil
    ) throws(RiggingError) {
        self.name = name
        self.drawing = drawing
        binding = try Binding(drawing, rig: rig, weights: weights, source: name)
    }

    /// The character as plug-ins' deformers read it.
    var tables: CharacterTables { CharacterTables(binding, drawing: drawing, name: name) }

    /// Everything to tell the author: first about the document, then about the rig.
    public var diagnostics: [Diagnostic] { drawing.diagnostics + binding.diagnostics }
}

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
    ///   - options: how the file is read.
    /// - Throws: `SVGError`, `RiggingError`.
    public init(path: String, rig: Rig? = nil, options: SVGOptions = SVGOptions()) throws {
        try self.init(
            name: path, drawing: try SVGReader.read(path: path, options: options), rig: rig)
    }

    /// Binds a drawing.
    ///
    /// - Throws: `RiggingError`.
    public init(name: String, drawing: Drawing, rig: Rig? = nil) throws(RiggingError) {
        self.name = name
        self.drawing = drawing
        binding = try Binding(drawing, rig: rig, source: name)
    }

    /// Everything to tell the author: first about the document, then about the rig.
    public var diagnostics: [Diagnostic] { drawing.diagnostics + binding.diagnostics }
}

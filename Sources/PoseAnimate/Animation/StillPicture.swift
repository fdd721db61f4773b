import Rendering
import Scene

/// A drawing as it stands, in its rest pose.
public enum StillPicture {
    /// Draws all of `drawing`, scaled to the picture's size.
    ///
    /// - Parameter options: size, background and renderer; the clip's size is the drawing's own.
    /// - Throws: `PoseAnimateError`, `RenderingError`.
    public static func draw(
        _ drawing: Drawing, options: AnimationOptions = AnimationOptions(),
        registry: Registry = .builtIn
    ) throws -> PixelBuffer {
        let layout = try PictureLayout(clip: drawing.size, size: options.pictureSize)
        let renderer = try registry.makeRenderer(
            options.renderer,
            Registry.RendererRequest(
                drawing: drawing,
                placement: Placement(transform: layout.transform, background: options.background)))
        let buffer = try PixelBuffer.validated(width: layout.width, height: layout.height)
        try renderer.render(SceneFrame(restPoseOf: drawing), into: buffer)
        return buffer
    }
}

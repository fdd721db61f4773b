import CPoseAnimatePlugin
import Geometry
import PluginInterface
import PluginKit
import Scene

/// The stages of this module that are made and called as those of plug-ins are.
package let builtInRenderingStages = BuiltInPlugin([CairoStage.self])

/// Cairo as a stage. It is told of drawings, scenes and pictures as plug-ins are, and finds behind
/// `host_data` what the interface has no words for: filters, masks, patterns, pictures.
struct CairoStage: RendererPlugin {
    static let about = About("cairo", "Cairo, antialiased, 8 bits a channel, sRGB")

    private let renderer: CairoRenderer

    init(_ setup: Setup<RendererRequest>) throws {
        let request = setup.request.pointee
        guard let data = request.drawing?.pointee.host_data else { throw Self.stranger }
        let original = Unmanaged<DrawingTables.Original>.fromOpaque(data).takeUnretainedValue()
        renderer = CairoRenderer(
            drawing: original.drawing, list: original.list,
            placement: Placement(
                transform: Affine(request.transform),
                background: request.has_background == 0 ? nil : Color(request.background)))
    }

    mutating func render(_ scene: PluginKit.Scene, into picture: PluginKit.Picture) throws {
        guard let frame = scene.hostData?.assumingMemoryBound(to: SceneFrame.self),
            let data = picture.hostData
        else { throw Self.stranger }
        let target = Unmanaged<PixelBuffer>.fromOpaque(data).takeUnretainedValue()
        do throws(RenderingError) {
            try renderer.render(frame.pointee, into: target)
        } catch {
            throw PluginFailure(error.kind == .badSize ? .usage : .fault, error.message)
        }
    }

    private static let stranger = PluginFailure(.fault, "is called by another engine than its own")
}

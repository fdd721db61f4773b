import CPoseAnimatePlugin
import PluginInterface
import PluginKit
import Scene

/// A renderer of a plug-in's.
package final class PluginRenderer: Renderer {
    private let renderer: StageHandle<pa_renderer>
    private let tables: DrawingTables
    private let draw:
        @convention(c) (
            UnsafePointer<pa_renderer>?, UnsafePointer<pa_scene>?, UnsafePointer<pa_picture>?
        ) -> pa_status

    /// - Parameters:
    ///   - values: the options' values, as users write them.
    ///   - list: what is painted; made from the same drawing.
    /// - Throws: `usage` for values that do not fit; what the plug-in answers.
    package init(
        _ stage: PluginStage, values: [String: String], drawing: Drawing, list: DisplayList,
        placement: Placement
    ) throws(PluginError) {
        tables = DrawingTables(drawing, list: list)
        var request = pa_renderer_request()
        request.size = MemoryLayout<pa_renderer_request>.size
        request.drawing = tables.drawing
        request.transform = placement.transform.row
        request.has_background = placement.background == nil ? 0 : 1
        request.background = (placement.background ?? .transparent).row
        renderer = try stage.make(
            pa_renderer.self, values: values,
            request: UnsafeRawPointer(tables.memory.value(request)), memory: tables.memory)
        draw = try renderer.require("render", renderer.functions.render)
    }

    package func render(
        _ frame: SceneFrame, into target: PixelBuffer
    ) throws(RenderingError) {
        let status = target.withPicture { picture in
            frame.withScene { scene in
                renderer.ask { draw(renderer.pointer, scene, picture) }
            }
        }
        do throws(PluginError) {
            try renderer.stage.check(status)
        } catch {
            throw RenderingError(error)
        }
    }
}

extension PixelBuffer {
    /// Shows the picture to plug-ins.
    package func withPicture<Result>(_ body: (UnsafePointer<pa_picture>) -> Result) -> Result {
        var picture = pa_picture(
            size: MemoryLayout<pa_picture>.size, width: UInt32(width), height: UInt32(height),
            stride: stride, pixels: bytes.baseAddress?.assumingMemoryBound(to: UInt8.self),
            host_data: UnsafeRawPointer(Unmanaged.passUnretained(self).toOpaque()))
        return body(&picture)
    }
}

extension SceneFrame {
    /// Shows the frame to a plug-in's renderer, which does not change it.
    fileprivate func withScene<Result>(_ body: (UnsafePointer<pa_scene>) -> Result) -> Result {
        withUnsafePointer(to: self) { frame in
            points.withUnsafeBufferPointer { points in
                isShown.withUnsafeBytes { isShown in
                    strokeScales.withUnsafeBufferPointer { scales in
                        confidences.withUnsafeBufferPointer { confidences in
                            var scene = pa_scene()
                            scene.size = MemoryLayout<pa_scene>.size
                            scene.points = UnsafeMutableRawPointer(
                                mutating: UnsafeRawPointer(points.baseAddress))?
                                .assumingMemoryBound(to: Double.self)
                            scene.point_count = UInt32(points.count)
                            scene.shape_count = UInt32(scales.count)
                            scene.is_shown = UnsafeMutableRawPointer(
                                mutating: isShown.baseAddress)?
                                .assumingMemoryBound(to: UInt8.self)
                            scene.stroke_scales = UnsafeMutablePointer(
                                mutating: scales.baseAddress)
                            scene.confidences = UnsafeMutablePointer(
                                mutating: confidences.baseAddress)
                            scene.host_data = UnsafeRawPointer(frame)
                            return body(&scene)
                        }
                    }
                }
            }
        }
    }
}

extension RenderingError {
    /// What a plug-in's failure is to those who draw.
    package init(_ error: PluginError) {
        let kind: Kind =
            switch error.kind {
            case .usage: .usage
            case .unavailable: .unavailable
            default: .drawing
            }
        self.init(kind, error.description)
    }
}

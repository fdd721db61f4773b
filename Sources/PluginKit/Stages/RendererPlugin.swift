import CPoseAnimatePlugin

/// What a renderer is to draw: as `pa_renderer_request` says.
public typealias RendererRequest = UnsafePointer<pa_renderer_request>

/// A renderer: draws scenes of a drawing into pictures. Every thread has one of its own.
public protocol RendererPlugin: StagePlugin {
    init(_ setup: Setup<RendererRequest>) throws

    /// Draws a scene, which is not to be changed.
    mutating func render(_ scene: Scene, into picture: Picture) throws
}

extension RendererPlugin {
    public static var making: StageMaking {
        StageMaking(kind: "pose-animate.renderer/1") { engine, values, request in
            guard let request else { throw PluginFailure(.fault, "there is nothing to draw") }
            let stage = try Self(
                Setup(
                    request.assumingMemoryBound(to: pa_renderer_request.self), engine, about, values
                ))
            return StageBox<any RendererPlugin, pa_renderer>.make(stage, engine, interface)
        }
    }

    private static func interface(_ data: UnsafeMutableRawPointer) -> pa_renderer {
        var interface = pa_renderer()
        interface.size = MemoryLayout<pa_renderer>.size
        interface.data = data
        interface.destroy = { StageBox<any RendererPlugin, pa_renderer>.release($0?.pointee.data) }
        interface.render = { renderer, scene, picture in
            StageBox<any RendererPlugin, pa_renderer>.status(renderer?.pointee.data) {
                guard let scene, let picture else { return }
                try $0.render(Scene(scene), into: Picture(picture))
            }
        }
        return interface
    }
}

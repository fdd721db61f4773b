import CPoseAnimatePlugin

/// A deformer: moves a character's points to follow a posture. One whose `about` says that it refines changes
/// what the deformer before it has written.
public protocol DeformerPlugin: StagePlugin {
    init(_ setup: Setup<Character>) throws

    /// Writes all points of bound shapes, and what is said of those shapes.
    mutating func deform(_ posture: Posture, _ scene: Scene) throws
}

extension DeformerPlugin {
    public static var making: StageMaking {
        StageMaking(kind: "pose-animate.deformer/1") { engine, values, request in
            guard let request else { throw PluginFailure(.fault, "there is no character") }
            let character = Character(request.assumingMemoryBound(to: pa_character.self))
            let stage = try Self(Setup(character, engine, about, values))
            return StageBox<any DeformerPlugin, pa_deformer>.make(stage, engine, interface)
        }
    }

    private static func interface(_ data: UnsafeMutableRawPointer) -> pa_deformer {
        var interface = pa_deformer()
        interface.size = MemoryLayout<pa_deformer>.size
        interface.data = data
        interface.destroy = { StageBox<any DeformerPlugin, pa_deformer>.release($0?.pointee.data) }
        interface.deform = { deformer, posture, scene in
            StageBox<any DeformerPlugin, pa_deformer>.status(deformer?.pointee.data) {
                guard let posture, let scene else { return }
                try $0.deform(Posture(posture), Scene(scene))
            }
        }
        return interface
    }
}

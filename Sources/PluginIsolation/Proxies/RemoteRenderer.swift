import CPluginCalls
import CPoseAnimatePlugin

/// A renderer in another process.
extension RemoteStage {
    static func renderer(_ line: CallLine, _ functions: FunctionSet) -> UnsafeRawPointer {
        make(line) { data in
            var interface = pa_renderer()
            interface.size = MemoryLayout<pa_renderer>.size
            interface.data = data
            interface.destroy = { RemoteStage.destroy($0?.pointee.data) }
            if functions.contains(.render) {
                interface.render = { renderer, scene, picture in
                    RemoteStage.status(renderer?.pointee.data) { $0.render(scene, picture) }
                }
            }
            return interface
        }
    }

    private func render(
        _ scene: UnsafePointer<pa_scene>?, _ picture: UnsafePointer<pa_picture>?
    ) -> pa_status {
        guard let scene, let picture else { return pa_status(PA_FAULT) }
        // With what is in it: a renderer may draw over that.
        guard canvas.show(picture.pointee) else { return canvas.refuse() }
        let status = line.call(.render, .drawing, carrying: canvas.unsent) { message in
            message.add(scene.pointee)
            message.add(structure: picture.pointee)
        }
        canvas.didSend()
        if status == PA_OK { canvas.fetch(into: picture.pointee) }
        return status
    }
}

extension CanvasSender {
    func refuse() -> pa_status {
        pose_call_fail("cannot be shown a picture: there is too little memory to share")
        return pa_status(PA_FAULT)
    }
}

import CPoseAnimatePlugin

/// Rules of weights and deformers in another process.
extension RemoteStage {
    static func weights(_ line: CallLine, _ functions: FunctionSet) -> UnsafeRawPointer {
        make(line) { data in
            var interface = pa_weights()
            interface.size = MemoryLayout<pa_weights>.size
            interface.data = data
            interface.destroy = { RemoteStage.destroy($0?.pointee.data) }
            if functions.contains(.weigh) {
                interface.weigh = { rule, x, y, bones, count, weights in
                    RemoteStage.status(rule?.pointee.data) {
                        $0.weigh(x, y, bones, Int(count), weights)
                    }
                }
            }
            return interface
        }
    }

    private func weigh(
        _ x: Double, _ y: Double, _ bones: UnsafePointer<pa_segment>?, _ count: Int,
        _ weights: UnsafeMutablePointer<Double>?
    ) -> pa_status {
        line.call(.weigh, .weighing) { message in
            message.add(x)
            message.add(y)
            message.add(UInt32(count))
            message.add(bones, count: count)
            // What the engine has there is what the rule finds there.
            message.add(UnsafePointer(weights), count: count)
        } read: { (answer) throws(BrokenMessage) in
            try answer.fill(weights, count: count)
        }
    }

    static func deformer(_ line: CallLine, _ functions: FunctionSet) -> UnsafeRawPointer {
        make(line) { data in
            var interface = pa_deformer()
            interface.size = MemoryLayout<pa_deformer>.size
            interface.data = data
            interface.destroy = { RemoteStage.destroy($0?.pointee.data) }
            if functions.contains(.deform) {
                interface.deform = { deformer, posture, scene in
                    RemoteStage.status(deformer?.pointee.data) { $0.deform(posture, scene) }
                }
            }
            return interface
        }
    }

    private func deform(
        _ posture: UnsafePointer<pa_posture>?, _ scene: UnsafeMutablePointer<pa_scene>?
    ) -> pa_status {
        guard let posture, let scene else { return pa_status(PA_FAULT) }
        return line.call(.deform, .frame(posture.pointee.index)) { message in
            message.add(posture.pointee)
            message.add(scene.pointee)
        } read: { (answer) throws(BrokenMessage) in
            try answer.fillRows(of: scene.pointee)
        }
    }
}

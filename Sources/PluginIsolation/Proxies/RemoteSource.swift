import CPoseAnimatePlugin

/// A motion source in another process.
extension RemoteStage {
    static func source(_ line: CallLine, _ functions: FunctionSet) -> UnsafeRawPointer {
        make(line) { data in
            var interface = pa_source()
            interface.size = MemoryLayout<pa_source>.size
            interface.data = data
            interface.destroy = { RemoteStage.destroy($0?.pointee.data) }
            interface.get_extension = { RemoteNotes.extension($1) }
            if functions.contains(.info) {
                interface.info = { source, info in
                    RemoteStage.status(source?.pointee.data) { $0.tell(info) }
                }
            }
            if functions.contains(.next) {
                interface.next = { source, frame in
                    RemoteStage.status(source?.pointee.data) { $0.next(frame) }
                }
            }
            return interface
        }
    }

    private func tell(_ info: UnsafeMutablePointer<pa_motion_info>?) -> pa_status {
        guard let info else { return pa_status(PA_FAULT) }
        return line.call(.info, .beginning) { message in
            message.add(structure: info.pointee)
        } read: { (answer) throws(BrokenMessage) in
            info.pointee = try answer.value()
        }
    }

    private func next(_ frame: UnsafeMutablePointer<pa_frame>?) -> pa_status {
        guard let frame else { return pa_status(PA_FAULT) }
        let room = frame.pointee.landmarkRoom
        return line.call(.next, .frame(frame.pointee.index)) { message in
            message.add(frame.pointee)
        } read: { (answer) throws(BrokenMessage) in
            try answer.fill(frame, atMost: room)
        }
    }
}

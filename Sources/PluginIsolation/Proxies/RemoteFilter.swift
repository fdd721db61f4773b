import CPoseAnimatePlugin

/// A motion filter in another process.
extension RemoteStage {
    static func filter(_ line: CallLine, _ functions: FunctionSet) -> UnsafeRawPointer {
        make(line) { data in
            var interface = pa_filter()
            interface.size = MemoryLayout<pa_filter>.size
            interface.data = data
            interface.destroy = { RemoteStage.destroy($0?.pointee.data) }
            interface.get_extension = { RemoteNotes.extension($1) }
            if functions.contains(.apply) {
                interface.apply = { filter, frame in
                    RemoteStage.status(filter?.pointee.data) { $0.apply(to: frame) }
                }
            }
            if functions.contains(.applyWindow) {
                interface.apply_window = { filter, frames, count, place, frame in
                    RemoteStage.status(filter?.pointee.data) {
                        $0.apply(to: frame, at: place, of: frames, count)
                    }
                }
            }
            return interface
        }
    }

    private func apply(to frame: UnsafeMutablePointer<pa_frame>?) -> pa_status {
        guard let frame else { return pa_status(PA_FAULT) }
        let room = frame.pointee.landmarkRoom
        return line.call(.apply, .frame(frame.pointee.index)) { message in
            message.add(frame.pointee)
        } read: { (answer) throws(BrokenMessage) in
            try answer.fill(frame, atMost: room)
        }
    }

    private func apply(
        to frame: UnsafeMutablePointer<pa_frame>?, at place: UInt32,
        of frames: UnsafePointer<pa_frame>?, _ count: UInt32
    ) -> pa_status {
        guard let frame, let frames else { return pa_status(PA_FAULT) }
        let room = frame.pointee.landmarkRoom
        return line.call(.applyWindow, .frame(frame.pointee.index)) { message in
            message.add(count)
            message.add(place)
            for other in 0..<Int(count) { message.add(frames[other]) }
            message.add(frame.pointee)
        } read: { (answer) throws(BrokenMessage) in
            try answer.fill(frame, atMost: room)
        }
    }
}

extension pa_frame {
    /// How many landmarks a plug-in may write.
    var landmarkRoom: Int { has_face == 0 ? Int(PA_FACE_LANDMARKS) : Int(landmark_count) }
}

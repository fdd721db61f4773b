import CPoseAnimatePlugin
import PluginInterface
import PluginKit
import PoseAnimate

enum SinkCheck: StageCheck {
    static func check(_ stage: PluginStage, _ notes: inout Notes) {
        notes.rule("says what it can do") {
            _ = try PluginSinkTraits(of: stage)
            return nil
        }
        notes.making { try make(stage, $0) }
        notes.rule("has `encode` or `write`") {
            let sink = try make(stage, [:])
            return sink.functions.encode == nil && sink.functions.write == nil
                ? "both are null" : nil
        }
        for (width, height) in [(1, 1), (3, 2), (64, 33)] {
            notes.rule("takes pictures of \(width)x\(height)") {
                let sink = try make(stage, [:])
                _ = try bytes(of: sink, pictures: pictures(width, height))
                return nil
            }
        }
        notes.rule("takes no picture at all") {
            _ = try bytes(of: make(stage, [:]), pictures: [])
            return nil
        }
        notes.rule("gives the same again") {
            let one = try bytes(of: make(stage, [:]), pictures: pictures(64, 33))
            let other = try bytes(of: make(stage, [:]), pictures: pictures(64, 33))
            return one == other ? nil : "the same pictures gave other bytes"
        }
        notes.rule("encodes on several threads at once") {
            let alone = try bytes(of: make(stage, [:]), pictures: pictures(64, 33))
            let sink = try make(stage, [:])
            let wrong = WrongResults()
            SeveralThreads.run(4) { _ in
                guard let encoded = try? encode(sink, pictures: pictures(64, 33)) else {
                    return wrong.add()
                }
                if sink.functions.encode != nil, sink.functions.write == nil,
                    encoded.flatMap(\.self) != alone
                {
                    wrong.add()
                }
            }
            return wrong.count == 0 ? nil : "on \(wrong.count) of 4 threads it gave other bytes"
        }
    }

    private static func make(
        _ stage: PluginStage, _ values: [String: String]
    ) throws(PluginError) -> StageHandle<pa_sink> {
        let memory = ForeignMemory()
        var request = pa_sink_request()
        request.size = MemoryLayout<pa_sink_request>.size
        request.destination = memory.text("check")
        request.frames_per_second = 30
        request.frame_count = -1
        return try stage.make(
            pa_sink.self, values: values, request: UnsafeRawPointer(memory.value(request)),
            memory: memory)
    }

    /// Transparent, opaque and in between.
    private static func pictures(_ width: Int, _ height: Int) -> [PixelBuffer] {
        [0, 255, 100].map { (alpha: UInt8) in
            let picture = PixelBuffer(width: width, height: height)
            for place in picture.bytes.indices {
                picture.bytes[place] = place % 4 == 3 ? alpha : UInt8(place % (Int(alpha) + 1))
            }
            return picture
        }
    }

    private static func encode(
        _ sink: StageHandle<pa_sink>, pictures: [PixelBuffer]
    ) throws -> [[UInt8]] {
        guard let encode = sink.functions.encode else { return pictures.map { _ in [] } }
        var encoder: UnsafeMutableRawPointer?
        if let make = sink.functions.make_encoder {
            try sink.call { make(sink.pointer, &encoder) }
        }
        defer {
            if let destroy = sink.functions.destroy_encoder {
                sink.ask { destroy(sink.pointer, encoder) }
            }
        }
        return try pictures.enumerated().map { index, picture in
            let gathered = ByteOutput()
            try gathered.take { output throws(PluginError) in
                try sink.call {
                    picture.withPicture {
                        encode(sink.pointer, encoder, $0, Int64(index), output)
                    }
                }
            }
            return gathered.bytes
        }
    }

    private static func bytes(
        of sink: StageHandle<pa_sink>, pictures: [PixelBuffer]
    ) throws -> [UInt8] {
        let encoded = try encode(sink, pictures: pictures)
        guard let write = sink.functions.write else { return encoded.flatMap(\.self) }
        let gathered = ByteOutput()
        try gathered.take { output throws(PluginError) in
            for (index, picture) in pictures.enumerated() {
                try sink.call {
                    picture.withPicture { shown in
                        encoded[index].withUnsafeBytes {
                            write(
                                sink.pointer, shown, Int64(index), $0.baseAddress, $0.count, output)
                        }
                    }
                }
            }
            if let finish = sink.functions.finish {
                try sink.call { finish(sink.pointer, output) }
            }
        }
        return gathered.bytes
    }
}

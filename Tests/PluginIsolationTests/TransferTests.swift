import CPoseAnimatePlugin
import PluginInterface
import PluginKit
import Testing

@testable import PluginIsolation

@Suite struct TransferTests {
    private let here = FrameMemory()
    private let there = FrameMemory()

    @Test func frameWithAFaceStaysTheSame() throws {
        let sent = here.frames(1)
        sent.pointee.index = 12
        sent.pointee.time = 0.4
        sent.pointee.has_pose = 1
        sent.pointee.has_face = 1
        sent.pointee.pose_confidence = .nan
        sent.pointee.landmark_count = 468
        for part in 0..<Int(PA_BODY_PARTS) {
            sent.pointee.keypoints[part] = pa_keypoint(
                x: Double(part), y: -0.0, confidence: 0.5, is_seen: UInt64(part % 2))
        }
        for place in 0..<(2 * 468) { sent.pointee.landmarks[place] = Double(place) / 7 }

        let got = there.frames(1)
        let (keypoints, landmarks) = (got.pointee.keypoints, got.pointee.landmarks)
        var message = MessageWriter()
        message.add(sent.pointee)
        try read(message) { (reader) throws(BrokenMessage) in
            try reader.fill(got, atMost: Int(PA_FACE_LANDMARKS))
        }
        #expect(got.pointee.index == 12)
        #expect(got.pointee.time == 0.4)
        #expect(got.pointee.pose_confidence.isNaN)
        #expect(got.pointee.landmark_count == 468)
        #expect(got.pointee.keypoints == keypoints)
        #expect(got.pointee.landmarks == landmarks)
        let areSame = (0..<(2 * 468)).allSatisfy { landmarks?[$0] == Double($0) / 7 }
        #expect(areSame)
        #expect(keypoints?[3].x == 3)
        #expect(keypoints?[3].is_seen == 1)
        #expect(keypoints?[3].y.sign == .minus)
    }

    @Test func moreLandmarksThanThereIsRoomForAreRefused() {
        let sent = here.frames(1)
        sent.pointee.has_face = 1
        sent.pointee.landmark_count = 478
        var message = MessageWriter()
        message.add(sent.pointee)
        let got = there.frames(1)
        #expect(throws: BrokenMessage.self) {
            try read(message) { (reader) throws(BrokenMessage) in
                try reader.fill(got, atMost: 468)
            }
        }
    }

    @Test func countThatAPluginMadeUpIsCut() throws {
        let sent = here.frames(1)
        sent.pointee.has_face = 1
        sent.pointee.landmark_count = .max
        var message = MessageWriter()
        message.add(sent.pointee)
        let got = there.frames(1)
        try read(message) { (reader) throws(BrokenMessage) in
            try reader.fill(got, atMost: Int(PA_FACE_LANDMARKS))
        }
        // As it came: whoever reads the frame refuses it.
        #expect(got.pointee.landmark_count == .max)
    }

    @Test func everyShortMessageIsRefused() throws {
        let scene = SceneMemory()
        var message = MessageWriter()
        message.add(pa_scene.sample)
        for count in 0..<message.bytes.count {
            let bytes = Array(message.bytes.prefix(count))
            #expect(throws: BrokenMessage.self) {
                try bytes.withUnsafeBytes { bytes in
                    var reader = MessageReader(bytes)
                    _ = try scene.read(&reader)
                }
            }
        }
        try read(message) { (reader) throws(BrokenMessage) in
            let got = try scene.read(&reader)
            #expect(got.index == 4)
            #expect(got.points[5] == 5)
            #expect(got.is_shown[1] == 1)
        }
    }

    @Test func lengthsThatOverflowAreRefused() {
        let bytes = [UInt8](repeating: 0, count: 64)
        bytes.withUnsafeBytes { bytes in
            var reader = MessageReader(bytes)
            #expect(throws: BrokenMessage.self) {
                _ = try reader.array(of: .max / 2, in: ForeignMemory(), Double.self)
            }
            #expect(throws: BrokenMessage.self) {
                _ = try reader.array(of: -1, in: ForeignMemory(), UInt8.self)
            }
        }
    }

    @Test func valuesAndTextsStayTheSame() throws {
        let memory = ForeignMemory()
        let values = memory.array([
            pa_value(number: 2.5, text: nil), pa_value(number: 0, text: memory.text("größer")),
            pa_value(number: 0, text: memory.text("")),
        ])
        var message = MessageWriter()
        message.add(values: values, count: 3)
        try read(message) { (reader) throws(BrokenMessage) in
            let got = try reader.values(in: memory)
            #expect(got.map(\.number) == [2.5, 0, 0])
            #expect(got.map { $0.text.map { String(cString: $0) } } == [nil, "größer", ""])
        }
    }

    private func read(
        _ message: MessageWriter, _ body: (inout MessageReader) throws(BrokenMessage) -> Void
    ) throws {
        try message.bytes.withUnsafeBytes { bytes in
            var reader = MessageReader(bytes)
            try body(&reader)
            #expect(reader.remainder().isEmpty)
        }
    }
}

extension pa_scene {
    /// Three points of two shapes, in memory that is never given back.
    fileprivate static var sample: pa_scene {
        var scene = pa_scene()
        scene.size = MemoryLayout<pa_scene>.size
        scene.points = kept((0..<6).map { Double($0) })
        scene.point_count = 3
        scene.shape_count = 2
        scene.is_shown = kept([0, 1])
        scene.stroke_scales = kept([1, 2])
        scene.confidences = kept([0.5, 0.25])
        scene.index = 4
        return scene
    }

    private static func kept<Value>(_ values: [Value]) -> UnsafeMutablePointer<Value> {
        let memory = UnsafeMutablePointer<Value>.allocate(capacity: values.count)
        memory.initialize(from: values, count: values.count)
        return memory
    }
}

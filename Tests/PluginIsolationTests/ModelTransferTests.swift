import CPoseAnimatePlugin
import Glibc
import PluginInterface
import PluginKit
import Testing

@testable import PluginIsolation

@Suite struct ModelTransferTests {
    private let memory = ForeignMemory()

    @Test func nodeStaysTheSame() throws {
        let values = try #require(SharedTensors(node.tensors))
        values.show([0])
        var message = MessageWriter()
        message.add(node, values)
        let got = try read(message, carrying: values) {
            (reader, descriptor) throws(BrokenMessage) in
            try reader.node(descriptor)
        }
        let row = got.pointer.pointee
        #expect(row.place.map { String(cString: $0) } == "node 3 (Twist)")
        #expect(row.version == 2)
        #expect(row.inputs[0].data.assumingMemoryBound(to: Float.self)[2] == 3)
        #expect(Int(bitPattern: row.inputs[0].data) % 64 == 0)
        #expect(row.inputs[0].scales[1] == 0.25)
        #expect(row.inputs[0].zero_points[1] == -7)
        // Left out, and of no elements.
        #expect(row.inputs[1].type == UInt32(PA_NO_TENSOR))
        #expect(row.inputs[1].data == nil)
        #expect(row.outputs[0].data != nil)
        #expect(row.outputs[0].data != row.inputs[0].data)
        #expect(row.option_byte_count == 2)
        #expect(row.options.load(fromByteOffset: 1, as: UInt8.self) == 9)
    }

    @Test func everyShortNodeIsRefused() throws {
        let values = try #require(SharedTensors(node.tensors))
        var message = MessageWriter()
        message.add(node, values)
        for count in 0..<message.bytes.count {
            var short = MessageWriter()
            short.bytes = Array(message.bytes.prefix(count))
            #expect(throws: BrokenMessage.self) {
                _ = try read(short, carrying: values) {
                    (reader, descriptor) throws(BrokenMessage) in
                    try reader.node(descriptor)
                }
            }
        }
    }

    @Test func valuesOutsideTheMemoryAreRefused() throws {
        let values = try #require(SharedTensors(node.tensors))
        var message = MessageWriter()
        message.add(values.byteCount)
        let seen = try read(message, carrying: values) {
            (reader, descriptor) throws(BrokenMessage) in
            try reader.tensorMemory(descriptor)
        }
        let last = UInt64(values.byteCount - 4)
        #expect(try seen.address(last, 4) != nil)
        #expect(try seen.address(SharedTensors.nowhere, 4) == nil)
        for (offset, count) in [(last, 5), (last, .max), (last, -1), (.max - 1, 0)] {
            #expect(throws: BrokenMessage.self) { _ = try seen.address(offset, count) }
        }
    }

    @Test func optionsAreThereInEachTypeOrLeftOut() throws {
        let graph = ShownGraph(nodeCount: 1) { _, field, type in
            switch (field, type) {
            case (0, .float32): .number(.nan)
            case (0, _): .number(-3)
            case (5, .int8): .number(1)
            case (5, _): .damaged(reason: "ends too early")
            default: .leftOut
            }
        }
        var message = MessageWriter()
        message.add(StoredOptions(of: 0, graph))
        let options = try message.bytes.withUnsafeBytes { bytes in
            var reader = MessageReader(bytes)
            return try reader.storedOptions()
        }
        #expect(number(options.field(0, as: .int8)) == -3)
        #expect(number(options.field(0, as: .float32))?.isNaN == true)
        #expect(number(options.field(5, as: .int8)) == 1)
        guard case .damaged("ends too early") = options.field(5, as: .int32) else {
            Issue.record("what is damaged is told")
            return
        }
        for field in [1, 4, 6, 63, 64, .max >> 32] {
            guard case .leftOut = options.field(field, as: .int8) else {
                Issue.record("field \(field) is left out")
                continue
            }
        }
    }

    private func number(_ field: ShownGraph.Field) -> Double? {
        if case .number(let number) = field { number } else { nil }
    }

    private var node: pa_node {
        var input = pa_tensor()
        input.rank = 1
        input.shape.0 = 3
        input.data = UnsafeMutableRawPointer(memory.array([1, 2, 3] as [Float]))
        input.byte_count = 12
        input.scale_count = 2
        input.scales = UnsafePointer(memory.array([0.5, 0.25] as [Float]))
        input.zero_points = UnsafePointer(memory.array([3, -7] as [Int64]))
        var missing = pa_tensor()
        missing.type = UInt32(PA_NO_TENSOR)
        var output = pa_tensor()
        output.data = UnsafeMutableRawPointer(memory.array([] as [Float]))
        var node = pa_node()
        node.size = MemoryLayout<pa_node>.size
        node.place = memory.text("node 3 (Twist)")
        node.version = 2
        node.inputs = UnsafePointer(memory.array([input, missing]))
        node.input_count = 2
        node.outputs = UnsafePointer(memory.value(output))
        node.output_count = 1
        node.options = UnsafeRawPointer(memory.array([8, 9] as [UInt8]))
        node.option_byte_count = 2
        return node
    }

    private func read<Result>(
        _ message: MessageWriter, carrying values: SharedTensors,
        _ body: (inout MessageReader, Int32?) throws(BrokenMessage) -> Result
    ) throws -> Result {
        try message.bytes.withUnsafeBytes { bytes in
            var reader = MessageReader(bytes)
            let result = try body(&reader, values.unsent.map { dup($0) })
            #expect(reader.remainder().isEmpty)
            return result
        }
    }
}

import Inference
import ModelBuilding

/// A model of one node with metadata: an image that is normalized, and scores with labels.
enum DescribedModel {
    static let labels = "cat\r\ndog\n"

    /// - Parameter change: Changes the tables' fields: of the model, the image and the normalization.
    static func metadata(
        image more: [Int: FlatValue] = [:], normalization: [Int: FlatValue]? = nil,
        inputs: Int = 1
    ) -> [UInt8] {
        let normalization =
            normalization ?? [0: .floats([127.5, 128, 120]), 1: .floats([127.5, 1, 2])]
        let image: [Int: FlatValue] = [
            0: .string("image"), 1: .string("What is\nlooked at."),
            2: .vector([.string("batch"), .string("channel")]),
            3: .table([
                0: .number(UInt8(2)),
                1: .table([
                    0: .number(Int8(1)),
                    1: .table([0: .number(UInt32(640)), 1: .number(UInt32(480))]),
                ]),
                2: .table([0: .number(Int32(1)), 1: .number(Int32(2))]),
            ]),
            4: .vector([.table([0: .number(UInt8(1)), 1: .table(normalization)])]),
            5: .table([0: .floats([255]), 1: .floats([0])]),
        ]
        let scores: [Int: FlatValue] = [
            0: .string("in"),
            4: .vector([
                .table([0: .number(UInt8(3)), 1: .table([0: .float(0.25)])]),
                .table([0: .number(UInt8(9)), 1: .table([:])]),
            ]),
            6: .vector([
                .table([
                    0: .string("labels.txt"), 1: .string("animals"), 2: .number(Int8(2)),
                    3: .string("en"), 4: .string("v1"),
                ])
            ]),
        ]
        let images = (0..<inputs).map { _ in FlatValue.table(image.merging(more) { $1 }) }
        let graph: [Int: FlatValue] = [2: .vector(images), 3: .vector([.table(scores)])]
        return FlatBufferBuilder.bytes(
            root: [
                0: .string("Sorter"), 1: .string("Sorts animals."), 2: .string("3"),
                3: .vector([.table(graph)]), 4: .string("A. U. Thor"), 5: .string("MIT"),
                6: .vector([.table([0: .string("missing.txt")])]), 7: .string("1.0.0"),
            ], identifier: "M001")
    }

    /// The model's outputs are its inputs.
    static func bytes(metadata: [UInt8]? = metadata(), archive: Bool = true) -> [UInt8] {
        var builder = ModelBuilder()
        let input = builder.input("serving:0", .float32, [1, 3])
        let output = builder.output(
            "Partitioned/call", .int8, [1, 3], quantization: .init(scale: 0.5, zeroPoint: -1))
        builder.node(.quantize, inputs: [input], outputs: [output])
        if let metadata { builder.metadata("TFLITE_METADATA", metadata) }
        let model = builder.bytes()
        guard archive else { return model }
        let files = [
            ("other.txt", [UInt8](repeating: 65, count: 70_000)),
            ("labels.txt", Array(labels.utf8)),
        ]
        return model + ArchiveBuilder.bytes(files, start: model.count)
    }
}

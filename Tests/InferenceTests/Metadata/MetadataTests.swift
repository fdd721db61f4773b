import ModelBuilding
import Testing

@testable import Inference

@Suite struct MetadataTests {
    private func describe(_ bytes: [UInt8]) throws -> ModelDescription {
        try Model(bytes: bytes).describe()
    }

    @Test func tellsOfModelAndInputs() throws {
        let description = try describe(DescribedModel.bytes())
        #expect(description.name == "Sorter")
        #expect(description.remark == "Sorts animals.")
        #expect(description.version == "3")
        #expect(description.author == "A. U. Thor")
        #expect(description.license == "MIT")
        #expect(description.minimumReaderVersion == "1.0.0")
        #expect(description.files.map(\.name) == ["missing.txt"])
        #expect(description.files.first?.bytes == nil)
        let image = try #require(description.inputs.first)
        #expect(image.name == "image")
        #expect(image.dimensionNames == ["batch", "channel"])
        #expect(image.content == .image(.rgb, size: .init(width: 640, height: 480)))
        #expect(image.contentRange == 1...2)
        #expect(image.maxima == [255])
        #expect(image.minima == [0])
        let normalization = try #require(image.normalization)
        #expect(normalization.means == [127.5, 128, 120])
        #expect(normalization.normalized(255, channel: 0) == 1)
        #expect(normalization.normalized(130, channel: 2) == 5)
        #expect(normalization.normalized(0, channel: 7) == -1)
    }

    @Test func tellsOfOutputsAndTheirLabels() throws {
        let scores = try #require(try describe(DescribedModel.bytes()).outputs.first)
        #expect(scores.steps == [.scoreThreshold(0.25), .unknown(9)])
        #expect(scores.normalization == nil)
        #expect(scores.labels == ["cat", "dog"])
        #expect(scores.files.map(\.locale) == ["en"])
    }

    @Test func withoutMetadataNamesAreTheTensors() throws {
        let description = try describe(DescribedModel.bytes(metadata: nil))
        #expect(description.remark == "built")
        #expect(description.inputs.map(\.name) == ["serving:0"])
        #expect(description.outputs.map(\.name) == ["Partitioned/call"])
    }

    @Test func metadataThatDoesNotFitIsAnErrorOfItsOwn() throws {
        let metadata = DescribedModel.metadata()
        for damaged in [
            DescribedModel.metadata(inputs: 2),
            DescribedModel.metadata(normalization: [0: .floats([1]), 1: .floats([0])]),
            DescribedModel.metadata(normalization: [0: .floats([1]), 1: .floats([1, 2])]),
            DescribedModel.metadata(normalization: [:]),
            [], Array(metadata[..<60]), Array("....M001".utf8),
        ] {
            let model = try Model(bytes: DescribedModel.bytes(metadata: damaged))
            let error = #expect(throws: InferenceError.self) { try model.describe() }
            #expect(error?.kind == .badMetadata)
            // The model itself is sound.
            _ = try Interpreter(model)
        }
    }

    @Test func everyCutAndFlipIsAnErrorAtMost() throws {
        let metadata = DescribedModel.metadata()
        var model = try Model(bytes: DescribedModel.bytes())
        func describe(_ bytes: [UInt8]) {
            let block = OwnedBytes(byteCount: bytes.count)
            block.mutableBytes.copyBytes(from: bytes)
            model.metadata[0].data = block.constant
            _ = try? model.describe()
        }
        for count in metadata.indices { describe(Array(metadata[..<count])) }
        for index in metadata.indices {
            for value: UInt8 in [0, 1, 0x7F, 0xFF] {
                var damaged = metadata
                damaged[index] = value
                describe(damaged)
            }
        }
    }

    @Test func tablesThatUnfoldWithoutEndAreRefused() throws {
        // Notes of many inputs, with many steps each, that are one and the same table.
        var builder = ModelBuilder()
        let inputs = (0..<600).map { builder.input("\($0)", .float32, [1]) }
        let output = builder.output("sum", .float32, [1])
        builder.node(.addN, inputs: inputs.map { $0 }, outputs: [output])
        let steps = (0..<20000).map { _ in FlatValue.table([0: .number(UInt8(7)), 1: .table([:])]) }
        builder.metadata("TFLITE_METADATA", Self.shared(notes: 600, steps: steps))
        let model = try builder.model()
        let error = #expect(throws: InferenceError.self) { try model.describe() }
        #expect(error?.kind == .badMetadata)
        #expect(error?.message.contains("unfolds") == true)
    }

    /// Metadata whose inputs are all described by the same table.
    private static func shared(notes: Int, steps: [FlatValue]) -> [UInt8] {
        var bytes = FlatBufferBuilder.bytes(
            root: [
                3: .vector([
                    .table([
                        2: .numbers([UInt32](repeating: 0, count: notes)),
                        9: .table([4: .vector(steps)]),
                    ])
                ])
            ], identifier: "M001")
        // The notes' vector is of numbers still: make them offsets to the table in field 9, which
        // stands behind.
        func number(_ place: Int) -> Int {
            (0..<4).reduce(0) { $0 | Int(bytes[place + $1]) << (8 * $1) }
        }
        func field(_ table: Int, _ number: Int) -> Int {
            let vtable = table - (0..<4).reduce(0) { $0 | Int(bytes[table + $1]) << (8 * $1) }
            return table + Int(bytes[vtable + 4 + 2 * number])
        }
        let root = number(0)
        let graphs = field(root, 3) + number(field(root, 3))
        let graph = graphs + 4 + number(graphs + 4)
        let note = field(graph, 9) + number(field(graph, 9))
        let vector = field(graph, 2) + number(field(graph, 2))
        for index in 0..<notes {
            let place = vector + 4 + 4 * index
            let offset = FlatValue.littleEndian([UInt32(truncatingIfNeeded: note - place)])
            bytes.replaceSubrange(place..<place + 4, with: offset)
        }
        return bytes
    }
}

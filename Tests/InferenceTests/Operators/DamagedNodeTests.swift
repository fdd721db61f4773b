import Testing

@testable import Inference

/// Sound nodes with some of what they say changed: each is refused or computed, and none traps.
@Suite struct DamagedNodeTests {
    @Test(arguments: SoundNodes.all.indices)
    func isRefusedOrComputed(number: Int) throws {
        let sound = try SoundNodes.all[number]()
        _ = try sound(shapes: sound.shapes() ?? [[1, 4, 4, 1]])
        var random = SplitMix(state: UInt64(number) &* 977 &+ 1)
        var refused = 0
        for _ in 0..<1500 {
            var run = try SoundNodes.all[number]()
            for _ in 0..<1 + random.below(3) { try run.damage(&random) }
            do {
                let shapes = try run.shapes() ?? [[1, 4, 4, 1]]
                // Shapes that memory does not back are not computed with.
                guard shapes.allSatisfy({ $0.count < 1 << 16 }), run.isBacked else { continue }
                _ = try run(shapes: shapes)
            } catch is InferenceError {
                refused += 1
            }
        }
        #expect(refused > 100)
    }
}

extension OperatorRun {
    fileprivate var isBacked: Bool {
        inputs.allSatisfy { input in
            guard let input else { return true }
            if input.sparsity != nil { return true }
            if input.type == .int4 { return (input.shape.count + 1) / 2 <= input.bytes.byteCount }
            let needed = input.shape.count.multipliedReportingOverflow(
                by: input.type.byteCount ?? 1)
            return !needed.overflow && needed.partialValue <= input.bytes.byteCount
        }
    }

    fileprivate mutating func damage(_ random: inout SplitMix) throws {
        guard !inputs.isEmpty else { return }
        let place = random.below(inputs.count)
        switch random.below(10) {
        case 0:
            let value = random.pick([0, 1, 2, 3, 4, -1, .min, .max, 1 << 24, 1 << 30] as [Int32])
            options[random.below(8)] = random.below(4) == 0 ? .float(.nan) : .int32(value)
        case 1: inputs[place] = nil
        case 2: inputs.removeLast()
        case 3: inputs[place]?.type = random.pick(ElementType.allCases)
        case 4: outputs[0].type = random.pick(ElementType.allCases)
        case 5: inputs[place]?.quantization = Self.quantization(&random)
        case 6:
            if intermediates.isEmpty || random.below(2) == 0 {
                outputs[0].quantization = Self.quantization(&random)
            } else {
                intermediates[random.below(intermediates.count)] = Self.quantization(&random)
            }
        case 7:
            inputs[place]?.isConstant = random.below(2) == 0
        case 8:
            guard let input = inputs[place], input.type == .int32 else { return }
            // What is damaged is a copy: other runs begin with the sound values.
            var numbers = input.values(Int32.self)
            guard !numbers.isEmpty else { return }
            numbers[random.below(numbers.count)] = random.pick([
                0, 1, 2, 3, -1, -2, 7, .min, .max, 1 << 20,
            ])
            inputs[place]?.bytes = try TestTensor(numbers, [numbers.count]).bytes
        default:
            guard let shape = inputs[place]?.shape else { return }
            var extents = shape.dimensions
            switch random.below(4) {
            case 0 where !extents.isEmpty: extents.removeLast()
            case 1: extents.append(random.pick([0, 1, 2]))
            default:
                guard !extents.isEmpty else { return }
                extents[random.below(extents.count)] = random.pick([
                    0, 1, 2, 3, 5, 1 << 20, 1 << 31, 1 << 40,
                ])
            }
            if let damaged = try? Shape(extents) { inputs[place]?.shape = damaged }
        }
    }

    private static func quantization(_ random: inout SplitMix) -> Quantization? {
        if random.below(4) == 0 { return nil }
        let count = random.pick([1, 1, 2, 3, 4])
        let scale = random.pick([0, 1e-38, 1e30, 0.5, 1.0 / 256, 1.0 / 128] as [Float])
        return Quantization(
            scales: Array(repeating: scale, count: count),
            zeroPoints: Array(repeating: random.pick([0, 3, -128, 128, 70000]), count: count),
            dimension: random.pick([0, 0, 1, 3, 7]))
    }
}

/// A small generator of numbers that are the same in every run.
struct SplitMix {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }

    mutating func below(_ limit: Int) -> Int { Int(next() % UInt64(limit)) }
    mutating func pick<Element>(_ elements: [Element]) -> Element {
        elements[below(elements.count)]
    }
}

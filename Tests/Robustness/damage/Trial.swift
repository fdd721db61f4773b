import CDamageWatch
import Inference
import Storage

/// One model and what becomes of it when it is damaged.
final class Trial {
    struct Answer {
        /// Nil where the damaged model ran.
        var error: String?
        var duration: Duration
    }

    private let name: UnsafeMutablePointer<CChar>
    private let bytes: UnsafeMutableRawBufferPointer
    private let seed: UInt64
    /// Places outside the weights, where damage does the most.
    private let structure: [Int]
    private let options: Interpreter.Options

    var byteCount: Int { bytes.count }

    init(_ path: String, seed: UInt64) throws {
        let file = try MappedFile(path)
        let copy = UnsafeMutableRawBufferPointer.allocate(
            byteCount: file.bytes.count, alignment: 64)
        withExtendedLifetime(file) { copy.copyMemory(from: file.bytes) }
        bytes = copy
        self.seed = seed
        name = .allocate(capacity: path.utf8.count + 1)
        for (index, byte) in path.utf8.enumerated() { name[index] = CChar(bitPattern: byte) }
        name[path.utf8.count] = 0

        let model = try Model(viewing: UnsafeRawBufferPointer(bytes), source: path)
        structure = Self.structure(of: model, in: UnsafeRawBufferPointer(bytes))
        // Damage may ask for more work and memory than the model does, within reason.
        var options = Interpreter.Options()
        options.threads = 1
        let whole = try Interpreter(model, options: options)
        options.operationLimit = 4 * whole.steps.reduce(1 << 20) { $0 + $1.operations }
        options.memoryLimit = 4 * max(whole.arenaByteCount, 4 << 20)
        self.options = options
    }

    deinit {
        bytes.deallocate()
        name.deallocate()
    }

    private static func structure(
        of model: Model, in bytes: UnsafeRawBufferPointer
    ) -> [Int] {
        var isWeight = [Bool](repeating: false, count: bytes.count)
        guard let start = bytes.baseAddress else { return [] }
        for tensor in model.subgraphs.flatMap(\.tensors) {
            // Small constants are shapes and axes, which matter as much as the tables do.
            guard let constant = tensor.constant?.bytes, constant.count > 64,
                let address = constant.baseAddress
            else { continue }
            let first = address - start
            guard first >= 0, first + constant.count <= bytes.count else { continue }
            for index in first..<first + constant.count { isWeight[index] = true }
        }
        return isWeight.indices.filter { !isWeight[$0] }
    }

    /// Does the damage, tries the model and repairs it.
    func run(_ damage: Damage) -> Answer {
        damage.kind.withUTF8Buffer { kind in
            kind.withMemoryRebound(to: CChar.self) { kind in
                damage_watch_case(name, kind.baseAddress, damage.number)
            }
        }
        switch damage {
        case .cut(let count):
            let left = min(count, bytes.count)
            let cut = UnsafeRawBufferPointer(rebasing: bytes[left...])
            damage_forbid(cut.baseAddress, cut.count)
            defer { damage_allow(cut.baseAddress, cut.count) }
            return attempt(
                UnsafeRawBufferPointer(rebasing: bytes[..<left]), delegate: .auto)
        case .flip(let number):
            var random = SplitMix64(state: seed &+ UInt64(number) << 20)
            var before: [(place: Int, byte: UInt8)] = []
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                // Half the changes are anywhere, half outside the weights.
                let place =
                    number.isMultiple(of: 2) || structure.isEmpty
                    ? Int.random(in: 0..<bytes.count, using: &random)
                    : structure[Int.random(in: structure.indices, using: &random)]
                before.append((place, bytes[place]))
                bytes[place] = UInt8.random(in: 0...255, using: &random)
            }
            defer { for (place, byte) in before.reversed() { bytes[place] = byte } }
            return attempt(
                UnsafeRawBufferPointer(bytes),
                delegate: number.isMultiple(of: 8) ? .reference : .auto)
        }
    }

    private func attempt(
        _ bytes: UnsafeRawBufferPointer, delegate: Interpreter.DelegateChoice
    ) -> Answer {
        let start = ContinuousClock.now
        var error: String?
        do {
            let model = try Model(viewing: bytes)
            var options = options
            options.delegate = delegate
            let interpreter = try Interpreter(model, options: options)
            try interpreter.invoke()
            var sum: UInt8 = 0
            for index in interpreter.outputs.indices {
                try interpreter.withOutput(index) { bytes in
                    for byte in bytes { sum ^= byte }
                }
            }
            withExtendedLifetime(sum) {}
        } catch let reason {
            error = reason.message
        }
        return Answer(error: error, duration: ContinuousClock.now - start)
    }
}

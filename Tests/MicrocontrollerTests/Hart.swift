import CRISCVCore

/// The hart alone, with 64 KiB of memory at two places.
final class Hart {
    static let base: UInt32 = 0x8000_0000
    static let alias: UInt32 = 0x4000_0000
    static let size = 0x10000

    let core: OpaquePointer
    let memory: UnsafeMutablePointer<UInt8>
    /// What was stored where no memory is: all is accepted from here to the next page.
    static let port: UInt32 = 0x1000
    private(set) var stores: [(address: UInt32, value: UInt32, instruction: UInt64)] = []
    var onStore: (Hart) -> Void = { _ in }

    init?(_ program: [UInt32], at offset: Int = 0) {
        memory = .allocate(capacity: Self.size)
        memory.initialize(repeating: 0, count: Self.size)
        guard let core = riscv_create(riscv_bus()) else { return nil }
        riscv_destroy(core)
        let box = Unmanaged<Box>.passRetained(Box())
        guard
            let connected = riscv_create(
                riscv_bus(
                    context: box.toOpaque(),
                    load: { context, address, _, value in
                        value?.pointee = address
                        return address >> 12 == Hart.port >> 12
                    },
                    store: { context, address, _, value in
                        guard let context, address >> 12 == Hart.port >> 12 else { return false }
                        Unmanaged<Box>.fromOpaque(context).takeUnretainedValue().hart?
                            .stored(address, value)
                        return true
                    }))
        else { return nil }
        self.core = connected
        self.box = box
        box.takeUnretainedValue().hart = self
        guard
            riscv_map_memory(connected, Self.base, UInt32(Self.size), memory, true),
            riscv_map_memory(connected, Self.alias, UInt32(Self.size), memory, true)
        else { return nil }
        write(program, at: offset)
        riscv_reset(connected, Self.base + UInt32(offset))
    }

    private final class Box {
        weak var hart: Hart?
    }

    private let box: Unmanaged<Box>

    deinit {
        riscv_destroy(core)
        box.release()
        memory.deallocate()
    }

    private func stored(_ address: UInt32, _ value: UInt32) {
        stores.append((address, value, riscv_instructions(core)))
        onStore(self)
    }

    func write(_ words: [UInt32], at offset: Int) {
        for (index, word) in words.enumerated() {
            UnsafeMutableRawPointer(memory).storeBytes(
                of: word, toByteOffset: offset + 4 * index, as: UInt32.self)
        }
        riscv_memory_changed(core, Self.base + UInt32(offset), UInt32(4 * words.count))
    }

    func write(halves: [UInt16], at offset: Int) {
        for (index, half) in halves.enumerated() {
            UnsafeMutableRawPointer(memory).storeBytes(
                of: half, toByteOffset: offset + 2 * index, as: UInt16.self)
        }
        riscv_memory_changed(core, Self.base + UInt32(offset), UInt32(2 * halves.count))
    }

    func word(at offset: Int) -> UInt32 {
        UnsafeRawPointer(memory).loadUnaligned(fromByteOffset: offset, as: UInt32.self)
    }

    var state: riscv_state { riscv_get_state(core) }

    /// The registers x0 to x31.
    var x: [UInt32] { withUnsafeBytes(of: state.x) { Array($0.bindMemory(to: UInt32.self)) } }

    func set(_ change: (inout riscv_state) -> Void) {
        var state = state
        change(&state)
        riscv_set_state(core, &state)
    }

    /// Sets x5 to x9.
    func set(_ x5: UInt32, _ x6: UInt32 = 0, _ x7: UInt32 = 0) {
        set {
            $0.x.5 = x5
            $0.x.6 = x6
            $0.x.7 = x7
        }
    }

    @discardableResult func run(_ count: UInt64) -> riscv_stop {
        riscv_run(core, state.instructions + count)
    }
}

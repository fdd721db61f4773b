import CRISCVCore

extension Machine {
    /// The machine as it is now.
    public var snapshot: MachineSnapshot {
        var pages: [MachineSnapshot.Page] = []
        for block in memory {
            for start in block.usedPages(of: MachineSnapshot.Page.size) {
                let bytes = block.bytes[start..<start + MachineSnapshot.Page.size]
                pages.append(
                    MachineSnapshot.Page(address: block.base + UInt32(start), bytes: Array(bytes)))
            }
        }
        return MachineSnapshot(
            record: MachineSnapshot.Record(
                platform: platform, instructionsPerSecond: instructionsPerSecond,
                processor: ProcessorState(riscv_get_state(core)),
                devices: devices.mapValues(\.state), sensors: sensors.mapValues(\.state)),
            pages: pages)
    }

    /// Goes back to what a snapshot holds; what runs then is what ran from there.
    ///
    /// - Throws: `badData` when it is of another platform or speed, or damaged.
    public func restore(_ snapshot: MachineSnapshot) throws(MicrocontrollerError) {
        let record = snapshot.record
        func fail(_ message: String) -> MicrocontrollerError {
            MicrocontrollerError(.badData, source: "snapshot", message)
        }
        guard record.platform == platform else {
            throw fail("is of platform \(record.platform.name), this is \(platform.name)")
        }
        guard record.instructionsPerSecond == instructionsPerSecond else {
            throw fail(
                "is of a machine with \(record.instructionsPerSecond) instructions a second, this "
                    + "has \(instructionsPerSecond)")
        }
        for block in memory {
            block.clear()
            riscv_memory_changed(core, block.base, UInt32(block.bytes.count))
        }
        for page in snapshot.pages {
            let block = memory.first { $0.offset(of: page.address, count: page.bytes.count) != nil }
            guard let block,
                let offset = block.offset(of: page.address, count: page.bytes.count)
            else { throw fail("has memory at \(page.address.hexadecimal), where none is") }
            _ = UnsafeMutableBufferPointer(
                rebasing: block.bytes[offset..<offset + page.bytes.count]
            ).update(from: page.bytes)
        }
        for (name, state) in record.devices { try devices[name]?.restore(state) }
        for (name, state) in record.sensors { try sensors[name]?.restore(state) }
        var state = record.processor.state
        riscv_set_state(core, &state)
        // Lines follow from the devices.
        for clock in clocks { _ = clock.update() }
    }
}

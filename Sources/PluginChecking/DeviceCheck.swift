import CPoseAnimatePlugin
import Microcontroller
import PluginInterface

enum DeviceCheck: StageCheck {
    static func check(_ stage: PluginStage, _ notes: inout Notes) {
        notes.rule("says how its registers lie") {
            var registry = DeviceRegistry()
            try registry.register(stage)
            return nil
        }
        notes.making { try stage.make(pa_device.self, values: $0) }
        notes.rule("has `read`, `write`, `reset`, `save` and `load`") {
            let device = try stage.make(pa_device.self, values: [:]).functions
            return device.read == nil || device.write == nil || device.reset == nil
                || device.save == nil || device.load == nil ? "one of them is null" : nil
        }
        notes.rule("is the same again after reset, after a snapshot, and beside another") {
            let (one, other) = (try Board(stage), try Board(stage))
            let fresh = try one.values()
            try one.exercise()
            guard try other.values() == fresh else { return "one device changes another" }
            let saved = try one.save()
            let exercised = try one.values()
            try other.load(saved)
            guard try other.values() == exercised else {
                return "what `load` takes from `save` is not the device that was saved"
            }
            try one.reset()
            return try one.values() == fresh ? nil : "after `reset` it is not as it was at first"
        }
        notes.rule("refuses a snapshot that is not its own, or takes it, but does not crash") {
            let device = try Board(stage)
            for bytes in [[], [0], [UInt8](repeating: 0xff, count: 5000)] {
                try? device.load(bytes)
            }
            _ = try device.values()
            return nil
        }
    }

    /// A device to play with.
    private struct Board {
        let device: StageHandle<pa_device>
        let count: UInt32

        init(_ stage: PluginStage) throws(PluginError) {
            device = try stage.make(pa_device.self, values: [:])
            let traits = stage.traits?.assumingMemoryBound(to: pa_device_traits.self)
            count = traits?.pointee.register_count ?? 0
            try reset()
        }

        func values() throws(PluginError) -> [UInt64] {
            var values: [UInt64] = []
            for place in 0..<count {
                values.append(
                    try device.tryAsking { device.functions.read?(device.pointer, place) ?? 0 })
            }
            return values
        }

        func reset() throws(PluginError) {
            try device.tryAsking { device.functions.reset?(device.pointer) }
        }

        func exercise() throws(PluginError) {
            for value in [0, 1, UInt64.max] {
                for place in 0..<count {
                    try device.tryAsking { device.functions.write?(device.pointer, place, value) }
                }
            }
            let next = try device.tryAsking {
                device.functions.next_event?(device.pointer) ?? .max
            }
            if next != .max {
                try device.tryAsking { device.functions.advance?(device.pointer, next) }
            }
            try device.tryAsking { device.functions.advance?(device.pointer, 1 << 40) }
            _ = try device.tryAsking { device.functions.raises_interrupt?(device.pointer) }
        }

        func save() throws -> [UInt8] {
            let gathered = ByteOutput()
            try gathered.take { output throws(PluginError) in
                try device.call {
                    device.functions.save?(device.pointer, output) ?? pa_status(PA_FAULT)
                }
            }
            return gathered.bytes
        }

        func load(_ bytes: [UInt8]) throws(PluginError) {
            try device.call {
                bytes.withUnsafeBytes {
                    device.functions.load?(device.pointer, $0.baseAddress, $0.count)
                        ?? pa_status(PA_FAULT)
                }
            }
        }
    }
}

extension StageHandle {
    /// Calls a function that answers no status.
    ///
    /// - Throws: what it fails with.
    func tryAsking<Result>(_ body: () -> Result) throws(PluginError) -> Result {
        var failure: PluginError?
        let result = ask(body) { failure = $0 }
        if let failure { throw failure }
        return result
    }
}

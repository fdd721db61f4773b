import PluginInterface
import PluginKit

/// The stages of this module that are made and called as those of plug-ins are.
let builtInMicrocontrollerStages = BuiltInPlugin([TimerStage.self])

/// LiteX's timer behind the interface of plug-ins, so that firmware which is run every day goes through it.
struct TimerStage: DevicePlugin {
    static let about = About(
        "litex-timer", "LiteX's timer, with uptime", temporal: .sequential)
    static let abilities = DeviceAbilities(
        .bytesInWords, span: 0x68, registers: LiteXTimer.registers.registers.map(\.row))

    private let timer = LiteXTimer()

    init(_ setup: Setup<Void>) {}

    func read(_ place: Int) -> UInt64 { timer.read(place) }
    func write(_ place: Int, _ value: UInt64) { timer.write(place, value) }
    var raisesInterrupt: Bool { timer.raisesInterrupt }
    var nextEvent: UInt64? { timer.nextEvent }
    func advance(to cycle: UInt64) { timer.advance(to: cycle) }
    func reset() { timer.reset() }

    /// A line for each number: its name, a space, its value.
    func save() -> [UInt8] {
        timer.state.numbers.sorted { $0.key < $1.key }.flatMap {
            Array("\($0.key) \($0.value)\n".utf8)
        }
    }

    func load(_ bytes: UnsafeRawBufferPointer) throws {
        var state = DeviceState()
        for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
            let words = line.split(separator: " ")
            guard words.count == 2, let number = UInt64(words[1]) else {
                throw PluginFailure(.badData, "`\(line)` is no number of a timer")
            }
            state.numbers[String(words[0])] = number
        }
        do throws(MicrocontrollerError) {
            try timer.restore(state)
        } catch {
            throw PluginFailure(.badData, error.description)
        }
    }
}

extension Register {
    fileprivate var row: PluginKit.Register {
        let access: PluginKit.Register.Access =
            switch access {
            case .readOnly: .readOnly
            case .writeOnly: .writeOnly
            case .readWrite: .readWrite
            case .writeOneToClear: .writeOneToClear
            }
        return PluginKit.Register(
            name, at: Int(offset), bytes: byteCount, access, reset: reset, summary)
    }
}

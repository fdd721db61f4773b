import Fixtures
import Testing

@testable import Microcontroller

/// Platforms and scripts as files.
@Suite struct PlatformTests {
    private static let description = """
        ram: Memory.MappedMemory @ {
                sysbus 0x40000000;
                sysbus 0xc0000000 // again
            }
            size: 0x1000

        cpu: CPU.VexRiscv @ sysbus
            cpuType: "rv32imac"

        uart: UART.LiteX_UART @ {
                sysbus 0x60001800;
                sysbus 0xE0001800
            }
            -> cpu@2

        i2c: I2C.LiteX_I2C_Zephyr @ sysbus 0x60003000

        sensor: Sensors.ADXL345 @ i2c 0x1D
        """

    @Test func renodesDescriptionsAreRead() throws {
        let platform = try RenodePlatform.parse(Self.description, source: "a.repl")
        #expect(platform.memory.map(\.size) == [0x1000])
        #expect(platform.memory[0].aliases == [0xC000_0000])
        #expect(platform.devices.map(\.type) == ["litex-uart", "litex-i2c"])
        #expect(platform.devices[0].interrupt == 2)
        #expect(platform.devices[1].children?.map(\.address) == [0x1D])
        _ = try Machine(platform)
    }

    @Test(arguments: [
        ("CPU.VexRiscv", "CPU.CortexM", "is not simulated"),
        ("UART.LiteX_UART", "UART.PL011", "is not simulated"),
        ("size: 0x1000", "size: many", "has no size"),
        ("-> cpu@2", "-> plic@2", "is no interrupt of the cpu"),
        ("@ i2c 0x1D", "@ spi 0x1D", "on a bus that is not there"),
        ("sysbus 0xc0000000", "sysbus", "is no place"),
    ])
    func whatIsNotUnderstoodIsTold(text: String, replacement: String, words: String) {
        let changed = Self.description.replacing(text, with: replacement)
        let error = #expect(throws: MicrocontrollerError.self) {
            _ = try RenodePlatform.parse(changed, source: "a.repl")
        }
        #expect(error?.description.contains(words) == true, "\(String(describing: error))")
        #expect(error?.place?.hasPrefix("line") == true)
    }

    private static let board = """
        name: small
        clock: 1000000
        memory:
          - {name: ram, address: 0x1000, size: 0x1000}
        devices:
          - {name: uart, type: litex-uart, address: 0x4000}
        """

    @Test(arguments: [
        ("litex-uart", "litex-uarts", "there is no device `litex-uarts`"),
        ("address: 0x4000", "address: 0x4000, interrupt: 32", "lines are 0 to 31"),
        ("size: 0x1000", "size: 0x1001", "multiple of 4096"),
        ("clock: 1000000", "clock: 0", "clock of 0.0 Hz"),
        ("name: small", "title: small", "lacks `name`"),
        ("address: 0x4000}", "address: 0xFFFFFFF0}", "beyond the last address"),
        (
            "address: 0x4000}",
            "address: 0x4000}\n  - {name: two, type: litex-timer, address: 0x4010}", "overlaps"
        ),
        (
            "address: 0x4000", "address: 0x4000, children: [{name: a, type: b, address: 1}]",
            "no bus"
        ),
    ])
    func contradictionsOfBoardsAreTold(text: String, replacement: String, words: String) throws {
        _ = try Machine(PlatformReader.parse(Self.board, source: "a.yaml"))
        let changed = Self.board.replacing(text, with: replacement)
        let error = #expect(throws: MicrocontrollerError.self) {
            _ = try Machine(PlatformReader.parse(changed, source: "a.yaml"))
        }
        #expect(error?.description.contains(words) == true, "\(String(describing: error))")
    }

    @Test func unknownPlatformsNameThoseThereAre() {
        let error = #expect(throws: MicrocontrollerError.self) {
            _ = try PlatformReader.read("litex")
        }
        #expect(error?.kind == .noInput && error?.message.contains("litex-vexriscv") == true)
    }

    private static let script = """
        using sysbus
        $elf?=@../zephyr.elf
        mach create
        machine LoadPlatformDescription $ORIGIN/board.repl
        showAnalyzer uart
        macro reset
        \"""
            sysbus LoadELF $elf
            i2c.sensor MaxFifoDepth 1
            i2c.sensor FeedSample $ORIGIN/circle.data
            i2c.sensor FeedSample 0 15000 -1 128
        \"""
        runMacro $reset
        start
        """

    @Test func scriptsFeedSensors() throws {
        let script = try RenodeScript(
            Self.script, source: "a.resc", folder: "demo", firmware: "mine.elf")
        #expect(script.platform == "demo/board.repl" && script.firmware == "mine.elf")
        #expect(script.notes.count == 1)
        #expect(script.sensorCommands.map(\.sensor) == ["sensor", "sensor", "sensor"])
        #expect(
            script.sensorCommands.map(\.command) == [
                .setFIFODepth(1), .feedFile(path: "demo/circle.data"),
                .feed(RawAcceleration(x: 0, y: 15000, z: -1), repeats: 128),
            ])
    }

    @Test(arguments: [
        ("start", "fly", "cannot be done"), ("$reset", "$other", "no macro"),
        ("MaxFifoDepth 1", "MaxFifoDepth 99", "1 to 63"),
        ("0 15000 -1 128", "0 15000", "x y z"), ("$ORIGIN/circle", "$HOME/circle", "not set"),
        ("0 15000 -1 128", "0 99999 -1 128", "16 bits"),
    ])
    func scriptsThatCannotBeDoneSayWhere(text: String, replacement: String, words: String) {
        let changed = Self.script.replacing(text, with: replacement)
        let error = #expect(throws: MicrocontrollerError.self) {
            _ = try RenodeScript(changed, source: "a.resc", folder: ".", firmware: "f.elf")
        }
        #expect(error?.description.contains(words) == true, "\(String(describing: error))")
        #expect(error?.place?.hasPrefix("line") == true)
    }

    @Test func samplesAreThreeNumbersALine() throws {
        let samples = try RenodeSamples.parse("1 -2 3\n\n32767\t0 -32768\n", source: "a.data")
        #expect(samples == [RawAcceleration(x: 1, y: -2, z: 3), .init(x: 32767, y: 0, z: -32768)])
        for (text, words) in [
            ("1 2\n", "line 1"), ("1 2 3\nx y z", "line 2"), ("1 2 40000", "line 1"),
            ("", "no samples"), ("1 2 3 4", "line 1"),
        ] {
            let error = #expect(throws: MicrocontrollerError.self) {
                _ = try RenodeSamples.parse(text, source: "a.data")
            }
            #expect(error?.description.contains(words) == true)
        }
    }
}

import Fixtures
import Testing

@testable import Commands

/// Accelerometers on the command line.
@Suite struct SensorTests {
    private let figure = fixture("figure.svg")

    @Test func samplesAreATable() {
        let run = CommandRun("device", "samples", "rest,seconds=0.12,noise=0")
        #expect(run.status == 0)
        #expect(run.output == "time [s],x [g],y [g],z [g]\n0,0,1,0\n0.04,0,1,0\n0.08,0,1,0\n")
        let many = CommandRun("device", "samples", "circle,seed=1", "--count", "2")
        #expect(many.output.hasPrefix("performance,time [s]"))
        #expect(many.output.contains("\n1,0,"))
    }

    @Test func samplesMoveACharacter() throws {
        let folder = try TemporaryFolder()
        let run = CommandRun(
            figure, "--accelerometer", "rest,seconds=1", "--geometry", folder.file("g.ndjson"),
            "--json")
        #expect(run.status == 0, "\(run.error)")
        #expect(run.output.contains("\"frames\":44"))
    }

    @Test func gesturesAreToldOnTheHost() {
        let run = CommandRun(
            "device", "classify", "--accelerometer", "rest,seconds=2", "--accelerometer",
            "circle,seed=5", "--accelerometer", "rest")
        #expect(run.output.hasPrefix("ring at sample ") && run.status == 0)
        let scores = CommandRun("device", "classify", "--accelerometer", "rest", "--scores")
        #expect(scores.output.hasPrefix("{\"sample\":0,\"scores\":["))
    }

    @Test func devicesAndPlatformsAreListed() {
        let run = CommandRun("device", "list")
        for word in ["litex-vexriscv:", "spike:", "`adxl345`", "`uptime_cycles`"] {
            #expect(run.output.contains(word))
        }
    }

    @Test func mistakesAreUsage() throws {
        let folder = try TemporaryFolder()
        let out = folder.file("g.ndjson")
        func fails(_ arguments: String..., saying words: String) -> Bool {
            let run = CommandRun(arguments)
            return run.status == ExitStatus.usage.rawValue && run.error.contains(words)
        }
        #expect(fails(figure, "--geometry", out, saying: "--accelerometer SAMPLES"))
        #expect(
            fails(
                figure, "--accelerometer", "circle", "--video", "a.mp4", "--geometry", out,
                saying: "both move the character"))
        #expect(
            fails(
                figure, "--character", figure, "--accelerometer", "circle", "--geometry", out,
                saying: "moves one character"))
        #expect(
            fails(
                figure, "--accelerometer", "circle,speed=2", "--geometry", out,
                saying: "seconds, rate, noise, seed"))
        #expect(
            fails(
                figure, "--accelerometer", "circle", "--gesture-labels", "a", "--geometry", out,
                saying: "--gesture-model"))
        #expect(fails("device", "samples", "x.csv", "--columns", "x,y", saying: "no column z"))
        #expect(fails("device", "samples", "rest", "--unit", "ells", saying: "there are g"))
        #expect(fails("device", "samples", "rest", "--sample-rate", "0", saying: "0.1 to 100000"))
        #expect(fails("device", "run", "a.elf", "--mips", "0", saying: "--mips"))
        #expect(fails("device", "run", "a.elf", "--trace", "smell", saying: "uart, i2c"))
        #expect(fails("device", "run", "a.elf", "--fifo-depth", "64", saying: "1 to 63"))
        #expect(fails("device", "classify", saying: "nothing to judge"))
    }
}

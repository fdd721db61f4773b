import Fixtures
import Microcontroller
import Motion
import Storage
import Testing

@testable import Sensing

/// Samples from files of all forms, and generated ones.
@Suite struct SampleTests {
    private func read(
        _ text: String, _ options: AccelerationOptions = AccelerationOptions()
    ) throws -> AccelerationRecording {
        try AccelerationReader.read(Array(text.utf8), name: "a.csv", options: options)
    }

    private func isNear(_ left: Acceleration, _ right: Acceleration) -> Bool {
        (left - right).length < 1e-9
    }

    @Test func renodesSamplesAreRaw() throws {
        let recording = try read("1024 0 -512\n0 2048 0\n", AccelerationOptions(rate: 50))
        #expect(recording.samples.map(\.time) == [0, 0.02])
        #expect(
            recording.samples.map(\.value) == [Acceleration(1, 0, -0.5), Acceleration(0, 2, 0)])
        #expect(RawAcceleration(recording.samples[0].value) == .init(x: 1024, y: 0, z: -512))
    }

    /// A header tells names and units, as loggers of phones write them.
    @Test(arguments: [
        "time [s],x [g],y [g],z [g]\n0,0,1,0\n0.01,0.5,1,0\n",
        "\"Time (s)\",\"Acceleration x (m/s^2)\",\"Acceleration y (m/s^2)\","
            + "\"Acceleration z (m/s^2)\",\"Absolute\"\n"
            + "0,0,9.80665,0,9\n0.01,4.903325,9.80665,0,9\n",
        "time,seconds_elapsed,z (mg),y (mg),x (mg)\n1700000000000000000,0,0,1000,0\n"
            + "1700000000010000000,0.01,0,1000,500\n",
        "t (ms);accX;accY;accZ\n0;0;1;0\n10;0.5;1;0\n",
        "gyro_x\tax\tay\taz\ttimestamp\n9\t0\t1\t0\t0\n9\t0.5\t1\t0\t0.01\n",
    ])
    func headersAreUnderstood(text: String) throws {
        let recording = try read(text)
        #expect(recording.samples.count == 2)
        #expect(isNear(recording.samples[0].value, Acceleration(0, 1, 0)))
        #expect(isNear(recording.samples[1].value, Acceleration(0.5, 1, 0)))
        #expect(abs(recording.samples[1].time - 0.01) < 1e-9)
    }

    /// WISDM's recordings: no header, several records a line, times in nanoseconds.
    @Test func columnsMayBeNamed() throws {
        let columns = try SampleColumn.parse("skip,skip,time:ns,x:m/s2,y:m/s2,z:m/s2")
        let recording = try read(
            "33,Jogging,49105962326000,-0.6946377,12.680544,0.50395286;\n"
                + "33,Jogging,49106062271000,5.012288,11.264028,0.95342433;33,Jogging,"
                + "49106112167000,4.903325,10.882658,-0.08172209;\n\n",
            AccelerationOptions(columns: columns))
        #expect(recording.samples.count == 3)
        #expect(abs(recording.samples[2].time - 0.149841) < 1e-9)
        #expect(abs(recording.samples[2].value.x - 0.5) < 1e-9)
    }

    @Test func unitsThatAreNotToldAreGuessedAndSaid() throws {
        let rows = (0..<5).map { "\(Double($0) * 20),0.1,9.7,0.3" }.joined(separator: "\n")
        let recording = try read("time,x,y,z\n" + rows)
        #expect(recording.notes.count == 2)
        #expect(recording.notes.contains { $0.contains("m/s2") })
        #expect(abs(recording.samples[1].time - 0.02) < 1e-9)
        #expect(abs(recording.samples[0].value.y - 9.7 / 9.80665) < 1e-9)
        let told = try read("x,y,z\n1,2,3\n", AccelerationOptions(unit: .milliG))
        #expect(told.samples[0].value == Acceleration(0.001, 0.002, 0.003))
    }

    @Test(arguments: [
        ("1 2\n", "line 1"), ("x,y\n1,2\n", "no column z"), ("x,y,z\n1,2\n", "line 2"),
        ("x,y,z\n1,2,foo\n", "`foo` is no number"), ("", "holds no samples"),
        ("x,y,z\n", "holds no samples"), ("1,2\n", "--columns"),
        ("x,y,z\n90000,0,0\n", "--unit"), ("time,x,y,z\n2,0,1,0\n1,0,1,0\n", "goes back"),
        ("x,y,z\n1,2,nan\n", "no number"), ("{\"x\":1}\n", "has no y"),
        ("{\"x\":1,\"y\":2,\"z\":\"a\"}", "line 1"), ("{\"unit\":\"ells\"}", "no unit"),
        ("{\"x\":1,", "is not JSON"), ("{\"rate\":-1}", "rate"), ("\u{0}\u{1}", "neither text"),
        ("just some words\n", "line 1"),
    ])
    func wrongSamplesSayWhere(text: String, words: String) {
        let error = #expect(throws: SensingError.self) { _ = try read(text) }
        #expect(error?.description.contains(words) == true, "\(String(describing: error))")
    }

    @Test(arguments: ["x,y", "x,y,z,x", "x,y,w", "x:miles,y,z", "time:days,x,y,z", ""])
    func wrongColumnsAreRefused(text: String) {
        #expect(throws: SensingError.self) { _ = try SampleColumn.parse(text) }
    }

    @Test func linesOfJSONMayCarrySettings() throws {
        let recording = try read(
            "{\"unit\":\"m/s2\",\"rate\":100}\n{\"x\":0,\"y\":9.80665,\"z\":0}\n\n"
                + "{\"x\":0,\"y\":0,\"z\":0}\n")
        #expect(recording.samples.map(\.time) == [0, 0.01])
        #expect(isNear(recording.samples[0].value, Acceleration(0, 1, 0)))
        let timed = try read(
            "{\"t\":5,\"x\":1,\"y\":0,\"z\":0}\n{\"time\":5.5,\"x\":1,\"y\":0,\"z\":0}")
        #expect(timed.samples.map(\.time) == [0, 0.5])
    }

    /// Lines come one by one, however they are cut.
    @Test func linesComeInPieces() throws {
        let text = (0..<50).map { "{\"x\":\($0),\"y\":0,\"z\":0}" }.joined(separator: "\n")
        for size in [1, 7, 1000] {
            let lines = SampleLines(
                ByteStream(bytes: Array(text.utf8), name: "pipe", pieceLimit: size))
            var count = 0
            while let sample = try lines.next() {
                #expect(sample.value.x == Double(count))
                count += 1
            }
            #expect(count == 50)
        }
    }

    private func resd(_ block: [UInt8], type: UInt8 = 2, kind: UInt8 = 2) -> [UInt8] {
        let size = (0..<8).map { UInt8(truncatingIfNeeded: block.count >> (8 * $0)) }
        return Array("RESD".utf8) + [1, 0, 0, 0, kind, type, 0, 0, 0] + size + block
    }

    @Test func renodesSensorDataIsRead() throws {
        func number(_ value: Int64, _ count: Int) -> [UInt8] {
            (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
        }
        // Begins at 1 s, a sample each 10 ms, no further description.
        var block = number(1_000_000_000, 8) + number(10_000_000, 8) + number(0, 8)
        for values in [[0, 1_000_000, -500_000], [1, 2, 3]] {
            block += values.flatMap { number(Int64($0), 4) }
        }
        let bytes = resd(block)
        let recording = try AccelerationReader.read(bytes, name: "a.resd", options: .init())
        #expect(recording.samples[0].time == 0 && abs(recording.samples[1].time - 0.01) < 1e-9)
        #expect(isNear(recording.samples[0].value, Acceleration(0, 1, -0.5)))
        for cut in [9, 20, bytes.count - 1] {
            #expect(throws: SensingError.self) {
                _ = try AccelerationReader.read(
                    Array(bytes[..<cut]), name: "a.resd", options: .init())
            }
        }
        let error = #expect(throws: SensingError.self) {
            _ = try AccelerationReader.read(resd(block, type: 1), name: "a.resd", options: .init())
        }
        #expect(error?.message == "holds no accelerations")
    }

    // MARK: Generators

    @Test(arguments: SampleGenerator.Gesture.allCases)
    func generatorsBeginAndEndAtRest(gesture: SampleGenerator.Gesture) {
        let samples = SampleGenerator(gesture, noise: 0).recording.samples
        #expect(isNear(samples[0].value, Acceleration(0, 1, 0)))
        #expect(isNear(samples[samples.count - 1].value, Acceleration(0, 1, 0)))
        let most = samples.map { ($0.value - Acceleration(0, 1, 0)).length }.max() ?? 0
        #expect(gesture == .rest ? most < 1e-9 : (0.5...8).contains(most))
    }

    @Test func seedsMakeOtherPerformancesAndTheSameOnes() throws {
        let first = try AccelerationReader.read("wing,seed=3,noise=0.02").samples
        #expect(try AccelerationReader.read("wing,seed=3,noise=0.02").samples == first)
        #expect(try AccelerationReader.read("wing,seed=4,noise=0.02").samples != first)
        #expect(try AccelerationReader.read("rest,seconds=2,rate=100").samples.count == 200)
    }

    @Test(arguments: ["circle,size=2", "circle,seed=x", "circle,rate=0", "circle,seconds"])
    func wrongSettingsOfGeneratorsAreTold(text: String) {
        let error = #expect(throws: SensingError.self) { _ = try AccelerationReader.read(text) }
        #expect(error?.kind == .usage)
    }

    @Test func recordingsFollowEachOther() throws {
        let rest = try AccelerationReader.read("rest,seconds=1")
        let circle = try AccelerationReader.read("circle")
        let both = rest.followed(by: [circle])
        #expect(both.samples.count == rest.samples.count + circle.samples.count)
        #expect(abs(both.samples[rest.samples.count].time - 1) < 1e-9)
    }
}

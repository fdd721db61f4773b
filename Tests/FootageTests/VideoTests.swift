import Fixtures
import Imaging
import Testing

@testable import Footage

/// Videos of known pictures (Tests/Fixtures/footage/make.py).
@Suite struct VideoTests {
    private struct Reading {
        var header: FootageHeader
        var times: [Double] = []
        var pictures: [Picture] = []
        var notes: [String] = []

        /// Red, green and blue, as one number: 0xFF0000.
        func color(_ frame: Int, _ x: Int, _ y: Int) -> Int {
            let start = 3 * (y * header.width + x)
            return pictures[frame].bytes[start..<start + 3].reduce(0) { $0 << 8 | Int($1) }
        }
    }

    private func read(_ name: String, _ options: FootageOptions = .init()) throws -> Reading {
        let footage = try FootageInput.open(fixture("footage/\(name)"), options: options)
        var reading = Reading(header: footage.header)
        var picture = try Picture(width: 1, height: 1)
        while let time = try footage.next(into: &picture) {
            reading.times.append(time)
            reading.pictures.append(picture)
        }
        reading.notes = footage.notes
        return reading
    }

    private let corners = [0xFF0000, 0x00FF00, 0x0000FF, 0xFFFFFF]

    private func cornersSeen(_ reading: Reading, _ frame: Int) -> [Int] {
        let (right, bottom) = (reading.header.width - 1, reading.header.height - 1)
        return [(0, 0), (right, 0), (0, bottom), (right, bottom)].map {
            reading.color(frame, $0.0, $0.1)
        }
    }

    @Test func regularVideoIsReadToTheLastPixel() throws {
        let reading = try read("regular.mov")
        #expect(
            reading.header
                == FootageHeader(width: 48, height: 32, framesPerSecond: 10, frameCount: 6))
        #expect(reading.times == (0..<6).map { Double($0) / 10 })
        for frame in 0..<6 {
            #expect(cornersSeen(reading, frame) == corners)
            #expect(reading.color(frame, 24, 16) == 20 * frame * 0x010101)
        }
        #expect(reading.notes.isEmpty)
    }

    @Test func turnedVideoIsTurnedUpright() throws {
        let reading = try read("turned.mov")
        #expect(reading.header.width == 32)
        #expect(reading.header.height == 48)
        // A quarter clockwise: what was below left is above left.
        #expect(cornersSeen(reading, 3) == [0x0000FF, 0xFF0000, 0xFFFFFF, 0x00FF00])
        #expect(reading.color(3, 16, 24) == 60 * 0x010101)
    }

    @Test func widePixelsBecomeSquare() throws {
        let reading = try read("wide-pixels.mov")
        #expect(reading.header.width == 96)
        #expect(reading.header.height == 32)
        #expect(cornersSeen(reading, 0) == corners)
    }

    @Test func unevenTimesAreTheContainers() throws {
        let reading = try read("uneven.mkv")
        #expect(reading.times == [0, 0.1, 0.4, 0.9, 1.6, 2.5])
    }

    @Test func aLeapOfTheClockIsNoPause() throws {
        let reading = try read("leap.mkv")
        let expected = [0, 0.1, 0.2, 0.3, 0.4, 0.5]
        for (time, right) in zip(reading.times, expected) { #expect(abs(time - right) < 1e-9) }
        #expect(reading.times.count == 6)
        #expect(reading.notes.count == 1)
        #expect(reading.notes.first?.contains("leaps on by 36000 s before picture 3") == true)
    }

    @Test func coloursAreMeantAsTheStreamSays() throws {
        let reading = try read("tagged-709.mkv")
        for (found, right) in zip(cornersSeen(reading, 0), corners) {
            for shift in [0, 8, 16] {
                #expect(abs((found >> shift) & 0xFF - (right >> shift) & 0xFF) <= 2)
            }
        }
    }

    @Test func rawFramesAreTakenAsTold() throws {
        let reading = try read(
            "frames.rgb",
            FootageOptions(
                framesPerSecond: 25, rawFrames: .init(width: 2, height: 1)))
        #expect(reading.times == [0, 0.04])
        #expect(reading.color(0, 1, 0) == 0x040506)
        #expect(reading.color(1, 0, 0) == 0x070809)
    }
}

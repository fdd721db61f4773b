import Testing

@testable import Sensing

/// Frames of the example firmware, found in a stream of bytes.
@Suite struct SerialFrameTests {
    private func frame(_ number: UInt16, _ time: UInt32, _ axes: [Int16]) -> [UInt8] {
        func bytes(_ value: UInt32, _ count: UInt32) -> [UInt8] {
            (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
        }
        let body =
            bytes(UInt32(number), 2) + bytes(time, 4)
            + axes.flatMap { bytes(UInt32(UInt16(bitPattern: $0)), 2) }
        return [0xA5, 0x5A] + body + bytes(UInt32(SerialFrames.checksum(of: body)), 2)
    }

    private func read(_ bytes: [UInt8]) -> ([SerialFrames.Frame], SerialFrames) {
        var frames = SerialFrames()
        return (bytes.compactMap { frames.take($0) }, frames)
    }

    /// The check value of CRC-16/CCITT-FALSE.
    @Test func theChecksumIsTheStandardOne() {
        #expect(SerialFrames.checksum(of: Array("123456789".utf8)) == 0x29B1)
    }

    @Test func framesComeOut() {
        let (found, frames) = read(
            frame(0, 40_000, [256, -128, 0]) + frame(1, 70_000_000, [-32768, 32767, 1]))
        #expect(found.map(\.number) == [0, 1])
        #expect(found.map(\.microseconds) == [40_000, 70_000_000])
        #expect(found[0].value == Acceleration(1, -0.5, 0))
        #expect(found[1].value.x == -128)
        #expect(frames.lostCount == 0 && frames.strayCount == 0)
    }

    @Test func damageLosesNoMoreThanItsFrame() {
        let good = frame(5, 1, [1, 2, 3])
        let text = Array("hello \u{a5}Z".utf8) + [0xA5, 0xA5, 0x5A]
        var bad = frame(6, 2, [4, 5, 6])
        bad[9] ^= 1
        // A mark within a frame, cut short by the next.
        let cut = [0xA5, 0x5A, 1, 2, 3] as [UInt8]
        let (found, frames) = read(good + text + bad + cut + frame(7, 3, [7, 8, 9]))
        #expect(found.map(\.number) == [5, 7])
        #expect(frames.lostCount == 1 && frames.strayCount > 0)
    }

    @Test func numbersBeginAnew() {
        let (found, frames) = read(frame(65535, 0, [0, 0, 0]) + frame(0, 1, [0, 0, 0]))
        #expect(found.count == 2 && frames.lostCount == 0)
    }
}

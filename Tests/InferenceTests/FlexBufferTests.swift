import ModelBuilding
import Testing

@testable import Inference

@Suite struct FlexBufferTests {
    /// Written by the format's own library in Python, 25.2.
    private static let map: [UInt8] = [
        97, 0, 98, 0, 99, 0, 100, 0, 2, 104, 105, 0, 101, 0, 102, 0, 3, 0, 0, 0, 1, 0, 0, 0, 2, 0,
        0, 0, 112, 17, 1, 0, 103, 0, 1, 120, 0, 0, 0, 0, 3, 0, 0, 0, 1, 0, 0, 0, 13, 0, 0, 0, 0, 0,
        16, 64, 6, 20, 14, 104, 0, 105, 0, 2, 1, 2, 106, 0, 251, 107, 0, 0, 0, 0, 192, 63, 108, 0,
        7, 8, 9, 109, 0, 9, 13, 85, 84, 83, 82, 77, 76, 59, 33, 32, 28, 26, 20, 16, 0, 0, 15, 0, 0,
        0, 1, 0, 0, 0, 13, 0, 0, 0, 253, 255, 255, 255, 44, 1, 0, 0, 0, 0, 0, 63, 115, 0, 0, 0, 1,
        0, 0, 0, 112, 0, 0, 0, 92, 0, 0, 0, 0, 0, 0, 0, 80, 0, 0, 0, 80, 0, 0, 0, 80, 0, 0, 0, 78,
        0, 0, 0, 77, 0, 0, 0, 6, 10, 14, 20, 106, 46, 42, 2, 100, 24, 34, 76, 28, 65, 38, 1,
    ]

    @Test func everyKindOfValue() throws {
        let value = try FlexValue(flexBuffer: Self.map)
        #expect(
            value
                == .map([
                    "a": .integer(-3), "b": .unsigned(300), "c": .real(0.5), "d": .string("hi"),
                    "e": .bool(true), "f": .vector([.integer(1), .integer(2), .integer(70000)]),
                    "g": .vector([.integer(1), .string("x"), .real(2.25)]), "h": .null,
                    "i": .blob([1, 2]), "j": .integer(-5), "k": .real(1.5),
                    "l": .vector([.integer(7), .integer(8), .integer(9)]), "m": .unsigned(9),
                ]))
    }

    @Test func rootsOfAllWidths() throws {
        #expect(try FlexValue(flexBuffer: [5, 4, 1]) == .integer(5))
        #expect(
            try FlexValue(flexBuffer: [0, 14, 250, 213, 254, 255, 255, 255, 7, 8])
                == .integer(-5_000_000_000))
        #expect(
            try FlexValue(flexBuffer: [154, 153, 153, 153, 153, 153, 185, 63, 15, 8]) == .real(0.1))
        #expect(
            try FlexValue(flexBuffer: [2, 1, 0, 2, 144, 1]) == .vector([.bool(true), .bool(false)]))
        #expect(
            try FlexValue(flexBuffer: [1, 112, 0, 1, 113, 0, 2, 6, 4, 2, 60, 1])
                == .vector([.string("p"), .string("q")]))
    }

    @Test func numbersOfOtherKinds() {
        #expect(FlexValue.real(2.9).int == 2)
        #expect(FlexValue.real(.nan).int == nil)
        #expect(FlexValue.real(1e300).int == nil)
        #expect(FlexValue.unsigned(.max).int == nil)
        #expect(FlexValue.integer(-7).double == -7)
        #expect(FlexValue.string("1").int == nil)
    }

    @Test func builtMapsAreRead() throws {
        let bytes = FlexBufferBuilder.map([
            "size": .integers([4, -5]), "mode": .string("bilinear"), "scale": .real(1.5),
            "count": .integer(-9),
        ])
        let value = try FlexValue(flexBuffer: bytes)
        #expect(value["size"]?.vector == [.integer(4), .integer(-5)])
        #expect(value["mode"]?.string == "bilinear")
        #expect(value["scale"]?.double == 1.5)
        #expect(value["count"]?.int == -9)
    }

    @Test func damageIsAnErrorAtMost() {
        for count in 0..<Self.map.count {
            _ = try? FlexValue(flexBuffer: Array(Self.map[..<count]))
            _ = try? FlexValue(flexBuffer: Array(Self.map[count...]))
        }
        for index in Self.map.indices {
            for value in stride(from: UInt8.min, through: .max, by: 15) {
                var damaged = Self.map
                damaged[index] = value
                _ = try? FlexValue(flexBuffer: damaged)
            }
        }
        #expect(throws: InferenceError.self) { try FlexValue(flexBuffer: []) }
        #expect(throws: InferenceError.self) { try FlexValue(flexBuffer: [0, 4, 3]) }
        #expect(throws: InferenceError.self) { try FlexValue(flexBuffer: [200, 20, 1]) }
    }

    @Test func vectorsThatHoldThemselvesAreRefused() {
        // A vector of one element, which points to the vector.
        #expect(throws: InferenceError.self) {
            try FlexValue(flexBuffer: [1, 0, 40, 2, 40, 1])
        }
        // Each of forty vectors holds the one before it twice.
        var bytes: [UInt8] = [0, 0, 4]
        var last = 1
        for _ in 0..<30 {
            bytes += [2]
            let start = bytes.count
            bytes += [UInt8(start - last), UInt8(start + 1 - last), 40, 40]
            last = start
        }
        bytes += [UInt8(bytes.count - last), 40, 1]
        #expect(throws: InferenceError.self) { try FlexValue(flexBuffer: bytes) }
    }
}

import Testing

@testable import PoseAnimate

@Suite struct FrameSelectionTests {
    @Test(arguments: [
        ("5", [5]),
        ("0-3", [0, 1, 2, 3]),
        ("1-9:3", [1, 4, 7]),
        ("1-9x3", [1, 4, 7]),
        (" 10 - 12 , 2 ", [2, 10, 11, 12]),
        ("9-1:-4", [1, 5, 9]),
        ("3-1", [1, 2, 3]),
        ("0-8:2,1-9:2", [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]),
        ("7-7", [7]),
    ])
    func rangesSelect(text: String, expected: [Int]) throws {
        let selection = try FrameSelection(parsing: text)
        #expect((0..<20).filter(selection.contains) == expected)
        #expect(selection.count == expected.count)
        #expect(selection.last == expected.last)
    }

    @Test(arguments: [
        "", ",", "a", "1-", "-", "1-2-3", "1:2", "1-5:0", "1-5:-1", "5-1:2", "1,,2", "1-5:",
        "99999999999999999999", "0x10", "1.5",
    ])
    func malformedRangesAreRefused(text: String) {
        let error = #expect(throws: PoseAnimateError.self) { try FrameSelection(parsing: text) }
        #expect(error?.kind == .usage)
        #expect(error?.message.contains("`\(text)`") == true)
    }

    @Test(arguments: ["1-5,5-9", "3,3", "0-10:2,4", "0-9:3,0-9:4", "10-1:-3,4-5"])
    func overlapsAreRefused(text: String) {
        let error = #expect(throws: PoseAnimateError.self) { try FrameSelection(parsing: text) }
        #expect(error?.message.contains("share") == true)
    }

    @Test(arguments: [
        ("0-9", 4), ("0-9", 1), ("5", 3), ("0-8:2,1-9:2", 3), ("30-60:7,2,10-12", 2), ("0-9", 100),
    ])
    func partsMakeTheWhole(text: String, size: Int) throws {
        let selection = try FrameSelection(parsing: text)
        let parts = selection.parts(of: size)
        #expect(parts.dropLast().allSatisfy { $0.count == size })
        #expect(parts.flatMap(\.frames).sorted() == selection.frames)
        for part in parts { #expect(try FrameSelection(parsing: part.text).frames == part.frames) }
        #expect(try FrameSelection(parsing: selection.text).frames == selection.frames)
    }

    @Test func allFramesOfAClip() {
        #expect(FrameSelection.all(of: 3)?.text == "0-2")
        #expect(FrameSelection.all(of: 1)?.text == "0")
        #expect(FrameSelection.all(of: 0) == nil)
    }

    @Test func framesBeforeTheFirstAreRefused() {
        let error = #expect(throws: PoseAnimateError.self) { try FrameSelection(parsing: "-3-2") }
        #expect(error?.message.contains("before frame 0") == true)
    }

    @Test func hugeStepsAreQuick() throws {
        let selection = try FrameSelection(
            parsing: "0-999999999:999999937,1-999999998:999999929")
        #expect(selection.count == 4)
    }
}

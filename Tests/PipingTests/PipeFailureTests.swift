import Motion
import Testing

@testable import Piping

/// Programs that do not do as they should: each is told in one line, and none is waited for.
@Suite struct PipeFailureTests {
    struct Case: CustomTestStringConvertible, Sendable {
        let script: String
        var frameCount = 4
        let kind: MotionError.Kind
        /// How many frames come before.
        var count = 0
        var place = "frame 0"
        let words: [String]
        var timeout = 20.0

        var testDescription: String { script }
    }

    private static let once = #"read -r h; read -r f; printf '%s\n' "$f"; "#

    @Test(arguments: [
        Case(script: "no-such-program-anywhere", kind: .unavailable, words: ["is not found"]),
        Case(
            script: "/dev/null", kind: .unavailable, words: ["cannot be run", "ermission denied"]),
        Case(script: "exit 3", kind: .fault, words: ["before it answered, with status 3"]),
        Case(
            script: "echo first >&2; echo 'no memory' >&2; echo >&2; exit 1", kind: .fault,
            words: ["with status 1: no memory"]),
        Case(
            script: once + "kill -KILL $$", kind: .fault, count: 1, place: "frame 1",
            words: ["signal 9 (Killed)"]),
        // Not a command that is missing: it has run.
        Case(
            script: once + "exit 127", kind: .fault, count: 1, place: "frame 1",
            words: ["with status 127"]),
        Case(
            script: once + "exec >&-; sleep 60", kind: .fault, count: 1, place: "frame 1",
            words: ["closed its standard output"]),
        Case(
            script: #"read -r h; read -r f; exec <&-; printf '%s\n' "$f"; sleep 60"#, kind: .fault,
            count: 1, place: "frame 1", words: ["closed its standard input"]),
    ])
    func ends(_ example: Case) throws { try check(example) }

    @Test(arguments: [
        Case(
            script: once + "sleep 60", kind: .fault, count: 1, place: "",
            words: ["did not answer frame 1 within 0.2 s", "flush"], timeout: 0.2),
        // Also not by a program that neither reads nor writes.
        Case(
            script: once + "trap '' TERM; sleep 60 & wait; wait", kind: .fault, count: 1,
            place: "", words: ["did not answer frame 1"], timeout: 0.2),
        Case(
            script: Piped.unchanged + "; sleep 60", frameCount: 1, kind: .fault, count: 1,
            place: "",
            words: ["did not end within 0.2 s"], timeout: 0.2),
    ])
    func hangs(_ example: Case) throws { try check(example) }

    @Test(arguments: [
        Case(
            script: Piped.answering("echo hello"), kind: .badData, place: "answer to frame 0",
            words: ["hello"]),
        Case(
            script: Piped.answering("echo '{\"pose\":'"), kind: .badData,
            place: "answer to frame 0", words: ["is not JSON"]),
        Case(
            script: Piped.answering("echo"), kind: .badData, place: "answer to frame 0",
            words: ["is not JSON", "an empty line"]),
        Case(
            script: "read -r h; printf '%s\\n' \"$h\"; sleep 60", kind: .badData,
            place: "answer to frame 0", words: ["neither", "header"]),
        Case(
            script: once + #"read -r g; printf '%s\n' "$f"; sleep 60"#, kind: .badData, count: 1,
            place: "answer to frame 1", words: ["is frame 0"]),
        Case(
            script: Piped.answering(#"echo '{"frame":"0","pose":null}'"#), kind: .badData,
            place: "answer to frame 0", words: ["is no frame"]),
        Case(
            script: Piped.answering(#"echo '{"time":9,"pose":null}'"#), kind: .badData,
            place: "answer to frame 0", words: ["at the time 9"]),
        Case(
            script: Piped.answering(
                #"echo '{"pose":{"keypoints":[{"part":"nose","position":{"x":NaN,"y":1}}]}}'"#),
            kind: .badData, place: "answer to frame 0, pose.keypoints[0].position.x",
            words: ["NaN", "finite"]),
        Case(
            script: Piped.answering(#"echo '{"people":[]}'"#), kind: .badData,
            place: "answer to frame 0", words: ["people"]),
        Case(
            script: Piped.unchanged + "; echo more", kind: .badData, count: 4,
            place: "after frame 3", words: ["more than one line"]),
        Case(
            script: "read -r h; cat /dev/zero", kind: .badData, words: ["without the end of a line"]
        ),
    ])
    func answersWrongly(_ example: Case) throws { try check(example) }

    /// A second line comes with the first or behind it: either is told.
    @Test func answersTwice() throws {
        let (frames, error) = try Piped().through(
            Self.once + #"printf '%s\n' "$f"; sleep 60"#)
        #expect(frames.count <= 1)
        #expect(error?.kind == .badData)
        #expect(error?.message.contains("line") == true)
    }

    /// Its work may be lost, although every frame came back.
    @Test func failureAtTheEnd() throws {
        try check(
            Case(
                script: Piped.unchanged + "; echo 'disk full' >&2; exit 4", kind: .fault,
                count: 4, place: "after frame 3",
                words: ["failed at its end, with status 4: disk full"]))
    }

    /// Motion that is not followed to its end says nothing of a program's.
    @Test func motionThatIsLeftEndsTheProgram() throws {
        let motion = Piped()
        var filter: PipeFilter? = try PipeFilter(
            PipeCommand(Piped.unchanged + "; exit 4"), header: ClipHeader())
        var frame = motion.frames[0]
        try filter?.apply(to: &frame)
        filter = nil
        let isSame = frame == motion.frames[0]
        #expect(isSame)
    }

    @Test func whatFailedIsNotAskedAgain() throws {
        var frame = Piped().frames[0]
        let filter = try PipeFilter(PipeCommand("exit 3"), header: ClipHeader())
        #expect(throws: MotionError.self) { try filter.apply(to: &frame) }
        let error = #expect(throws: MotionError.self) { try filter.apply(to: &frame) }
        #expect(error?.message.contains("ended already") == true)
        try filter.finish()
    }

    /// Errors are one line each, however the command is written.
    @Test func longCommandsAreCut() throws {
        let script = "exit 3\n" + String(repeating: "# nothing\n", count: 50)
        let (_, error) = try Piped().through(script)
        let text = "\(try #require(error))"
        #expect(!text.contains("\n"))
        #expect(text.count < 200)
        #expect(text.contains("…"))
    }

    private func check(_ example: Case) throws {
        let motion = Piped(frameCount: example.frameCount)
        let (frames, error) = try motion.through(example.script, timeout: example.timeout)
        #expect(frames.count == example.count)
        #expect(error?.kind == example.kind)
        #expect(error?.place == example.place)
        #expect(error?.source.hasPrefix("pipe filter `") == true)
        for word in example.words {
            #expect(error?.message.contains(word) == true, "\(error?.message ?? "")")
        }
    }
}

import Glibc
import Testing

@testable import Pipelining

@Suite struct DialogueTests {
    private func lines(_ text: String) -> [UInt8] { Array("\(text)\n".utf8) }

    @Test func everyLineIsAnswered() throws {
        let dialogue = try Dialogue(shell: "while read x; do echo \"<$x>\"; done; exit 2")
        for word in ["one", "two"] {
            let answer = try dialogue.ask(lines(word), within: 20)
            #expect(String(decoding: answer, as: UTF8.self) == "<\(word)>")
        }
        #expect(try dialogue.end(within: 20).status == 2)
    }

    /// More than any buffer of the system holds goes either way at the same time.
    @Test func longLinesPassBothWays() throws {
        let dialogue = try Dialogue(shell: "exec cat")
        let line = [UInt8](repeating: 0x78, count: 3 << 20)
        let answer = try dialogue.ask(line + lines(""), within: 60)
        let isSame = answer == line
        #expect(isSame)
    }

    @Test func programsThatDoNotReadAreNotWaitedFor() throws {
        let dialogue = try Dialogue(shell: "sleep 60")
        let line = [UInt8](repeating: 0x78, count: 3 << 20)
        let failure = #expect(throws: Dialogue.Failure.self) {
            try dialogue.ask(line, within: 0.1)
        }
        guard case .late? = failure else {
            Issue.record("\(String(describing: failure))")
            return
        }
    }

    /// What a program says last is heard, although it has ended by then.
    @Test func lastAnswersAreHeard() throws {
        let dialogue = try Dialogue(shell: "read x; echo done")
        let answer = try dialogue.ask(lines("x"), within: 20)
        #expect(answer == Array("done".utf8))
        let failure = #expect(throws: Dialogue.Failure.self) {
            try dialogue.ask(lines("x"), within: 20)
        }
        guard case .ended(let ending)? = failure else {
            Issue.record("\(String(describing: failure))")
            return
        }
        #expect(ending.status == 0)
    }

    /// Somebody who left the group and holds the output open says nothing of the program.
    @Test func programsThatLeaveOthersBehindHaveEnded() throws {
        let dialogue = try Dialogue(shell: "sleep 60 & exit 5")
        let failure = #expect(throws: Dialogue.Failure.self) {
            try dialogue.ask(lines("x"), within: 20)
        }
        guard case .ended(let ending)? = failure else {
            Issue.record("\(String(describing: failure))")
            return
        }
        #expect(ending.status == 5)
    }

    @Test func interruptionEndsWaiting() throws {
        let dialogue = try Dialogue(shell: "sleep 60", isInterrupted: { true })
        let failure = #expect(throws: Dialogue.Failure.self) {
            try dialogue.ask(lines("x"), within: 60)
        }
        guard case .interrupted? = failure else {
            Issue.record("\(String(describing: failure))")
            return
        }
    }

    /// The program itself is gone, not a zombie either, when nobody holds the dialogue any more.
    @Test func nobodyIsLeft() throws {
        var dialogue: Dialogue? = try Dialogue(shell: "read x; echo $$; trap '' TERM; sleep 60")
        let answer = try dialogue?.ask(lines("x"), within: 20)
        let number = try #require(Int32(String(decoding: answer ?? [], as: UTF8.self)))
        #expect(kill(number, 0) == 0)
        dialogue = nil
        #expect(kill(number, 0) == -1)
    }
}

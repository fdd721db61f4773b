import Geometry
import Motion
import Testing

@testable import Piping

/// Programs that do as they should.
@Suite struct PipeFilterTests {
    private let motion = Piped()

    @Test func framesComeBackAsTheyWent() throws {
        let (frames, error) = try motion.through(Piped.unchanged)
        let isSame = frames == motion.frames
        #expect(isSame)
        #expect(error == nil)
    }

    @Test func programsActInOrder() throws {
        let first = Piped.answering(#"echo "$f" | sed s/leftWrist/rightWrist/"#)
        let second = Piped.answering(#"echo "$f" | sed s/rightWrist/leftKnee/"#)
        let (frames, error) = try motion.through(first, second)
        #expect(error == nil)
        #expect(frames.count == 4)
        #expect(frames.first?.pose?[.leftKnee] == motion.frames[0].pose?[.leftWrist])
        #expect(frames.first?.pose?[.leftWrist] == nil)
    }

    /// The header and the number of each frame are what a program needs to know where it is.
    @Test func programsAreToldTheHeaderAndTheFramesNumber() throws {
        let script = #"""
            read -r h
            case "$h" in *'"protocol":1'*'"fps":24,"width":640,"height":480}') ;; *) exit 9;; esac
            n=0
            while read -r f; do
              case "$f" in "{\"frame\":$n,\"time\":"*) ;; *) exit 8;; esac
              printf '%s\n' "$f"; n=$((n+1))
            done
            """#
        let (frames, error) = try motion.through(script)
        #expect(error == nil)
        #expect(frames.count == 4)
    }

    @Test func answersNeedNotSayWhichFrameTheyAre() throws {
        let (frames, error) = try motion.through(
            Piped.answering(#"echo '{"pose":null,"face":null}'"#))
        #expect(error == nil)
        #expect(frames.map(\.index) == [0, 1, 2, 3])
        #expect(frames.map(\.time) == motion.frames.map(\.time))
        #expect(frames.allSatisfy { $0.pose == nil && $0.face == nil })
    }

    @Test func partsThatThereAreNotAreRemarked() throws {
        let answer = #"{"pose":{"keypoints":[{"part":"tail","position":{"x":1,"y":2}}]}}"#
        let filter = try PipeFilter(
            PipeCommand(Piped.answering("echo '\(answer)'")), header: ClipHeader())
        for frame in motion.frames {
            var frame = frame
            try filter.apply(to: &frame)
        }
        try filter.finish()
        #expect(filter.notes.count == 1)
        #expect(filter.notes.first?.contains("\"tail\"") == true)
        #expect(filter.notes.first?.hasPrefix("pipe filter `read") == true)
    }

    /// A program may take longer to start than for a frame.
    @Test func theFirstAnswerMayTakeLonger() {
        #expect(PipeCommand("cat", timeout: 0.2).startTimeout == 30)
        #expect(PipeCommand("cat", timeout: 20).startTimeout == 60)
    }

    @Test(arguments: ["", " \n", "cat\0"])
    func commandsThatAreNone(_ command: String) {
        let error = #expect(throws: MotionError.self) {
            try PipeFilter(PipeCommand(command), header: ClipHeader())
        }
        #expect(error?.kind == .usage)
    }

    @Test(arguments: [0, -1, .nan, .infinity])
    func timesThatAreNone(_ timeout: Double) {
        let error = #expect(throws: MotionError.self) {
            try PipeFilter(PipeCommand("cat", timeout: timeout), header: ClipHeader())
        }
        #expect(error?.kind == .usage)
    }
}

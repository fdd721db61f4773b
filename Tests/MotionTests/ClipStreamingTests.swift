import Foundation
import Glibc
import Motion
import Storage
import Testing

@Suite("Clips as they arrive") struct ClipStreamingTests {
    /// A short clip of every form: text enough to be cut at every byte.
    static let nose = ClipText.keypoint("nose", x: 1.5, y: -2e1, score: 0.25)
    static let short = [
        #"{"pose":{"note":"a \"}]{[\\","keypoints":[\#(nose)]},"face":null}"#,
        #"{"pose":null}"#, #"{ "odd" : [{}, [1, "x"]], "face" : null }"#,
    ]
    static let forms = [
        "{\"fps\":10,\"a\":\"\\\"{\",\"frames\" : [\(short.joined(separator: " ,\n"))] }\n",
        "{\"fps\":10}\n" + short.joined(separator: "\n") + "\n",
        short.joined(separator: "\r\n\n"),
    ]

    static func packed(_ text: String) throws -> [UInt8] {
        var packed: [UInt8] = []
        var writer = GzipWriter(path: "clip")
        try writer.compress(Array(text.utf8), into: &packed)
        try writer.finish(into: &packed)
        return packed
    }

    @Test(arguments: forms.indices)
    func piecesOfAnySizeGiveTheSameFrames(form: Int) throws {
        let text = Array(Self.forms[form].utf8)
        let packed = try Self.packed(Self.forms[form])
        let expected = try readAll(ClipSource(bytes: text, name: "clip"))
        #expect(expected.count == 3)
        #expect(expected[0].pose?[.nose] == Keypoint(x: 1.5, y: -20, confidence: 0.25))
        for size in 1...text.count {
            for bytes in [text, packed] {
                let stream = ByteStream(bytes: bytes, name: "clip", pieceLimit: size)
                #expect(try readAll(ClipSource(stream)) == expected)
            }
        }
    }

    /// Frames that end among many bytes without a quote, which are passed over at once.
    @Test(arguments: [0, 1, 31, 63, 64, 65, 127, 200])
    func spaceBehindAFramesEndIsNotPartOfIt(count: Int) throws {
        let space = String(repeating: " ", count: count)
        let frame = ClipText.frame(0, landmarks: 468)
        let text = "{\(ClipText.header),\"frames\":[\(frame)\(space)]\(space)}\(space)"
        #expect(try read(text) == [ClipText.expected(0, landmarks: 468)])
        let brackets = String(repeating: "[ ]", count: count + 1).replacing("][", with: "],[")
        let odd = "{\(space)\"odd\":[\(brackets)],\(ClipText.frame(0).dropFirst())"
        #expect(try read("{\(ClipText.header),\"frames\":[\(odd)]}") == [ClipText.expected(0)])
    }

    @Test func framesMayBeLargerThanWhatIsReadAtOnce() throws {
        let sizes = [10, 300_000, 20, 70_000, 900_000, 5, 260_000]
        let frames = sizes.enumerated().map { index, size in
            "{\"odd\":\"\(String(repeating: "x", count: size))\","
                + ClipText.frame(index).dropFirst()
        }
        let expected = sizes.indices.map { ClipText.expected($0) }
        #expect(try read(frames.joined(separator: "\n")) == expected)
        #expect(
            try read("{\"fps\":30,\"frames\":[\(frames.joined(separator: ","))]}") == expected)
    }

    @Test func clipsMayBeLongerThanWhatIsInMemory() throws {
        let frames = (0..<600).map { ClipText.frame($0) }
        let expected = (0..<600).map { ClipText.expected($0) }
        #expect(try read(frames.joined(separator: "\n")) == expected)
        #expect(try read("{\"frames\":[\(frames.joined(separator: ","))]}") == expected)
    }

    /// Each frame comes out before anything behind it is written: reading more would wait for ever.
    @Test(.timeLimit(.minutes(1)), arguments: [true, false])
    func aLiveProgramsFramesComeAtOnce(isLineByLine: Bool) throws {
        var ends: [Int32] = [0, 0]
        try #require(pipe(&ends) == 0)
        defer { close(ends[0]) }
        func say(_ text: String) {
            #expect(Glibc.write(ends[1], text, text.utf8.count) == text.utf8.count)
        }
        say(isLineByLine ? "{\(ClipText.header)}\n" : "{\(ClipText.header),\"frames\":[")
        let source = try ClipSource(ByteStream(descriptor: ends[0], name: "pipe"))
        #expect(source.header.framesPerSecond == 30)
        #expect(source.header.frameCount == nil)
        for index in 0..<3 {
            let landmarks = index == 1 ? 478 : nil
            let separator = isLineByLine || index == 0 ? "" : ","
            let frame = ClipText.frame(index, landmarks: landmarks)
            say(separator + frame + (isLineByLine ? "\n" : ""))
            #expect(try source.next() == ClipText.expected(index, landmarks: landmarks))
        }
        if !isLineByLine { say("]}") }
        close(ends[1])
        #expect(try source.next() == nil)
        #expect(try source.next() == nil)
    }

    @Test func aPackedLiveStreamIsUnpackedAsItComes() throws {
        // Every frame a gzip member of its own, as `gzip` makes of each line.
        var bytes: [UInt8] = []
        for index in 0..<3 { bytes += try Self.packed(ClipText.frame(index) + "\n") }
        let stream = ByteStream(bytes: bytes, name: "clip", pieceLimit: 100)
        #expect(try readAll(ClipSource(stream)) == (0..<3).map { ClipText.expected($0) })
    }

    @Test func aPipeMustBringItsHeaderFirst() throws {
        let text = "{\"frames\":[\(ClipText.frame(0))],\"fps\":25}"
        try readThroughPipe(text) { (source: ClipSource) throws in
            #expect(try source.next() == ClipText.expected(0))
            let error = #expect(throws: MotionError.self) { try source.next() }
            #expect(error?.message.contains("too late in a pipe") == true)
        }
        // Members that change nothing may stand there.
        let same = "{\"fps\":30,\"frames\":[\(ClipText.frame(0))],\"fps\":30,\"a\":1}"
        try readThroughPipe(same) { (source: ClipSource) throws in
            #expect(try readAll(source) == [ClipText.expected(0)])
        }
    }

    @Test func aClipThatBreaksOffGivesItsFramesFirst() throws {
        let text = "{\(ClipText.header),\"frames\":[\(ClipText.frame(0)),{\"pose\":{"
        for isFile in [true, false] {
            func check(_ source: ClipSource) throws {
                #expect(source.header.frameCount == nil)
                #expect(try source.next() == ClipText.expected(0))
                let error = #expect(throws: MotionError.self) { try source.next() }
                #expect(error?.place == "frame 1 at byte \(text.utf8.count)")
                #expect(error?.message.contains("cut short") == true)
            }
            if isFile {
                try check(ClipSource(bytes: Array(text.utf8), name: "clip"))
            } else {
                try readThroughPipe(text, check)
            }
        }
    }

    @Test func aDamagedPackedClipGivesItsFramesFirst() throws {
        let frames = (0..<200).map { ClipText.frame($0) }.joined(separator: "\n")
        let packed = try Self.packed(frames)
        let source = try ClipSource(bytes: Array(packed.dropLast(9)), name: "clip.gz")
        var count = 0
        var failure: MotionError?
        while failure == nil {
            do throws(MotionError) {
                let frame = try source.next()
                #expect(frame == ClipText.expected(count))
                count += 1
            } catch {
                failure = error
            }
        }
        #expect(count > 100)
        #expect(failure?.kind == .badData)
        #expect(failure?.message == "is cut short: the gzip data breaks off")
    }

    @Test func pathOfAFileIsRead() throws {
        let path = NSTemporaryDirectory() + "motion-tests-" + UUID().uuidString
        defer { unlink(path) }
        try Data(ClipText.document.utf8).write(to: URL(fileURLWithPath: path))
        #expect(try Clip(path: path).frames == ClipText.expectedFrames)
    }
}

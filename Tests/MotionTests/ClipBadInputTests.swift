import Motion
import Testing

@Suite("Bad clips") struct ClipBadInputTests {
    /// A document whose second frame is the given text.
    static func second(_ frame: String) -> String {
        "{\(ClipText.header),\"frames\":[\(ClipText.frame(0)),\(frame)]}"
    }

    static func pose(_ keypoint: String) -> String { #"{"pose":{"keypoints":[\#(keypoint)]}}"# }

    static func nose(x: String) -> String {
        pose(#"{"part":"nose","score":1,"position":{"x":\#(x),"y":2}}"#)
    }

    /// Frames and what their error must say, place and message.
    static let badFrames: [(frame: String, place: String, message: String)] = [
        (nose(x: "NaN"), "pose.keypoints[0].position.x", "NaN is no number of JSON"),
        (nose(x: "-Infinity"), "pose.keypoints[0].position.x", "-Infinity is no number"),
        (nose(x: "nan"), "pose.keypoints[0].position.x", "nan is no number"),
        (nose(x: "1e400"), "pose.keypoints[0].position.x", "1e400 is no number"),
        (nose(x: "01"), "pose.keypoints[0].position.x", "01 is no number"),
        (nose(x: "1e300"), "pose.keypoints[0].position.x", "1e+300 lies outside of any picture"),
        (nose(x: "-10000001"), "pose.keypoints[0].position.x", "-10000001.0 lies outside"),
        (nose(x: "\"3\""), "pose.keypoints[0].position.x", "must be a number, not \"3\""),
        (nose(x: "null"), "pose.keypoints[0].position.x", "must be a number, not null"),
        (nose(x: "[1]"), "pose.keypoints[0].position.x", "must be a number, not ["),
        (nose(x: "true"), "pose.keypoints[0].position.x", "must be a number, not true"),
        (pose(#"{"part":"nose"}"#), "pose.keypoints[0].position", "is missing"),
        (pose(#"{"position":{"x":1,"y":2}}"#), "pose.keypoints[0].part", "is missing"),
        (
            pose(#"{"part":"nose","position":{"x":1}}"#), "pose.keypoints[0].position.y",
            "is missing"
        ),
        (
            pose(#"{"part":7,"position":{"x":1,"y":2}}"#), "pose.keypoints[0].part",
            "must be a string, not 7"
        ),
        (pose("5"), "pose.keypoints[0]", "must be an object in braces, not 5"),
        (pose("null"), "pose.keypoints[0]", "must be an object in braces, not null"),
        (#"{"pose":{"keypoints":{}}}"#, "pose.keypoints", "must be a list, not {"),
        (#"{"pose":{"score":1}}"#, "pose.keypoints", "is missing"),
        (#"{"pose":[]}"#, "pose", "must be an object in braces, not ["),
        (#"{"pose":nulL}"#, "pose", "must be null, not nulL"),
        (#"{"face":{}}"#, "face.scaledMesh", "is missing"),
        (#"{"face":{"scaledMesh":null}}"#, "face.scaledMesh", "must be a list, not null"),
        (#"{"face":{"scaledMesh":[]}}"#, "face.scaledMesh", "has 0 landmarks"),
        (
            ClipText.frame(1, landmarks: 100), "face.scaledMesh",
            "has 100 landmarks; a FaceMesh has 468, or 478"
        ),
        (ClipText.frame(1, landmarks: 479), "face.scaledMesh", "has 479 landmarks"),
        (#"{"face":{"scaledMesh":[[1]]}}"#, "face.scaledMesh[0]", "not fewer numbers"),
        (
            #"{"face":{"scaledMesh":[[1,2],[1,2,3,4]]}}"#, "face.scaledMesh[1]",
            "not more numbers"
        ),
        (#"{"face":{"scaledMesh":[[1,2,NaN]]}}"#, "face.scaledMesh[0]", "NaN is no number"),
        (#"{"face":{"scaledMesh":[7]}}"#, "face.scaledMesh[0]", "must be a list, not 7"),
        (#"{"time":"now","pose":null}"#, "time", "must be a number, not \"now\""),
        (#"{"time":1,"pose":null}"#, "", "has a \"time\", but frame 0 has none"),
        (#"{"pose":null "face":null}"#, "", "is not JSON"),
        (#"{"pose":null,}"#, "", "is not JSON"),
        (#"{"pose":{"keypoints":[1 2]}}"#, "pose.keypoints[0]", "must be an object"),
    ]

    @Test(arguments: badFrames.indices)
    func frameAndPlaceAreNamed(index: Int) throws {
        let (frame, place, message) = Self.badFrames[index]
        let error = try #require(failure(Self.second(frame)))
        #expect(error.kind == .badData)
        #expect(error.source == "clip")
        #expect(error.place.hasPrefix("frame 1 at byte "))
        #expect(place.isEmpty || error.place.hasSuffix(", " + place), "\(error)")
        #expect(error.message.contains(message), "\(error)")
        #expect(!error.description.contains("\n"))

        // The same, a frame a line.
        let line = try #require(failure(ClipText.frame(0) + "\n\n" + frame + "\n"))
        #expect(line.place.hasPrefix("frame 1 on line 3"))
        #expect(line.message == error.message)
    }

    @Test func byteOfTheValueAtFaultIsTold() throws {
        let text = Self.second(Self.nose(x: "NaN"))
        let offset = try #require(text.firstRange(of: "NaN")).lowerBound
        let byte = text[..<offset].utf8.count
        #expect(failure(text)?.place == "frame 1 at byte \(byte), pose.keypoints[0].position.x")
    }

    @Test func framesBeforeTheDamageAreRead() throws {
        let source = try ClipSource(
            bytes: Array(Self.second(Self.nose(x: "NaN")).utf8), name: "clip")
        #expect(try source.next() == ClipText.expected(0))
        #expect(throws: MotionError.self) { try source.next() }
        #expect(try source.next() == nil)
    }

    /// Texts that are no clip, and what must be said of them.
    static let noClips: [(text: String, message: String)] = [
        ("", "is empty; expected is a clip"),
        (" \n ", "is empty"),
        ("<svg xmlns='x'/>", "begins with <; expected is a clip"),
        ("[{}]", "begins with ["),
        ("\u{0}", "begins with byte 0x0"),
        ("{}", "is JSON, but not a clip; expected is a clip"),
        (#"{"version":1.3,"people":[]}"#, "is JSON, but not a clip"),
        (#"{"images":[{"id":1}],"annotations":[]}"#, "is JSON, but not a clip"),
        (#"{"frames":3}"#, #""frames" must be a list, not 3"#),
        (#"{"frames":{}}"#, #""frames" must be a list, not {"#),
        (#"{"frames":[]}"#, "holds no frames"),
        (#"{"fps":30}"#, "holds no frames"),
        (#"{"frames":[null]}"#, "a frame must be an object in braces, not n"),
        (#"{"frames":[[]]}"#, "a frame must be an object in braces, not ["),
        (#"{"frames":[{"pose":null}{"pose":null}]}"#, "a comma or ] is expected, not {"),
        (#"{"frames":[{"pose":null},]}"#, "a frame must be an object in braces, not ]"),
        (#"{"frames":[{"pose":null}],"frames":[]}"#, #"has "frames" twice"#),
        (#"{"frames":[{"pose":null}]} {}"#, "more follows behind the clip's end"),
        (#"{"frames":[{"pose":null}]]"#, "a comma or } is expected, not ]"),
        (#"{"pose":null} {"pose":null}"#, "more follows on the line"),
        ("{\"pose\":null}\n{\"pose\":null} {\"pose\":null}", "more follows the frame's object"),
        ("{\"pose\":null}\nnonsense", "must be an object in braces, not nonsense"),
        (#"{"frames""#, "is cut short"),
        (#"{frames:[]}"#, "a key in quotes or } is expected, not f"),
        (#"{"fps":30,}"#, "a key in quotes is expected, not }"),
        (#"{"fps" 30}"#, "a colon is expected, not 3"),
        (#"{"fps":,"frames":[]}"#, "a value is expected, not ,"),
    ]

    @Test(arguments: noClips.indices)
    func whatIsNoClipIsTold(index: Int) throws {
        let (text, message) = Self.noClips[index]
        let error = try #require(failure(text))
        #expect(error.kind == .badData)
        #expect(error.message.contains(message), "\(error)")
        #expect(!error.description.contains("\n"))
    }

    static let badHeaders: [(header: String, message: String)] = [
        (#""format":"bvh""#, #"format: is "bvh"; only "pose-animator-clip" is read"#),
        (#""version":2"#, "version: is 2; only version 1 is read"),
        (#""version":1.5"#, "version: is 1.5; only version 1"),
        (#""version":"1""#, "header, version: must be a number, not \"1\""),
        (#""fps":0"#, "fps: is 0; frames a second run from 0.001 to 10000"),
        (#""fps":-30"#, "fps: is -30;"),
        (#""fps":1e-300"#, "fps: is 1e-300;"),
        (#""fps":1e300"#, "fps: is 1e+300;"),
        (#""fps":1e400"#, "header, fps: 1e400 is no number"),
        (#""fps":NaN"#, "header, fps: NaN is no number"),
        (#""fps":"30""#, "header, fps: must be a number"),
        (#""width":0,"height":1"#, "width: is 0;"),
        (#""width":3,"height":1e9"#, "height: is 1000000000;"),
    ]

    @Test(arguments: badHeaders.indices)
    func headerIsCheckedWhereverItStands(index: Int) throws {
        let (header, message) = Self.badHeaders[index]
        for text in [
            "{\(header),\"frames\":[\(ClipText.frame(0))]}",
            "{\"frames\":[\(ClipText.frame(0))],\(header)}",
            "{\"width\":5,\(header)}\n\(ClipText.frame(0))",
        ] {
            let error = try #require(failure(text))
            #expect(error.description.contains(message), "\(error)")
        }
    }

    @Test func nullInTheHeaderIsAsAbsent() throws {
        let text = #"{"fps":null,"width":null,"height":5,"version":null,"frames":[{"pose":null}]}"#
        let source = try ClipSource(bytes: Array(text.utf8), name: "clip")
        #expect(source.header == ClipHeader(frameCount: 1, duration: 0))
    }

    @Test func everyCutIsNoticed() throws {
        let text = Array("{\(ClipText.header),\"frames\":[\(ClipText.frame(0))]}\n".utf8)
        for count in 0..<text.count - 2 {
            let error = #expect(throws: MotionError.self, "cut at \(count)") {
                try readAll(ClipSource(bytes: Array(text.prefix(count)), name: "clip"))
            }
            #expect(error?.kind == .badData)
        }
    }

    @Test func deepNestingIsRefusedNotFollowed() throws {
        let deep = String(repeating: "[", count: 100_000)
        for text in [
            "{\"a\":\(deep)", "{\"frames\":[{\"a\":\(deep)", "{\"pose\":null}\n{\"a\":\(deep)",
        ] {
            #expect(failure(text)?.kind == .badData)
        }
        #expect(failure("{\"frames\":[{\"a\":\(deep)")?.message.contains("64 levels") == true)
    }

    @Test func endlessObjectIsRefused() throws {
        let long = String(repeating: " ", count: 17 << 20)
        #expect(failure("{\"frames\":[{\(long)")?.message.contains("16 MiB") == true)
        #expect(failure("{\"pose\":null}\n{\(long)")?.message.contains("16 MiB") == true)
    }

    @Test func bytesThatAreNoTextAreRefused() throws {
        var bytes = Array(ClipText.document.utf8)
        bytes[bytes.count - 4] = 0xff
        let error = #expect(throws: MotionError.self) {
            try readAll(ClipSource(bytes: bytes, name: "clip"))
        }
        #expect(error?.place.hasPrefix("frame 2") == true)
    }

    /// Whatever byte is changed, reading ends in frames or in one error.
    @Test func anyChangedByteIsReadOrRefused() throws {
        let text = Array(
            "{\(ClipText.header),\"frames\":[\(ClipText.frame(0)),{\"pose\":null}]}".utf8)
        let replacements = Array("\"{}[],:\\0-eN\n\u{0}".utf8) + [0xff]
        for index in text.indices {
            var bytes = text
            bytes[index] = replacements[index % replacements.count]
            do {
                #expect(try readAll(ClipSource(bytes: bytes, name: "clip")).count <= 2)
            } catch let error as MotionError {
                #expect(error.kind == .badData)
            }
        }
    }

    @Test func missingFileIsNoInput() {
        let error = #expect(throws: MotionError.self) { try ClipSource(path: "/nowhere/clip") }
        #expect(error?.kind == .noInput)
        #expect(error?.source == "/nowhere/clip")
    }
}

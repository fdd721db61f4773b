import Fixtures
import Foundation
import Pixels
import Rendering
import Sinks
import Testing

@Suite struct SpriteSheetTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    @Test func framesLieWhereTheDescriptionSays() throws {
        var sink = try SpriteSheetSink(
            path: folder.file("walk.png"), framesPerSecond: 25, columns: 2)
        for index in 0..<3 {
            let picture = PixelBuffer(width: 4, height: 3)
            picture[0, 0] = Pixel(UInt8(index), 0, 0, 255)
            try sink.write(picture, index: 10 * index)
        }
        try sink.finish()
        #expect(folder.names() == ["walk.json", "walk.png"])
        let sheet = try DecodedPNG(#require(folder.bytes("walk.png")))
        #expect((sheet.width, sheet.height) == (8, 6))
        let json =
            try JSONSerialization.jsonObject(
                with: Data(try #require(folder.bytes("walk.json")))) as? [String: Any]
        let frames = try #require(json?["frames"] as? [String: [String: Any]])
        for index in 0..<3 {
            let frame = try #require(frames["frame_0000\(index)0.png"])
            let place = try #require(frame["frame"] as? [String: Int])
            #expect((place["w"], place["h"]) == (4, 3))
            #expect(frame["duration"] as? Double == 40)
            #expect(
                sheet[try #require(place["x"]), try #require(place["y"])]
                    == [UInt8(index), 0, 0, 255])
        }
        let meta = try #require(json?["meta"] as? [String: Any])
        #expect(meta["image"] as? String == "walk.png")
    }

    @Test func sheetThatNoPictureCanHoldIsRefused() throws {
        var sink = try SpriteSheetSink(path: folder.file("a.png"), framesPerSecond: 25, columns: 9)
        let error = #expect(throws: SinkError.self) {
            for index in 0..<9 {
                try sink.write(PixelBuffer(width: 5000, height: 1), index: index)
            }
        }
        #expect(error?.kind == .usage)
        #expect(folder.names().isEmpty)
    }

    @Test func otherEndingsAreRefused() {
        #expect(throws: SinkError.self) {
            try SpriteSheetSink(path: folder.file("a.json"), framesPerSecond: 25)
        }
    }
}

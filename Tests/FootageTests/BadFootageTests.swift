import Fixtures
import Foundation
import Imaging
import Testing

@testable import Footage

@Suite struct BadFootageTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// Reads all of it; the error that ends it, and how many pictures came before.
    private func failure(
        _ path: String, _ options: FootageOptions = .init()
    ) throws -> (error: FootageError?, count: Int) {
        var count = 0
        do throws(FootageError) {
            let footage = try FootageInput.open(path, options: options)
            guard var picture = try? Picture(width: 1, height: 1) else { return (nil, 0) }
            while try footage.next(into: &picture) != nil { count += 1 }
        } catch {
            return (error, count)
        }
        return (nil, count)
    }

    private func write(_ name: String, _ bytes: [UInt8]) throws -> String {
        try folder.write(bytes, name)
    }

    private func bytes(_ name: String) throws -> [UInt8] {
        try [UInt8](Data(contentsOf: URL(filePath: fixture("footage/\(name)"))))
    }

    @Test func whatIsMissingIsSaid() throws {
        let error = try failure(folder.file("none.mp4")).error
        #expect(error?.kind == .noInput)
    }

    @Test func whatIsNoFootageIsSaid() throws {
        for (name, text) in [("empty.mp4", ""), ("notes.mp4", "no video at all, only words\n")] {
            let error = try failure(try write(name, Array(text.utf8))).error
            #expect(error?.kind == .badData)
            #expect(error?.source.hasSuffix(name) == true)
        }
    }

    @Test func soundAloneIsNoVideo() throws {
        let error = try failure(fixture("footage/sound.wav")).error
        #expect(error?.kind == .badData)
        #expect(error?.message.contains("sound, but no video") == true)
    }

    @Test func aPlaylistOpensNothing() throws {
        let list = """
            #EXTM3U
            #EXT-X-TARGETDURATION:10
            #EXTINF:1,
            \(fixture("footage/regular.mov"))
            #EXT-X-ENDLIST
            """
        let (error, count) = try failure(try write("list.m3u8", Array(list.utf8)))
        #expect(error?.kind == .badData)
        #expect(count == 0)
    }

    /// Any length of a file is an error or fewer pictures, never harm.
    @Test(arguments: ["regular.mov", "uneven.mkv", "photograph.png", "turned.jpg"])
    func whatIsCutShortIsSaid(name: String) throws {
        let whole = try bytes(name)
        let all = try failure(fixture("footage/\(name)")).count
        var silent = 0
        for count in stride(from: 1, to: whole.count - 1, by: 37) {
            let path = try write("cut-\(count)-\(name)", Array(whole.prefix(count)))
            let result = try failure(path)
            #expect(result.count <= all)
            if result.error == nil, result.count < all { silent += 1 }
        }
        // A stream without an index ends where it ends.
        #expect(name == "uneven.mkv" || silent == 0)
    }

    @Test func changedBytesDoNoHarm() throws {
        var state: UInt64 = 7
        func random(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        for name in ["regular.mov", "uneven.mkv", "photograph.png", "turned.jpg"] {
            let whole = try bytes(name)
            for turn in 0..<40 {
                var changed = whole
                for _ in 0...random(8) { changed[random(changed.count)] = UInt8(random(256)) }
                _ = try failure(try write("changed-\(turn)", changed))
            }
        }
    }

    @Test func foldersNeedPicturesOfOneSize() throws {
        #expect(try failure(folder.path).error?.kind == .noInput)
        _ = try write("frame2.png", try bytes("photograph.png"))
        _ = try write("frame10.jpg", try bytes("turned.jpg"))
        _ = try write("notes.txt", [0x61])
        let (error, count) = try failure(folder.path)
        #expect(count == 1)
        #expect(error?.place == "frame10.jpg")
        let footage = try FootageInput.open(folder.path)
        #expect(footage.notes.count == 2)
        #expect(footage.notes.first?.contains("notes.txt") == true)
    }

    @Test func aRawFrameThatIsCutIsLeftOut() throws {
        let path = try write("frames.rgb", [UInt8](repeating: 9, count: 15))
        let raw = FootageOptions(rawFrames: .init(width: 2, height: 1))
        #expect(try failure(path, raw).count == 2)
        let wrong = FootageOptions(
            rawFrames: .init(width: 2, height: 1, pixelFormat: "no-such-format"))
        #expect(try failure(path, wrong).error != nil)
    }
}

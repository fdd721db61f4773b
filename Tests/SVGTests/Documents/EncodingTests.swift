import Foundation
import Geometry
import SVG
import Scene
import Testing

/// Encodings, compression and files.
@Suite struct EncodingTests {
    private func text(_ encoding: String) -> String {
        "<?xml version='1.0' encoding='\(encoding)'?>\n<svg xmlns='http://www.w3.org/2000/svg' "
            + "width='9' height='9'>\n<path id='Ärmel' d='M0 0'/></svg>"
    }

    private func read(_ data: Data) throws -> Drawing {
        try SVGReader.parse(Array(data), name: "test.svg")
    }

    @Test(arguments: [
        ("UTF-8", String.Encoding.utf8), ("ISO-8859-1", .isoLatin1),
        ("windows-1252", .windowsCP1252), ("UTF-16", .utf16),
    ])
    func declaredEncodingsAreRead(name: String, encoding: String.Encoding) throws {
        let drawing = try read(try #require(text(name).data(using: encoding)))
        #expect(try drawing.shape("Ärmel").element.line == 3)
    }

    @Test func byteOrderMarksAreRead() throws {
        #expect(try read(Data([0xef, 0xbb, 0xbf]) + Data(text("UTF-8").utf8)).shapes.count == 1)
        let little = try #require(text("UTF-16").data(using: .utf16LittleEndian))
        #expect(try read(Data([0xff, 0xfe]) + little).shapes.count == 1)
        let big = try #require(text("UTF-16").data(using: .utf16BigEndian))
        #expect(try read(Data([0xfe, 0xff]) + big).shapes.count == 1)
    }

    @Test func brokenEncodingsAreErrors() {
        let latin = text("UTF-8").data(using: .isoLatin1).map(Array.init) ?? []
        #expect(failure(latin)?.kind == .badData)
        #expect(failure(latin)?.line == 3)
        #expect(failure(Array(text("klingon").utf8))?.kind == .badData)
    }

    /// `<svg xmlns="http://www.w3.org/2000/svg"><path d="M1 2"/></svg>`, packed by gzip -9.
    private let packed: [UInt8] =
        Data(
            base64Encoded: "H4sIAAAAAAACA7MpLktXqMjNySu2VcooKSmw0tcvLy/XKzfWyy9K1zcyMDDQ"
                + "B6pQsrMpSCzJUEixVfI1VDBS0rezAQnbAQCkPCyVPgAAAA=="
        ).map(Array.init) ?? []

    @Test func compressedDocumentsAreRead() throws {
        #expect(try SVGReader.parse(packed, name: "test.svgz").anchors() == [Point(1, 2)])
    }

    @Test func damagedCompressionIsAnError() {
        #expect(failure(Array(packed.dropLast(12)))?.kind == .badData)
        #expect(failure(Array(packed.prefix(3)))?.kind == .badData)
    }

    @Test func filesAreRead() throws {
        let folder = FileManager.default.temporaryDirectory
        let url = folder.appendingPathComponent("svg-\(UUID().uuidString).svgz")
        try Data(packed).write(to: url)
        defer { try? FileManager.default.removeItem(at: url) }
        #expect(try SVGReader.read(path: url.path).shapes.count == 1)
    }

    @Test func missingFilesAndFoldersAreNoInput() {
        for path in ["/nonexistent/a.svg", FileManager.default.temporaryDirectory.path] {
            let error = #expect(throws: SVGError.self) { try SVGReader.read(path: path) }
            #expect(error?.kind == .noInput)
            #expect(error?.description.hasPrefix(path + ": ") == true)
        }
    }
}

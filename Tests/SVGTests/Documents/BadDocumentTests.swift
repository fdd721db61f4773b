import Geometry
import SVG
import Scene
import Testing

/// Files that are no SVG documents are refused with one clear line.
@Suite struct BadDocumentTests {
    @Test(arguments: ["", " \n ", "\0\0\0\0"])
    func emptyFiles(text: String) {
        #expect(
            failure(text)?.description
                == "test.svg: the file is empty; an SVG document is needed")
    }

    @Test func binaryFiles() {
        let picture: [UInt8] = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] + Array(0...255)
        let error = failure(picture)
        #expect(error?.kind == .badData)
        #expect(error?.message.hasSuffix("is this an SVG file?") == true)
        #expect(failure(Array(repeating: 0xff, count: 1000))?.kind == .badData)
    }

    @Test func truncatedDocuments() throws {
        let error = failure("<svg xmlns='http://www.w3.org/2000/svg'>\n<g>\n<path d='M0 0'/>\n")
        #expect(error?.kind == .badData)
        #expect(error?.line == 4)
        #expect(error?.description.hasPrefix("test.svg:4: not well-formed XML: ") == true)
        #expect(failure("<svg xmlns='http://www.w3.org/2000/svg'>\n<g id='")?.line == 2)
    }

    @Test(arguments: [
        "<svg xmlns='http://www.w3.org/2000/svg'><g></svg>", "<svg", "hello",
        "<svg xmlns='http://www.w3.org/2000/svg' a='1' a='2'/>", "<svg/><svg/>",
        "<svg xmlns='http://www.w3.org/2000/svg'>&nowhere;</svg>", "<a:svg/>", "<svg>\u{1}</svg>",
        "<!DOCTYPE svg SYSTEM 'x.dtd'><svg xmlns='http://www.w3.org/2000/svg' id='&nowhere;'/>",
    ])
    func malformedDocuments(text: String) {
        let error = failure(text)
        #expect(error?.kind == .badData)
        #expect(error?.description.contains("\n") == false)
    }

    @Test func otherDocuments() {
        let page = failure("\n<html xmlns='http://www.w3.org/1999/xhtml'/>")
        #expect(
            page?.description
                == "test.svg:2: the document is <html>, not <svg>; an SVG document is needed")
        #expect(failure("<svg xmlns='urn:other'/>")?.kind == .badData)
        #expect(failure("<g xmlns='http://www.w3.org/2000/svg'/>")?.kind == .badData)
    }

    @Test func documentsWithoutNamespaceAreReadWithANote() throws {
        let drawing = try document("<svg width='9' height='9'><path d='M1 2'/></svg>")
        #expect(try drawing.anchors() == [Point(1, 2)])
        #expect(drawing.diagnostics.map(\.severity) == [.note])
    }

    @Test func prefixedDocumentsAreRead() throws {
        let drawing = try document(
            "<s:svg xmlns:s='http://www.w3.org/2000/svg' width='9' height='9'><s:path d='M1 2'/>"
                + "<path d='M3 4'/></s:svg>")
        #expect(drawing.shapes.count == 1)
        #expect(drawing.shapes[0].element.tag == "path")
    }

    @Test func styleSheetsElsewhereAreReported() throws {
        let drawing = try document(
            "<?xml-stylesheet href='x.css'?><svg xmlns='http://www.w3.org/2000/svg'/>")
        #expect(drawing.diagnostics.map(\.kind) == [.style])
    }

    @Test func documentsAreReadInParallel() async throws {
        let body =
            "<style>path{fill:red}</style>" + String(repeating: "<path d='M0 0'/>", count: 200)
        let counts = try await withThrowingTaskGroup(of: Int.self) { tasks in
            for _ in 0..<16 { tasks.addTask { try drawing(body).shapes.count } }
            return try await tasks.reduce(into: []) { $0.append($1) }
        }
        #expect(counts == Array(repeating: 200, count: 16))
    }
}

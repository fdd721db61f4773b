import Fixtures
import Foundation
import Geometry
import Rendering
import SVG
import Scene
import Storage
import Testing

@testable import Vectors

@Suite struct PDFSinkTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private static let picture = """
        <svg xmlns="http://www.w3.org/2000/svg" width="100" height="80">
          <linearGradient id="l"><stop stop-color="red"/><stop offset="1" stop-color="blue"
            stop-opacity="0.5"/></linearGradient>
          <pattern id="p" width="9" height="9" patternUnits="userSpaceOnUse">
            <circle cx="4" cy="4" r="3" fill="green"/></pattern>
          <filter id="f"><feGaussianBlur stdDeviation="2"/></filter>
          <mask id="m"><rect width="100" height="50" fill="#888"/></mask>
          <clipPath id="c"><circle cx="30" cy="30" r="20"/><circle cx="60" cy="30" r="9"/></clipPath>
          <rect x="5" y="5" width="30" height="20" fill="url(#l)" stroke="black"
            vector-effect="non-scaling-stroke"/>
          <rect x="40" y="5" width="50" height="30" fill="url(#p)"/>
          <g opacity="0.5"><rect x="50" y="40" width="20" height="20"/>
            <rect x="60" y="50" width="20" height="20" fill="orange"/></g>
          <g clip-path="url(#c)"><rect x="20" y="20" width="40" height="40" fill="teal"/></g>
          <g mask="url(#m)"><path d="M70 40h20v35h-20z"/></g>
          <g style="mix-blend-mode:multiply"><circle cx="20" cy="15" r="9" fill="yellow"/></g>
          <circle filter="url(#f)" cx="20" cy="60" r="9" fill="yellow"/>
        </svg>
        """

    private func stage(_ drawing: Drawing) -> VectorStage {
        VectorStage(
            layers: [VectorStage.Layer(drawing: drawing)], transform: .scale(2, 2), width: 200,
            height: 160, framesPerSecond: 10, background: .white)
    }

    private func write(_ name: String, _ drawing: Drawing, frames: Int) throws -> [UInt8] {
        var sink = try PDFSink(path: folder.file(name), stage: stage(drawing))
        for index in 0..<frames {
            var frame = SceneFrame(restPoseOf: drawing)
            for point in frame.points.indices { frame.points[point].x += Double(index) }
            try sink.write([frame], index: index)
        }
        #expect(folder.bytes(name) == nil)
        try sink.finish()
        return try #require(folder.bytes(name))
    }

    @Test func everyFrameIsAPage() throws {
        let drawing = try SVGReader.parse(Array(Self.picture.utf8), name: "test.svg")
        let bytes = try write("a.pdf", drawing, frames: 3)
        let text = String(decoding: bytes, as: UTF8.self)
        #expect(text.hasPrefix("%PDF-1."))
        #expect(text.contains("/Count 3"))
        #expect(!text.contains("Date"))
        // 200 by 160 pixels, 96 of them an inch.
        #expect(text.contains("150 120") || text.contains("150 120.0"))
    }

    @Test func samePagesAreTheSameBytes() throws {
        let drawing = try SVGReader.parse(Array(Self.picture.utf8), name: "test.svg")
        #expect(
            try write("a.pdf", drawing, frames: 2) == write("b.pdf", drawing, frames: 2))
    }

    /// Shapes alone hold no picture; only what has no words in PDF becomes one.
    @Test func vectorsStayVectors() throws {
        let parts = Self.picture.split(separator: "\n").map(String.init)
        let plain = parts.filter { !$0.contains("url(#f)") && !$0.contains("url(#m)") }
            .joined(separator: "\n")
        func pictures(_ text: String) throws -> Int {
            let drawing = try SVGReader.parse(Array(text.utf8), name: "test.svg")
            let bytes = try write("a.pdf", drawing, frames: 1)
            defer { _ = try? FileManager.default.removeItem(atPath: folder.file("a.pdf")) }
            return String(decoding: bytes, as: UTF8.self)
                .components(separatedBy: "/Subtype /Image").count - 1
        }
        #expect(try pictures(plain) == 0)
        #expect(try pictures(Self.picture) > 0)
    }

    @Test func frameIsAFile() throws {
        let drawing = try SVGReader.parse(Array(Self.picture.utf8), name: "test.svg")
        var told: [Int: [UInt8]] = [:]
        var sink = try PDFSequenceSink(
            directory: folder.file("frames"), stage: stage(drawing),
            path: { [folder] in folder.file("frames/\($0).pdf") }, onFinished: { told[$0] = $1 })
        try sink.write([SceneFrame(restPoseOf: drawing)], index: 4)
        sink.finish()
        #expect(told[4] == folder.bytes("frames/4.pdf"))
        #expect(told[4] == (try write("one.pdf", drawing, frames: 1)))
    }

    @Test func pagesBeyondPDFAreRefused() throws {
        let drawing = try SVGReader.parse(Array(Self.picture.utf8), name: "test.svg")
        var stage = stage(drawing)
        stage.width = 20000
        #expect {
            try PDFSink(path: folder.file("a.pdf"), stage: stage)
        } throws: { error in
            (error as? RenderingError)?.kind == .badSize && "\(error)".contains("19200")
        }
        #expect(folder.bytes("a.pdf") == nil)
    }

    @Test func fullDiskIsTheDisksFault() throws {
        let drawing = try SVGReader.parse(Array(Self.picture.utf8), name: "test.svg")
        #expect {
            var sink = try PDFSink(path: "/dev/full", stage: stage(drawing))
            try sink.write([SceneFrame(restPoseOf: drawing)], index: 0)
            try sink.finish()
        } throws: { error in
            (error as? StorageError)?.kind == .inputOutput
        }
    }

    @Test func frameOfAnotherDrawingIsRefused() throws {
        let drawing = try SVGReader.parse(Array(Self.picture.utf8), name: "test.svg")
        var sink = try PDFSink(path: folder.file("a.pdf"), stage: stage(drawing))
        var frame = SceneFrame(restPoseOf: drawing)
        frame.points.removeLast()
        #expect(throws: RenderingError.self) { try sink.write([frame], index: 0) }
    }
}

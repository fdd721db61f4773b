import Fixtures
import Pixels
import Rendering
import Storage
import Testing

@testable import Sinks

@Suite struct ContactSheetTests {
    private let folder: TemporaryFolder
    private var path: String { folder.path + "/sheet.png" }

    init() throws { folder = try TemporaryFolder() }

    private func frame(_ pixel: Pixel, width: Int = 64, height: Int = 32) -> PixelBuffer {
        let picture = PixelBuffer(width: width, height: height)
        for y in 0..<height { for x in 0..<width { picture[x, y] = pixel } }
        return picture
    }

    private func sheet(of sink: consuming ContactSheetSink) throws -> DecodedPNG {
        try sink.finish()
        return try DecodedPNG(#require(folder.bytes("sheet.png")))
    }

    /// Four cells of 32x16 in two columns, gutters of 6, labels of 16.
    @Test func cellsStandInAGrid() throws {
        var sink = ContactSheetSink(path: path, frameCount: 4, columns: 2, cellWidth: 32)
        let colors = [
            Pixel(255, 0, 0, 255), Pixel(0, 255, 0, 255), Pixel(0, 0, 255, 255), .clear,
        ]
        for (index, color) in colors.enumerated() { try sink.write(frame(color), index: index) }
        let sheet = try sheet(of: sink)
        #expect((sheet.width, sheet.height) == (6 + 2 * 38, 6 + 2 * 32))
        #expect(!sheet.hasAlpha)
        let left = 6
        let right = 6 + 38
        let lower = 6 + 32
        // Corners and middles are the frame's colour; a transparent frame is white.
        for (x, y) in [(0, 0), (16, 8), (31, 15)] {
            #expect(sheet[left + x, 6 + y] == [255, 0, 0, 255])
            #expect(sheet[right + x, 6 + y] == [0, 255, 0, 255])
            #expect(sheet[left + x, lower + y] == [0, 0, 255, 255])
            #expect(sheet[right + x, lower + y] == [255, 255, 255, 255])
        }
        let paper = sheet[0, 0]
        #expect(sheet[5, 10] == paper && sheet[38, 10] == paper && sheet[10, 22] == paper)
        #expect(sheet[81, 10] == paper)
    }

    @Test func labelsTellFramesApart() throws {
        func label(_ index: Int) throws -> [[UInt8]] {
            var sink = ContactSheetSink(path: path, frameCount: 1, cellWidth: 64)
            try sink.write(frame(.white), index: index)
            let sheet = try sheet(of: sink)
            return (38..<54).flatMap { y in (6..<70).map { x in sheet[x, y] } }
        }
        let labels = try [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11].map(label)
        #expect(Set(labels).count == labels.count)
        // Dark ink on the strip.
        #expect(labels.allSatisfy { $0.contains { $0[0] < 60 } })
    }

    @Test func framesAreScaledSmoothly() throws {
        // Stripes one pixel wide, shrunk eightfold, become grey.
        let picture = PixelBuffer(width: 256, height: 256)
        for y in 0..<256 { for x in 0..<256 { picture[x, y] = x % 2 == 0 ? .black : .white } }
        var sink = ContactSheetSink(path: path, frameCount: 1, cellWidth: 32)
        try sink.write(picture, index: 0)
        let sheet = try sheet(of: sink)
        for x in 8..<36 { #expect((110...145).contains(Int(sheet[x, 20][0]))) }
    }

    @Test func frameOfAnotherShapeIsFitted() throws {
        var sink = ContactSheetSink(path: path, frameCount: 2, columns: 1, cellWidth: 32)
        try sink.write(frame(.black), index: 0)
        try sink.write(frame(.black, width: 32, height: 32), index: 1)
        let sheet = try sheet(of: sink)
        #expect(sheet[6 + 16, 38 + 8] == [0, 0, 0, 255])
        #expect(sheet[6 + 2, 38 + 8] == [255, 255, 255, 255])
    }

    @Test func extremeShapesStayDrawable() throws {
        for (width, height) in [(1, 3000), (3000, 1)] {
            var sink = ContactSheetSink(path: path, cellWidth: -4)
            try sink.write(frame(.black, width: width, height: height), index: 0)
            let sheet = try sheet(of: sink)
            #expect(sheet.width == 12 + 16 && sheet.height <= 6 + 32 + 16)
        }
    }

    @Test func sheetTooLargeToDraw() throws {
        var sink = ContactSheetSink(
            path: path, frameCount: 10, columns: 10, cellWidth: 4096, mostCells: .max)
        for index in 0..<10 { try sink.write(frame(.black, width: 100, height: 1), index: index) }
        let error = #expect(throws: RenderingError.self) { try sink.finish() }
        #expect(error?.kind == .badSize)
        #expect(folder.names().isEmpty)
    }

    @Test func noFramesAreAnError() throws {
        var sink = ContactSheetSink(path: path)
        let error = #expect(throws: SinkError.self) { try sink.finish() }
        #expect(error?.message.contains("range") == true)
        #expect(folder.names().isEmpty)
    }
}

@Suite struct EvenSelectionTests {
    private func chosen(of count: Int, room: Int, known: Int?) -> [Int] {
        var selection = EvenSelection<Int>(room: room, frameCount: known)
        for index in 0..<count { selection.offer { index } }
        return selection.items
    }

    @Test func knownLengthGivesFirstAndLast() {
        #expect(chosen(of: 10, room: 4, known: 10) == [0, 3, 6, 9])
        #expect(chosen(of: 3, room: 24, known: 3) == [0, 1, 2])
        #expect(chosen(of: 100, room: 1, known: 100) == [0])
        #expect(chosen(of: 5, room: 2, known: 5) == [0, 4])
    }

    @Test func knownLengthSpreadsEvenly() {
        for count in [24, 25, 47, 100, 997] {
            let choice = chosen(of: count, room: 24, known: count)
            #expect(choice.count == 24)
            #expect(choice.first == 0 && choice.last == count - 1)
            let gaps = zip(choice.dropFirst(), choice).map { $0 - $1 }
            #expect((gaps.max() ?? 0) - (gaps.min() ?? 0) <= 1)
        }
    }

    @Test func unknownLengthSpreadsEvenly() {
        for room in [1, 2, 5, 24] {
            for count in 1...200 {
                let choice = chosen(of: count, room: room, known: nil)
                #expect(choice.count <= room)
                #expect(choice.count >= min(count, (room + 1) / 2))
                #expect(choice.first == 0)
                #expect(Set(zip(choice.dropFirst(), choice).map { $0 - $1 }).count <= 1)
            }
        }
    }

    @Test func lengthsThatAreWrongDoNoHarm() {
        #expect(chosen(of: 3, room: 4, known: 10) == [0])
        #expect(chosen(of: 10, room: 4, known: 2) == [0, 1])
        #expect(chosen(of: 3, room: 4, known: 0) == [0, 1, 2])
        #expect(chosen(of: 3, room: 4, known: -1) == [0, 1, 2])
        #expect(chosen(of: 3, room: 4, known: .max) == [0])
        #expect(chosen(of: 3, room: -4, known: nil) == [0])
    }
}

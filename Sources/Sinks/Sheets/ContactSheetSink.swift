import Geometry
import Rendering
import Scene

/// Draws frames chosen evenly over a clip side by side into one PNG file, each with its number, to
/// look a clip over at a glance.
///
/// Transparent frames show on white. Memory holds the chosen frames only, scaled down.
public struct ContactSheetSink: FrameSink {
    private struct Cell {
        let picture: PixelBuffer
        let frame: Int
    }

    public let direct = DirectEncoding()
    private let path: String
    private let columns: Int?
    private let cellWidth: Int
    private let encoder: PNGEncoder
    private var cells: EvenSelection<Cell>
    /// That of the first frame; frames of another shape are fitted into it.
    private var cellSize: (width: Int, height: Int)?

    private static let paper = Color(red: 0.8, green: 0.8, blue: 0.8)
    private static let ink = Color(red: 0.1, green: 0.1, blue: 0.1)

    /// - Parameters:
    ///   - frameCount: how many frames will be written; nil when that is not known.
    ///   - columns: nil for as many as give a sheet of about 4:3.
    ///   - cellWidth: the frames' width in the sheet, in pixels, moved into 16...4096.
    ///   - mostCells: how many frames to show at most, moved into 1...400.
    public init(
        path: String, frameCount: Int? = nil, columns: Int? = nil, cellWidth: Int = 240,
        mostCells: Int = 24
    ) {
        self.path = path
        self.columns = columns
        self.cellWidth = min(max(cellWidth, 16), 4096)
        encoder = PNGEncoder()
        cells = EvenSelection(room: min(max(mostCells, 1), 400), frameCount: frameCount)
    }

    public func makeEncoder() -> any FrameEncoder { NoEncoder() }

    /// - Throws: `RenderingError` when the frame cannot be scaled down.
    public mutating func write(_ frame: FinishedFrame) throws {
        let picture = frame.picture
        let size = cellSize ?? SheetLayout.cellSize(ofWidth: cellWidth, for: picture)
        cellSize = size
        try cells.offer { () throws(RenderingError) in
            let cell = try PixelBuffer.validated(width: size.width, height: size.height)
            let canvas = try CairoCanvas(over: cell, antialiasing: .best)
            canvas.paintBackground(.white)
            canvas.draw(picture, fittedInto: Rect(of: cell))
            try canvas.finishFrame()
            return Cell(picture: cell, frame: frame.index)
        }
    }

    /// Draws the sheet and writes the file.
    ///
    /// - Throws: `badData` when no frame came, `badSize` when the sheet is too large to draw;
    ///   else like `PNGEncoder.write`.
    public mutating func finish() throws {
        guard let cellSize, !cells.items.isEmpty else {
            throw SinkError(
                .badData, "there is no frame to show on \(path); check the range of frames")
        }
        let layout = SheetLayout(cellCount: cells.items.count, columns: columns, cell: cellSize)
        let sheet = try PixelBuffer.validated(width: layout.width, height: layout.height)
        let canvas = try CairoCanvas(over: sheet, antialiasing: .best)
        canvas.paintBackground(Self.paper)
        for (index, cell) in cells.items.enumerated() {
            let place = layout.cell(index)
            canvas.draw(cell.picture, fittedInto: place)
            let strip = Rect(
                x: place.min.x, y: place.max.y, width: place.width,
                height: Double(SheetLayout.labelHeight))
            canvas.drawNumber(cell.frame, in: strip, Self.ink)
        }
        try canvas.finishFrame()
        try encoder.write(sheet, to: path)
    }
}

extension Rect {
    fileprivate init(of picture: PixelBuffer) {
        self.init(x: 0, y: 0, width: Double(picture.width), height: Double(picture.height))
    }
}

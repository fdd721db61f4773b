import Geometry
import Rendering

/// Where the cells of a contact sheet lie, in its pixels.
struct SheetLayout: Equatable {
    let columns: Int
    let rows: Int
    let cellWidth: Int
    let cellHeight: Int

    /// Between cells and around them.
    static let gutter = 6
    /// The strip under a cell that holds its frame's number.
    static let labelHeight = 16

    /// - Parameters:
    ///   - columns: nil for as many as give a sheet of about 4:3.
    ///   - cell: the pictures' size in the sheet.
    init(cellCount: Int, columns: Int?, cell: (width: Int, height: Int)) {
        cellWidth = cell.width
        cellHeight = cell.height
        let count = max(cellCount, 1)
        let shape = Double(cell.height + Self.labelHeight) / Double(cell.width)
        let wanted = columns ?? Int((Double(count) * shape * 4 / 3).squareRoot().rounded(.up))
        self.columns = min(max(wanted, 1), count)
        rows = (count + self.columns - 1) / self.columns
    }

    var width: Int { columns * (cellWidth + Self.gutter) + Self.gutter }
    var height: Int { rows * (cellHeight + Self.labelHeight) + Self.gutter }

    /// The rectangle of a cell's picture.
    func cell(_ index: Int) -> Rect {
        let column = index % columns
        let row = index / columns
        return Rect(
            x: Double(Self.gutter + column * (cellWidth + Self.gutter)),
            y: Double(Self.gutter + row * (cellHeight + Self.labelHeight)),
            width: Double(cellWidth), height: Double(cellHeight))
    }

    /// The size of a cell for pictures of a size; never more than twice as high as wide.
    static func cellSize(
        ofWidth cellWidth: Int, for picture: PixelBuffer
    ) -> (width: Int, height: Int) {
        let shape = Double(picture.height) / Double(max(picture.width, 1))
        let height = (Double(cellWidth) * min(shape, 2)).rounded()
        return (cellWidth, max(Int(height), 1))
    }
}

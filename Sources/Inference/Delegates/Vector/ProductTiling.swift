import CVectorKernels

/// How a convolution's output is cut into tiles: rows (pixels when it is flat) and panels.
struct ProductTiling {
    /// Tiles that share all rows, and the most rows that one has.
    var rowTiles: Int
    var rows: Int
    /// Panels of a tile.
    var panels: Int
    /// Tiles that share the same rows; they follow each other.
    var panelTiles: Int
    /// The number of tiles.
    var count: Int

    init(
        _ window: ConvolutionWindow, depth: Int, elementBytes: Int, panelChannels: Int,
        operations: Int, isStrip: Bool = false, delegate: VectorDelegate
    ) {
        let shape = window.window
        let panels = (shape.output_channels + panelChannels - 1) / panelChannels
        let isFlat = window.isFlat && !isStrip
        let total = isFlat ? window.outputPixels : shape.batch * shape.output_height
        let weightBytes = depth * shape.output_channels * elementBytes
        let rowBytes =
            shape.input_channels * elementBytes
            * (isFlat ? 1 : shape.input_width * shape.stride_height)
        if !isStrip, weightBytes > rowBytes * total, panels > 1 {
            // Weights that outweigh the input are read once, or once by each thread where they
            // are cheap to read and each then computes neighbouring rows; tiles share the panels.
            let threads = delegate.threads
            rowTiles = weightBytes <= VectorRates.sharedWeightBytes ? min(threads, total) : 1
            let tiles = threads == 1 ? 1 : min(panels, threads * 4)
            self.panels = (panels + tiles - 1) / tiles
        } else {
            rowTiles = delegate.rowTiles(
                rows: total, operations: operations / max(total, 1), bytes: rowBytes)
            self.panels = panels
        }
        panelTiles = (panels + self.panels - 1) / self.panels
        rowTiles = max(rowTiles, 1)
        rows = (total + rowTiles - 1) / rowTiles
        count = rowTiles * panelTiles
    }
}

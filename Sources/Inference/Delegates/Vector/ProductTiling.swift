import CVectorKernels

/// How a convolution's output is cut into tiles: rows (pixels when it is flat) and panels.
struct ProductTiling {
    var rows: Int
    var rowTiles: Int
    var panels: Int
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
            // Weights that outweigh the input are read once: tiles share the panels.
            let tiles = delegate.threads == 1 ? 1 : min(panels, delegate.threads * 4)
            rows = max(total, 1)
            self.panels = (panels + tiles - 1) / tiles
        } else {
            rows = delegate.rowsPerTile(
                rows: total, operations: operations / max(total, 1), bytes: rowBytes)
            self.panels = panels
        }
        rowTiles = max((total + rows - 1) / rows, 1)
        count = rowTiles * ((panels + self.panels - 1) / self.panels)
    }
}

#if OneDNN
    import COneDNNLibrary
    import CVectorKernels

    /// A window's work, cut into pieces that are windows of their own: bands of output rows with the
    /// input rows that they need, or runs of pixels where each output pixel needs one input pixel.
    struct OneDNNTiles {
        struct Tile {
            var window: pose_onednn_window
            /// Where the piece begins, in elements.
            var input: Int
            var output: Int

            /// What tells tiles apart that need operations of their own.
            var size: [Int] {
                [
                    window.input_height, window.input_width, window.output_height,
                    window.output_width, window.padding_top,
                ]
            }
        }

        private(set) var tiles: [Tile] = []

        /// - Parameter operations: the arithmetic of the whole.
        init(_ window: pose_window, isFlat: Bool, operations: Int, threads: Int) {
            let whole = pose_onednn_window(
                batch: window.batch, input_height: window.input_height,
                input_width: window.input_width, input_channels: window.input_channels,
                output_height: window.output_height, output_width: window.output_width,
                output_channels: window.output_channels, kernel_height: window.kernel_height,
                kernel_width: window.kernel_width, stride_height: window.stride_height,
                stride_width: window.stride_width, dilation_height: window.dilation_height,
                dilation_width: window.dilation_width, padding_top: window.padding_top,
                padding_left: window.padding_left)
            let bands = Self.pieces(operations: operations, threads: threads)
            if isFlat {
                addRuns(whole, count: bands)
            } else if bands == 1 {
                tiles = [Tile(window: whole, input: 0, output: 0)]
            } else {
                for image in 0..<whole.batch { addBands(whole, image: image, count: bands) }
            }
        }

        private mutating func addRuns(_ whole: pose_onednn_window, count: Int) {
            let pixels = whole.batch * whole.output_height * whole.output_width
            for run in Self.ranges(pixels, count) {
                var window = whole
                window.batch = 1
                window.input_height = 1
                window.output_height = 1
                window.input_width = run.count
                window.output_width = run.count
                tiles.append(
                    Tile(
                        window: window, input: run.lowerBound * whole.input_channels,
                        output: run.lowerBound * whole.output_channels))
            }
        }

        private mutating func addBands(_ whole: pose_onednn_window, image: Int, count: Int) {
            let reach = (whole.kernel_height - 1) * whole.dilation_height + 1
            for band in Self.ranges(whole.output_height, count) {
                let start = band.lowerBound * whole.stride_height - whole.padding_top
                let end = (band.upperBound - 1) * whole.stride_height - whole.padding_top + reach
                let first = max(start, 0)
                var window = whole
                window.batch = 1
                window.input_height = min(end, whole.input_height) - first
                window.output_height = band.count
                window.padding_top = first - start
                tiles.append(
                    Tile(
                        window: window,
                        input: (image * whole.input_height + first) * whole.input_width
                            * whole.input_channels,
                        output: (image * whole.output_height + band.lowerBound)
                            * whole.output_width * whole.output_channels))
            }
        }

        /// Equal pieces, but for the last.
        static func ranges(_ count: Int, _ pieces: Int) -> [Range<Int>] {
            let size = max((count + pieces - 1) / pieces, 1)
            return stride(from: 0, to: count, by: size).map { $0..<min($0 + size, count) }
        }

        /// Into how many pieces some arithmetic is cut. Each size of piece is compiled by itself: two
        /// pieces a thread give three sizes at most.
        static func pieces(operations: Int, threads: Int) -> Int {
            threads == 1 ? 1 : max(min(threads * 2, operations / VectorRates.tileOperations), 1)
        }
    }

    extension pose_window {
        /// Whether the library takes the window: every place of it covers some of the input, and
        /// numbers are such as its generated code can hold.
        var isForOneDNN: Bool {
            func reaches(
                _ input: Int, _ output: Int, _ kernel: Int, _ stride: Int, _ dilation: Int,
                _ padding: Int
            ) -> Bool {
                output > 0 && padding <= (kernel - 1) * dilation
                    && (output - 1) * stride - padding < input
            }
            let limit = 1 << 28
            return batch > 0 && input_channels > 0 && output_channels > 0
                && reaches(
                    input_height, output_height, kernel_height, stride_height, dilation_height,
                    padding_top)
                && reaches(
                    input_width, output_width, kernel_width, stride_width, dilation_width,
                    padding_left)
                && input_height * input_width <= limit / input_channels
                && output_height * output_width <= limit / output_channels
                && kernel_height * kernel_width <= limit / input_channels
                && [stride_height, stride_width, dilation_height, dilation_width].max() ?? 0 < 1
                    << 16
        }
    }
#endif

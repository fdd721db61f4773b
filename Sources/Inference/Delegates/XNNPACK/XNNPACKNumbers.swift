#if XNNPACK
    import CVectorKernels
    import CXNNPACKLibrary

    extension pose_xnn_range {
        init(reals bounds: ClosedRange<Float>) {
            self.init(
                lower: bounds.lowerBound, upper: bounds.upperBound, whole_lower: 0, whole_upper: 0)
        }

        init(wholes bounds: ClosedRange<Int32>) {
            self.init(
                lower: 0, upper: 0, whole_lower: bounds.lowerBound, whole_upper: bounds.upperBound)
        }
    }

    /// The numbers of an operator without weights, and how they are scaled.
    enum XNNPACKNumbers: Sendable {
        case real
        case whole(isSigned: Bool)

        /// Nil for types that the library does not know.
        init?(_ type: ElementType) {
            switch type {
            case .float32: self = .real
            case .int8: self = .whole(isSigned: true)
            case .uint8: self = .whole(isSigned: false)
            default: return nil
            }
        }

        var isReal: Bool {
            guard case .real = self else { return false }
            return true
        }

        var type: pose_xnn_type {
            switch self {
            case .real: POSE_XNN_F32
            case .whole(let isSigned): isSigned ? POSE_XNN_S8 : POSE_XNN_U8
            }
        }

        /// The range of an activation; nil where it is empty, which the library refuses.
        func range(_ activation: FusedActivation, _ output: KnownTensor) -> pose_xnn_range? {
            guard case .whole = self else { return pose_xnn_range(reals: activation.bounds) }
            if activation == .none {
                return pose_xnn_range(wholes: output.type == .int8 ? -128...127 : 0...255)
            }
            guard let quantization = output.quantization, quantization.scale > 0 else {
                return nil
            }
            let bounds = activation.bounds(output.type, quantization)
            return bounds.lowerBound < bounds.upperBound ? pose_xnn_range(wholes: bounds) : nil
        }

        /// A tensor's scale and zero point; nil where it has none that the library takes.
        func affine(_ tensor: KnownTensor) -> pose_xnn_affine? {
            guard case .whole = self else { return pose_xnn_affine(scale: 1, zero_point: 0) }
            guard let quantization = tensor.quantization, !quantization.isPerChannel,
                quantization.scale > 0, quantization.scale.isNormal,
                let range = tensor.type.quantizedRange,
                let zero = Int32(exactly: quantization.zeroPoint), range.contains(zero)
            else { return nil }
            return pose_xnn_affine(scale: quantization.scale, zero_point: zero)
        }
    }

    extension pose_xnn_window {
        /// Nil where the library's rule for the output's size, with the least padding behind that
        /// the last window needs, gives another size.
        init?(_ window: pose_window) {
            func after(
                _ input: Int, _ output: Int, _ kernel: Int, _ stride: Int, _ dilation: Int,
                _ before: Int
            ) -> UInt32? {
                let reach = (kernel - 1) * dilation + 1
                let padding = max((output - 1) * stride + reach - input - before, 0)
                let size = input + before + padding
                guard size >= reach, (size - reach) / stride + 1 == output else { return nil }
                return UInt32(exactly: padding)
            }
            guard
                let bottom = after(
                    window.input_height, window.output_height, window.kernel_height,
                    window.stride_height, window.dilation_height, window.padding_top),
                let right = after(
                    window.input_width, window.output_width, window.kernel_width,
                    window.stride_width, window.dilation_width, window.padding_left),
                let top = UInt32(exactly: window.padding_top),
                let left = UInt32(exactly: window.padding_left),
                let strideHeight = UInt32(exactly: window.stride_height),
                let strideWidth = UInt32(exactly: window.stride_width),
                let kernelHeight = UInt32(exactly: window.kernel_height),
                let kernelWidth = UInt32(exactly: window.kernel_width),
                let dilationHeight = UInt32(exactly: window.dilation_height),
                let dilationWidth = UInt32(exactly: window.dilation_width)
            else { return nil }
            self.init(
                batch: window.batch, input_height: window.input_height,
                input_width: window.input_width, kernel_height: kernelHeight,
                kernel_width: kernelWidth, stride_height: strideHeight,
                stride_width: strideWidth, dilation_height: dilationHeight,
                dilation_width: dilationWidth, padding_top: top, padding_right: right,
                padding_bottom: bottom, padding_left: left, adjustment_height: 0,
                adjustment_width: 0)
        }

        var isUnpadded: Bool {
            padding_top == 0 && padding_right == 0 && padding_bottom == 0 && padding_left == 0
        }

        /// A single pixel for each row.
        init(rows: Int) {
            self.init(
                batch: rows, input_height: 1, input_width: 1, kernel_height: 1, kernel_width: 1,
                stride_height: 1, stride_width: 1, dilation_height: 1, dilation_width: 1,
                padding_top: 0, padding_right: 0, padding_bottom: 0, padding_left: 0,
                adjustment_height: 0, adjustment_width: 0)
        }
    }

    /// A range that alone follows a float32 node, which the library applies in the same pass.
    struct XNNPACKClamp: Sendable {
        var position: Int
        var output: Int
        var bounds: ClosedRange<Float>

        init?(after output: Int, bounds: ClosedRange<Float>, in graph: GraphView) {
            guard bounds == FusedActivation.none.bounds, graph.tensor(output).type == .float32,
                let position = graph.soleConsumer(of: output)
            else { return nil }
            let node = graph.nodes[position]
            switch node.name {
            case .builtin(.relu): self.bounds = FusedActivation.relu.bounds
            case .builtin(.relu6): self.bounds = FusedActivation.relu6.bounds
            case .builtin(.reluN1To1): self.bounds = FusedActivation.reluMinus1To1.bounds
            default: return nil
            }
            guard node.outputs.count == 1, graph.tensor(node.outputs[0]).type == .float32 else {
                return nil
            }
            self.position = position
            self.output = node.outputs[0]
        }
    }
#endif

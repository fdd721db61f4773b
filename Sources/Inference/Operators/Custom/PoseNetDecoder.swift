/// PosenetDecoderOp: people's keypoints from the maps of a PoseNet, by the definition of Coral's
/// libcoral (`posenet_decoder_op`). Inputs are heatmaps, offsets within the neighbourhood of a
/// keypoint and offsets along the skeleton's edges; outputs are keypoints in pixels (y before x),
/// their scores, poses' scores and the number of poses.
struct PoseNetDecoder: OperatorPlan {
    private static let types: [ElementType] = [.float32, .uint8, .int8]
    static let definition = OperatorDefinition(
        .custom("PosenetDecoderOp"), versions: 1...1, types: types, PoseNetDecoder.self)

    private var settings: PoseNetSearch.Settings
    private var maps: [Map]

    /// One input, and how its numbers become reals in cells of the maps.
    private struct Map {
        var affine: Affine?
        var factor: Float
    }

    init(_ request: ShapeRequest) throws(InferenceError) {
        guard request.inputs.count == 3, request.outputs.count == 4 else {
            throw request.unsupported(
                "has \(request.inputs.count) inputs and \(request.outputs.count) outputs; 3 and 4 "
                    + "are implemented, without people's outlines")
        }
        let options = try CustomOptions(request.node)
        let stride = Float(try options.integer("stride", in: 1...1 << 16))
        let heatmaps = try request.operand(0).shape
        guard heatmaps.rank == 4 else {
            throw request.error("heatmaps of \(heatmaps) have not rank 4")
        }
        settings = PoseNetSearch.Settings(
            height: heatmaps[1], width: heatmaps[2],
            limit: try options.integer("max_detections", in: 1...1 << 16),
            threshold: try options.real("score_threshold"),
            radius: try options.real("nms_radius") / stride, stride: stride)
        maps = []
        let channels = [PoseNetSkeleton.keypointCount, PoseNetSkeleton.keypointCount * 2, 64]
        for (index, channels) in channels.enumerated() {
            let map = try request.operand(index)
            let role = ["heatmaps", "short offsets", "mid offsets"][index]
            guard Self.types.contains(map.type) else {
                throw request.unsupported("its \(role) are \(map.type), which is not implemented")
            }
            try request.expect(map, role, shape: [1, heatmaps[1], heatmaps[2], channels])
            maps.append(
                Map(
                    affine: map.type == .float32 ? nil : try request.affine(map, role),
                    factor: index == 0 ? 1 : 1 / stride))
        }
        for index in 0..<4 {
            try request.expect(request.output(index), "output \(index)", type: .float32)
        }
    }

    func outputShapes() throws(InferenceError) -> [Shape]? {
        let (limit, keypoints) = (settings.limit, PoseNetSkeleton.keypointCount)
        return [[1, limit, keypoints, 2], [1, limit, keypoints], [1, limit], [1]]
    }

    func operations(_ outputs: [Shape]) -> Int {
        // Each pose found is compared with all before it.
        let cells = Int.saturatingProduct(settings.height, settings.width, 17)
        return .saturatingProduct(max(cells, settings.limit), settings.limit, 10)
    }

    func kernel(_ request: KernelRequest) throws(InferenceError) -> Kernel {
        var inputs: [Tensor] = []
        for index in 0..<3 { inputs.append(try request.input(index)) }
        let reals = inputs.map { Scratch<Float>(count: $0.shape.count) }
        let search = PoseNetSearch(
            settings, scores: reals[0], short: reals[1], middle: reals[2],
            keypoints: try request.output(0), keypointScores: try request.output(1),
            poseScores: try request.output(2), count: try request.output(3))
        return {
            for index in 0..<3 { expand(inputs[index], maps[index], to: reals[index]) }
            search.run()
        }
    }

    private func expand(_ input: Tensor, _ map: Map, to reals: Scratch<Float>) {
        switch input.type {
        case .uint8: expand(UInt8.self, input, map, reals)
        case .int8: expand(Int8.self, input, map, reals)
        default:
            let source = input.data.assumingMemoryBound(to: Float.self)
            for index in 0..<reals.count { reals.pointer[index] = source[index] * map.factor }
        }
    }

    private func expand<Element: FixedWidthInteger & BitwiseCopyable>(
        _: Element.Type, _ input: Tensor, _ map: Map, _ reals: Scratch<Float>
    ) {
        let source = input.data.assumingMemoryBound(to: Element.self)
        let zero = map.affine?.zeroPoint ?? 0
        let scale = (map.affine?.scale ?? 1) * map.factor
        for index in 0..<reals.count {
            reals.pointer[index] = Float(Int32(truncatingIfNeeded: source[index]) - zero) * scale
        }
    }
}

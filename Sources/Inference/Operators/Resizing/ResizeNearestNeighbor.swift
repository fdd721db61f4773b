/// RESIZE_NEAREST_NEIGHBOR: each output pixel is a copy of the nearest input pixel.
struct ResizeNearestNeighbor: OperatorPlan {
    static let types: [ElementType] = [.float32, .int8, .uint8, .int16, .int32, .int64]

    private var sampling: ImageSampling

    init(_ request: ShapeRequest) throws(InferenceError) {
        sampling = try ImageSampling(
            request, types: Self.types, alignsCorners: 0, halfPixelCenters: 1)
    }

    func outputShapes() throws(InferenceError) -> [Shape]? { sampling.output.map { [$0] } }

    func kernel(_ request: KernelRequest) throws(InferenceError) -> Kernel {
        let input = try request.input(0)
        let output = try request.output()
        let from = input.shape
        let to = output.shape
        let rows = sources(from: from[1], to: to[1])
        let columns = sources(from: from[2], to: to[2])
        let pixel = from[3] * (input.type.byteCount ?? 1)
        return {
            var target = output.data
            for image in 0..<from[0] {
                for row in rows {
                    let line = input.data + (image * from[1] + row) * from[2] * pixel
                    for column in columns {
                        target.copyMemory(from: line + column * pixel, byteCount: pixel)
                        target += pixel
                    }
                }
            }
        }
    }

    private func sources(from input: Int, to output: Int) -> [Int] {
        let scale = sampling.scale(from: input, to: output)
        let offset: Float = sampling.halfPixelCenters ? 0.5 : 0
        return (0..<output).map { index in
            let place = (Float(index) + offset) * scale
            let nearest = place.rounded(
                sampling.alignsCorners ? .toNearestOrAwayFromZero : .down)
            return max(min(Int(nearest), input - 1), 0)
        }
    }
}

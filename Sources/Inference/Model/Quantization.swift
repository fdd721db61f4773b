/// How whole numbers stand for reals: real = scale x (number - zero point).
public struct Quantization: Sendable, Hashable {
    /// One for the tensor, or one for each slice along `dimension`.
    public var scales: [Float]
    /// As many as scales.
    public var zeroPoints: [Int]
    /// The axis that scales go along when there are several.
    public var dimension: Int

    public init(scales: [Float], zeroPoints: [Int], dimension: Int = 0) {
        self.scales = scales
        self.zeroPoints = zeroPoints
        self.dimension = dimension
    }

    public init(scale: Float, zeroPoint: Int) {
        self.init(scales: [scale], zeroPoints: [zeroPoint])
    }

    public var isPerChannel: Bool { scales.count > 1 }
    public var scale: Float { scales[0] }
    public var zeroPoint: Int { zeroPoints[0] }
}

import CPoseAnimatePlugin

/// A bone at rest, in pixels of the drawing.
public typealias Segment = pa_segment

extension pa_segment {
    public var start: SIMD2<Double> { SIMD2(start_x, start_y) }
    public var end: SIMD2<Double> { SIMD2(end_x, end_y) }
}

/// A rule of weights: how much each bone moves a point.
public protocol WeightsPlugin: StagePlugin {
    init(_ setup: Setup<Void>) throws

    /// Fills a weight for each bone: not negative, at least one above 0. The engine divides them by their
    /// sum. The bones are those that may move the point, at rest.
    func weigh(
        _ point: SIMD2<Double>, bones: UnsafeBufferPointer<Segment>,
        into weights: UnsafeMutableBufferPointer<Double>) throws
}

extension WeightsPlugin {
    public static var making: StageMaking {
        StageMaking(kind: "pose-animate.weights/1") { engine, values, _ in
            let stage = try Self(Setup((), engine, about, values))
            return StageBox<any WeightsPlugin, pa_weights>.make(stage, engine, interface)
        }
    }

    private static func interface(_ data: UnsafeMutableRawPointer) -> pa_weights {
        var interface = pa_weights()
        interface.size = MemoryLayout<pa_weights>.size
        interface.data = data
        interface.destroy = { StageBox<any WeightsPlugin, pa_weights>.release($0?.pointee.data) }
        interface.weigh = { rule, x, y, bones, count, weights in
            StageBox<any WeightsPlugin, pa_weights>.status(rule?.pointee.data) {
                try $0.weigh(
                    SIMD2(x, y), bones: UnsafeBufferPointer(start: bones, count: Int(count)),
                    into: UnsafeMutableBufferPointer(start: weights, count: Int(count)))
            }
        }
        return interface
    }
}

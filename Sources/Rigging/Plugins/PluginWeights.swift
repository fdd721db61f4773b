import CPoseAnimatePlugin
import Geometry
import PluginInterface
import PluginKit

/// A rule of weights of a plug-in's.
package struct PluginWeights: WeightRule {
    private let rule: StageHandle<pa_weights>
    private let weigh:
        @convention(c) (
            UnsafePointer<pa_weights>?, Double, Double, UnsafePointer<pa_segment>?, UInt32,
            UnsafeMutablePointer<Double>?
        ) -> pa_status

    /// - Parameter values: the options' values, as users write them.
    /// - Throws: `usage` for values that do not fit; what the plug-in answers.
    package init(_ stage: PluginStage, values: [String: String]) throws(PluginError) {
        rule = try stage.make(pa_weights.self, values: values)
        weigh = try rule.require("weigh", rule.functions.weigh)
    }

    /// Pose Animator's law.
    package static func standard() throws(RiggingError) -> PluginWeights {
        do throws(PluginError) {
            return try PluginWeights(
                builtInRiggingStages.stage(.weights, InverseSquareStage.about.id), values: [:])
        } catch {
            throw RiggingError(error)
        }
    }

    package func weights(of point: Point, bones: [BoneSegment]) throws(RiggingError) -> [Double] {
        var weights = [Double](repeating: 0, count: bones.count)
        let status = bones.map(\.segment).withUnsafeBufferPointer { segments in
            weights.withUnsafeMutableBufferPointer { weights in
                rule.ask {
                    weigh(
                        rule.pointer, point.x, point.y, segments.baseAddress,
                        UInt32(segments.count), weights.baseAddress)
                }
            }
        }
        let sum = weights.reduce(0, +)
        do throws(PluginError) {
            try rule.stage.check(status)
            guard sum.isFinite, sum > 0, weights.allSatisfy({ $0 >= 0 }) else {
                throw rule.stage.error(
                    .fault,
                    "at \(point.x), \(point.y) it gave weights that are negative, not finite or "
                        + "all 0")
            }
        } catch {
            throw RiggingError(error)
        }
        return weights.map { $0 / sum }
    }
}

extension BoneSegment {
    /// As plug-ins read it.
    fileprivate var segment: pa_segment {
        pa_segment(start_x: start.x, start_y: start.y, end_x: end.x, end_y: end.y)
    }
}

extension RiggingError {
    /// What a plug-in's failure is to those who bind and move characters.
    package init(_ error: PluginError) {
        let kind: Kind =
            switch error.kind {
            case .usage: .usage
            case .badData: .badRig
            case .noInput: .noRig
            case .unavailable: .unavailable
            case .fault, .cannotCreate, .inputOutput: .fault
            }
        let place = error.place.isEmpty ? "" : "\(error.place): "
        self.init(kind, source: error.source, place + error.message)
    }
}

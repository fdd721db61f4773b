import CPluginCalls
import PluginInterface
import PoseAnimate

/// Tries a plug-in out: calls all that the interface asks for, with input at the edges, and looks whether the
/// rules are kept.
///
/// What is tried follows clap-validator (github.com/free-audio/clap-validator): it calls plug-ins as no sensible
/// engine would, but as every engine may.
package struct PluginCheck {
    /// One rule, and how it went.
    package struct Finding: Sendable, Equatable {
        /// Which stage, "filter `jiggle`".
        package var stage: String
        /// What is asked for.
        package var rule: String
        /// Why it is not so; nil when it is.
        package var failure: String?
    }

    package private(set) var findings: [Finding] = []

    /// Tries all stages of a plug-in.
    ///
    /// - Parameter heard: is told how each rule went, as soon as it is known: the next may crash.
    package init(_ stages: [PluginStage], heard: @escaping (Finding) -> Void = { _ in }) {
        defer { pose_calls_aim_at("") }
        for stage in stages {
            var notes = Notes(stage, heard: heard)
            let kind: any StageCheck.Type =
                switch stage.description.kind {
                case .source: SourceCheck.self
                case .filter: FilterCheck.self
                case .weights: WeightsCheck.self
                case .deformer: DeformerCheck.self
                case .renderer: RendererCheck.self
                case .sink: SinkCheck.self
                case .modelOperator: OperatorCheck.self
                case .delegate: DelegateCheck.self
                case .device: DeviceCheck.self
                case .sensor: SensorCheck.self
                }
            kind.check(stage, &notes)
            findings += notes.findings
        }
    }

    package var failures: [Finding] { findings.filter { $0.failure != nil } }
}

/// The rules of one kind of stage.
protocol StageCheck {
    static func check(_ stage: PluginStage, _ notes: inout Notes)
}

/// Takes down how rules went.
struct Notes {
    let stage: PluginStage
    private(set) var findings: [PluginCheck.Finding] = []
    private let heard: (PluginCheck.Finding) -> Void

    init(_ stage: PluginStage, heard: @escaping (PluginCheck.Finding) -> Void) {
        self.stage = stage
        self.heard = heard
    }

    /// Tries a rule.
    ///
    /// - Parameter body: throws, or returns why it is not kept.
    mutating func rule(_ rule: String, _ body: () throws -> String?) {
        pose_calls_aim_at(rule)
        let failure: String?
        do {
            failure = try body()
        } catch let error as PluginError {
            failure = error.message
        } catch {
            failure = "\(error)"
        }
        let finding = PluginCheck.Finding(stage: stage.place, rule: rule, failure: failure)
        findings.append(finding)
        heard(finding)
    }
}

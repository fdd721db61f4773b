import CPoseAnimatePlugin

/// The kinds of stage that plug-ins may have, by the names of their factories.
package enum StageKind: String, CaseIterable, Sendable {
    case source = "pose-animate.source/1"
    case filter = "pose-animate.filter/1"
    case weights = "pose-animate.weights/1"
    case deformer = "pose-animate.deformer/1"
    case renderer = "pose-animate.renderer/1"
    case sink = "pose-animate.sink/1"
    case modelOperator = "pose-animate.operator/1"
    case delegate = "pose-animate.delegate/1"
    case device = "pose-animate.device/1"
    case sensor = "pose-animate.sensor/1"

    /// For people: "filter".
    package var name: String {
        String(rawValue.dropFirst("pose-animate.".count).prefix { $0 != "/" })
    }

    /// The `temporal` that stages of the kind may have.
    package var temporals: [Int] {
        switch self {
        case .source, .deformer, .sink: [Int(PA_STATELESS), Int(PA_SEQUENTIAL)]
        case .filter: [Int(PA_STATELESS), Int(PA_WINDOW), Int(PA_SEQUENTIAL)]
        case .weights, .renderer, .modelOperator, .delegate: [Int(PA_STATELESS)]
        // What firmware does to them comes in its order whatever they say.
        case .device, .sensor: [Int(PA_STATELESS), Int(PA_SEQUENTIAL)]
        }
    }
}

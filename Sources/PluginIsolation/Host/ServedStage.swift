import CPoseAnimatePlugin
import PluginInterface
import PluginKit

/// A stage of a plug-in's on the plug-in's side.
protocol ServedStage: AnyObject {
    /// Those that it has.
    var functions: FunctionSet { get }

    /// Calls one of them.
    ///
    /// - Parameter descriptor: what came beside the question; the stage's own then.
    func answer(
        _ kind: MessageKind, _ question: inout MessageReader, _ descriptor: Int32?,
        _ answer: inout Answer
    ) throws(BrokenMessage)
}

/// What a stage is to be made from.
struct StageRequest {
    let stage: PluginStage
    let values: [pa_value]
    let request: UnsafeRawPointer?
    let memory: ForeignMemory

    /// - Throws: what the plug-in answers.
    func make() throws(PluginError) -> any ServedStage {
        switch stage.description.kind {
        case .source: ServedSource(try handle())
        case .filter: ServedFilter(try handle())
        case .weights: ServedWeights(try handle())
        case .deformer: ServedDeformer(try handle())
        case .renderer: ServedRenderer(try handle())
        case .sink: ServedSink(try handle())
        case .modelOperator: ServedOperator(try handle())
        case .delegate: ServedDelegate(try handle())
        case .device: ServedDevice(try handle())
        case .sensor: try ServedSensor(try handle())
        }
    }

    private func handle<Interface: StageInterface>() throws(PluginError) -> StageHandle<Interface> {
        try stage.make(Interface.self, row: values, request: request, memory: memory)
    }
}

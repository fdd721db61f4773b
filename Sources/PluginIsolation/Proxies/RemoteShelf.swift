import CPluginCalls
import CPoseAnimatePlugin
import PluginInterface

/// The stages of one kind that a plug-in has, behind a factory that makes each in a child process.
final class RemoteShelf: Sendable {
    private let kind: StageKind
    nonisolated(unsafe) private let descriptors: [UnsafePointer<pa_descriptor>]
    private let house: PluginHouse

    /// - Parameter descriptors: stay as long as the shelf.
    init(
        _ kind: StageKind, _ descriptors: [UnsafePointer<pa_descriptor>], _ house: PluginHouse
    ) {
        self.kind = kind
        self.descriptors = descriptors
        self.house = house
    }

    /// Leads to the shelf, and does not keep it.
    var factory: pa_factory {
        pa_factory(
            size: MemoryLayout<pa_factory>.size, data: Unmanaged.passUnretained(self).toOpaque(),
            count: { UInt32(RemoteShelf.at($0)?.descriptors.count ?? 0) },
            descriptor: { factory, index in
                guard let all = RemoteShelf.at(factory)?.descriptors, index < all.count else {
                    return nil
                }
                return all[Int(index)]
            },
            create: { factory, _, id, values, request, stage in
                guard let shelf = RemoteShelf.at(factory), let id, let stage else {
                    return pa_status(PA_FAULT)
                }
                return shelf.create(String(cString: id), values, request, stage)
            })
    }

    private static func at(_ factory: UnsafePointer<pa_factory>?) -> RemoteShelf? {
        factory?.pointee.data.map { Unmanaged<RemoteShelf>.fromOpaque($0).takeUnretainedValue() }
    }

    private func create(
        _ id: String, _ values: UnsafePointer<pa_value>?, _ request: UnsafeRawPointer?,
        _ stage: UnsafeMutablePointer<UnsafeRawPointer?>
    ) -> pa_status {
        let descriptor = descriptors.first { $0.pointee.id.map { String(cString: $0) } == id }
        do throws(PluginError) {
            let line = try house.start(
                stage: "\(kind.name) `\(id)`", readsInput: kind == .source)
            var functions = FunctionSet()
            var status = house.open(line)
            guard status == PA_OK else { return status }
            status = line.call(.make, .making) { message in
                message.add(kind.rawValue)
                message.add(id)
                message.add(values: values, count: Int(descriptor?.pointee.option_count ?? 0))
                message.add(request: request, of: kind)
            } read: { (answer) throws(BrokenMessage) in
                functions = FunctionSet(rawValue: try answer.value())
            }
            if status == PA_OK { stage.pointee = proxy(line, functions) }
            return status
        } catch {
            pose_call_fail(error.message)
            return error.kind.status
        }
    }

    private func proxy(_ line: CallLine, _ functions: FunctionSet) -> UnsafeRawPointer {
        switch kind {
        case .source: RemoteStage.source(line, functions)
        case .filter: RemoteStage.filter(line, functions)
        case .weights: RemoteStage.weights(line, functions)
        case .deformer: RemoteStage.deformer(line, functions)
        case .renderer: RemoteStage.renderer(line, functions)
        case .sink: RemoteStage.sink(line, functions)
        case .modelOperator: RemoteStage.modelOperator(line, functions)
        case .delegate: RemoteStage.delegate(line, functions)
        case .device: RemoteStage.device(line, functions)
        case .sensor: RemoteStage.sensor(line, functions)
        }
    }
}

import CPoseAnimatePlugin

/// An operator of models in another process.
extension RemoteStage {
    static func modelOperator(_ line: CallLine, _ functions: FunctionSet) -> UnsafeRawPointer {
        make(line) { data in
            var interface = pa_operator()
            interface.size = MemoryLayout<pa_operator>.size
            interface.data = data
            interface.destroy = { RemoteStage.destroy($0?.pointee.data) }
            if functions.contains(.infer) {
                interface.infer = { stage, node, ranks, shapes in
                    RemoteStage.status(stage?.pointee.data) { $0.infer(node, ranks, shapes) }
                }
            }
            // Also for one that has nothing to prepare: its node is.
            interface.prepare = { stage, node, kernel in
                RemoteStage.status(stage?.pointee.data) { $0.prepare(node, kernel) }
            }
            if functions.contains(.run) {
                interface.run = { _, kernel, _ in RemoteKernel.run(kernel) }
            }
            interface.release = { _, kernel in RemoteKernel.release(kernel) }
            return interface
        }
    }

    private func infer(
        _ node: UnsafePointer<pa_node>?, _ ranks: UnsafeMutablePointer<UInt32>?,
        _ shapes: UnsafeMutablePointer<Int64>?
    ) -> pa_status {
        guard let node = node?.pointee, let values = SharedTensors(node.tensors) else {
            return pa_status(PA_FAULT)
        }
        values.show(values.places { _ in true })
        let count = Int(node.output_count)
        return line.call(.infer, .inferring, carrying: values.unsent) { message in
            message.add(node, values)
        } read: { (answer) throws(BrokenMessage) in
            try answer.fill(ranks, count: count)
            try answer.fill(shapes, count: count * Int(PA_HIGHEST_RANK))
        }
    }

    private func prepare(
        _ node: UnsafePointer<pa_node>?,
        _ kernel: UnsafeMutablePointer<UnsafeMutableRawPointer?>?
    ) -> pa_status {
        guard let node = node?.pointee, let kernel, let values = SharedTensors(node.tensors) else {
            return pa_status(PA_FAULT)
        }
        values.show(values.places { $0.is_constant != 0 })
        let changing = values.places { $0.is_constant == 0 }
        let inputs = Int(node.input_count)
        return RemoteKernel.make(
            over: line, values, read: changing.filter { $0 < inputs },
            written: changing.filter { $0 >= inputs }, into: kernel
        ) { message in
            message.add(node, values)
        }
    }
}

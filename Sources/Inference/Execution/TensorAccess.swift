extension Interpreter {
    /// The number of an input by its name or, failing that, by a signature's name for it.
    public func input(named name: String) -> Int? {
        index(of: name, in: subgraph.inputs, signature: \.inputs)
    }

    /// The number of an output by its name or, failing that, by a signature's name for it.
    public func output(named name: String) -> Int? {
        index(of: name, in: subgraph.outputs, signature: \.outputs)
    }

    private func index(
        of name: String, in tensors: [Int], signature entries: KeyPath<Signature, [Signature.Entry]>
    ) -> Int? {
        if let index = tensors.firstIndex(where: { subgraph.tensors[$0].name == name }) {
            return index
        }
        for signature in model.signatures where signature.subgraph == 0 {
            for entry in signature[keyPath: entries] where entry.name == name {
                return tensors.firstIndex(of: entry.tensor)
            }
        }
        return nil
    }

    /// An input's bytes, to be filled in place; they keep their values from run to run.
    /// - Throws: `badArgument` when there is no such input, or it is a constant of the model.
    public func withInput<Result>(
        _ index: Int, _ body: (UnsafeMutableRawBufferPointer) throws(InferenceError) -> Result
    ) throws(InferenceError) -> Result {
        let bound = try bound(settable(index))
        return try body(UnsafeMutableRawBufferPointer(start: bound.data, count: bound.byteCount))
    }

    /// An output's bytes, valid until the next run.
    public func withOutput<Result>(
        _ index: Int, _ body: (UnsafeRawBufferPointer) throws(InferenceError) -> Result
    ) throws(InferenceError) -> Result {
        let bound = try bound(tensor(index, of: subgraph.outputs, "output"))
        // Elements that share a byte, and texts, are as long as they are stored.
        let count = bound.isConstant ? bound.storedByteCount : bound.byteCount
        return try body(UnsafeRawBufferPointer(start: bound.data, count: count))
    }

    /// Sets an input.
    /// - Throws: `badArgument` when the type or the number of values is not the input's.
    public func write<Element: TensorElement>(
        _ values: [Element], toInput index: Int
    ) throws(InferenceError) {
        let bound = try bound(settable(index))
        try check(bound, Element.elementType, "input \(index)")
        guard values.count == bound.shape.count else {
            throw InferenceError(
                .badArgument, source: model.source, place: "input \(index) (\(bound.name))",
                "takes \(bound.shape.count) values \(bound.shape), not \(values.count)")
        }
        _ = bound.elements(Element.self).update(fromContentsOf: values)
    }

    /// An output's values.
    /// - Throws: `badArgument` when the type is not the output's.
    public func read<Element: TensorElement>(
        output index: Int, as type: Element.Type
    ) throws(InferenceError) -> [Element] {
        let bound = try bound(tensor(index, of: subgraph.outputs, "output"))
        try check(bound, Element.elementType, "output \(index)")
        return Array(bound.elements(type))
    }

    private func check(
        _ tensor: Tensor, _ type: ElementType, _ place: String
    ) throws(InferenceError) {
        guard tensor.type == type else {
            throw InferenceError(
                .badArgument, source: model.source, place: "\(place) (\(tensor.name))",
                "holds \(tensor.type), not \(type)")
        }
    }
}

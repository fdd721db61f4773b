import CPoseAnimatePlugin

extension pa_operator_traits {
    /// The numbers of the element types that the first input may have: at most as many as any operator takes.
    package var typeNumbers: [UInt32] {
        guard let types else { return [] }
        return Array(UnsafeBufferPointer(start: types, count: Int(min(type_count, 64))))
    }
}

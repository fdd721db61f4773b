/// A structure as this side knows it: what the other side's has not is zero.
package func grown<Structure>(
    _ pointer: UnsafePointer<Structure>, size: Int
) -> Structure {
    let room = MemoryLayout<Structure>.size
    guard size < room else { return pointer.pointee }
    return withUnsafeTemporaryAllocation(
        byteCount: room, alignment: MemoryLayout<Structure>.alignment
    ) { memory in
        memory.initializeMemory(as: UInt8.self, repeating: 0)
        memory.copyMemory(
            from: UnsafeRawBufferPointer(start: pointer, count: max(size, 0)))
        return memory.load(as: Structure.self)
    }
}

/// A row of an array of structures that lie as far apart as the first one says.
package func grown<Structure>(
    _ rows: UnsafePointer<Structure>, at place: Int, size: Int
) -> Structure {
    grown(
        UnsafeRawPointer(rows).advanced(by: place * size).assumingMemoryBound(to: Structure.self),
        size: size)
}

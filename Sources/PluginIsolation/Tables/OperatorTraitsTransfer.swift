import CPoseAnimatePlugin
import PluginInterface
import PluginKit

/// What operators of models say of themselves besides their description, in messages.
extension MessageWriter {
    mutating func addOperatorTraits(_ pointer: UnsafeRawPointer?) {
        let pointer = pointer?.assumingMemoryBound(to: pa_operator_traits.self)
        add(UInt8(pointer == nil ? 0 : 1))
        guard let pointer else { return }
        let traits = grown(pointer, size: pointer.pointee.size)
        add(traits.name)
        add(traits.first_version)
        add(traits.last_version)
        let types = traits.typeNumbers
        add(UInt32(types.count))
        for type in types { add(type) }
    }
}

extension MessageReader {
    /// - Parameter memory: keeps them.
    mutating func operatorTraits(
        in memory: ForeignMemory
    ) throws(BrokenMessage) -> UnsafeRawPointer? {
        guard try value(UInt8.self) != 0 else { return nil }
        var traits = pa_operator_traits()
        traits.size = MemoryLayout<pa_operator_traits>.size
        traits.name = try optionalText().map { memory.text($0) }
        traits.first_version = try value()
        traits.last_version = try value()
        traits.type_count = try value()
        traits.types = UnsafePointer(try array(of: Int(traits.type_count), in: memory))
        return UnsafeRawPointer(memory.value(traits))
    }
}

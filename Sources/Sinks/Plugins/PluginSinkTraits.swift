import CPoseAnimatePlugin
import PluginInterface
import PluginKit

/// What a plug-in's sink says of itself besides its description.
package struct PluginSinkTraits: Sendable {
    package var endings: [String] = []
    package var isFilePerFrame = false
    package var streams = false
    package var dropsAlpha = false

    /// - Throws: `badData` when they make no sense.
    package init(of stage: PluginStage) throws(PluginError) {
        guard let pointer = stage.traits?.assumingMemoryBound(to: pa_sink_traits.self) else {
            throw stage.error(.badData, "its `traits` are missing")
        }
        let traits = grown(pointer, size: pointer.pointee.size)
        while let ending = traits.endings?[endings.count], endings.count < 100 {
            endings.append(String(cString: ending))
        }
        let isPlain = endings.allSatisfy { ending in
            !ending.isEmpty
                && ending.utf8.allSatisfy {
                    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0)
                        || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
                }
        }
        isFilePerFrame = traits.flags & UInt32(PA_FILE_PER_FRAME) != 0
        streams = traits.flags & UInt32(PA_STREAMS) != 0
        dropsAlpha = traits.flags & UInt32(PA_DROPS_ALPHA) != 0
        guard isPlain, Set(endings).count == endings.count, !isFilePerFrame || !endings.isEmpty
        else {
            throw stage.error(
                .badData,
                "its endings are \(endings.map { "`\($0)`" }.joined(separator: ", ")); write them in "
                    + "small letters and digits, each once, one at least for a file per frame")
        }
        guard !(isFilePerFrame && streams) else {
            throw stage.error(.badData, "it makes a file per frame, and cannot be one stream too")
        }
    }
}

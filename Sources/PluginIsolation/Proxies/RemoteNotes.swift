import CPoseAnimatePlugin
import PluginInterface
import PluginKit

/// What a stage in another process remarks, as the extension for that has it.
final class RemoteNotes {
    private var texts: [UnsafePointer<CChar>] = []
    private var memory = ForeignMemory()

    /// The extension, which is the same for all stages.
    static func `extension`(_ id: UnsafePointer<CChar>?) -> UnsafeRawPointer? {
        guard let id, String(cString: id) == PA_NOTES else { return nil }
        return UnsafeRawPointer(table)
    }

    /// Constant, and never freed.
    nonisolated(unsafe) private static let table: UnsafePointer<pa_notes> = {
        let table = UnsafeMutablePointer<pa_notes>.allocate(capacity: 1)
        table.initialize(
            to: pa_notes(
                size: MemoryLayout<pa_notes>.size,
                count: { structure in
                    guard let stage = RemoteStage.behind(structure) else { return 0 }
                    return UInt32(stage.notes.bring(over: stage.line))
                },
                note: { structure, index in
                    guard let texts = RemoteStage.behind(structure)?.notes.texts,
                        index < texts.count
                    else { return nil }
                    return texts[Int(index)]
                }))
        return UnsafePointer(table)
    }()

    /// - Returns: how many there are.
    private func bring(over line: CallLine) -> Int {
        memory = ForeignMemory()
        texts = []
        guard line.process.whatBecame == nil else { return 0 }
        let status = line.call(
            .notes, .finishing,
            read: { (answer) throws(BrokenMessage) in
                texts = try answer.texts().map { memory.text($0) }
            })
        // Remarks cannot fail, and nobody would ask why.
        if status != PA_OK, let trouble = takeFailure() { line.process.warn(trouble) }
        return texts.count
    }
}

extension RemoteStage {
    /// The stage behind a structure of any kind, whose second member leads to it.
    fileprivate static func behind(_ structure: UnsafeRawPointer?) -> RemoteStage? {
        at(
            structure?.load(
                fromByteOffset: MemoryLayout<Int>.size, as: UnsafeMutableRawPointer?.self))
    }
}

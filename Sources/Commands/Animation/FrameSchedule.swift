import Glibc
import PoseAnimate

/// Which frames of a clip a run writes.
struct FrameSchedule {
    /// Nil for all.
    var selection: FrameSelection?
    /// The part of the selection that is this run's.
    var part = FrameShard.whole
    /// Frames' files, where those that are there already are left out.
    var existing: FrameNames?
    /// What is known of those files.
    var manifest: Manifest?

    /// How many frames there are to write or to leave out; nil when that is not known.
    func count(of clipLength: Int?) -> Int? {
        (selection?.count ?? clipLength).map { part.size(of: $0) }
    }

    /// Whether a frame's file is there already, whole and of the same making as far as a manifest
    /// tells. A file is never there by half: it has its name only when it is whole.
    func isThere(_ index: Int) -> Bool {
        guard let existing else { return false }
        let path = existing.path(ofFrame: index)
        guard let manifest else { return access(path, F_OK) == 0 }
        return manifest.isFinished(existing.name(ofFrame: index), at: path)
    }

    /// Whether files that show a whole clip are there, and with them all frames that are apart.
    func hasAll(_ products: [String], of clipLength: Int?) -> Bool {
        guard products.allSatisfy(isThere(product:)) else { return false }
        guard existing != nil else { return true }
        guard let clipLength else { return false }
        return (0..<clipLength).filter { selection?.contains($0) ?? true }.enumerated()
            .allSatisfy { ordinal, index in !part.contains(ordinal) || isThere(index) }
    }

    private func isThere(product path: String) -> Bool {
        guard let manifest else { return access(path, F_OK) == 0 }
        return manifest.isFinished(path, at: path)
    }

    /// Notes files that are whole now. What is no file cannot be known again.
    func record(_ products: [String]) throws(StorageError) {
        guard let manifest else { return }
        for path in products where InputFile.isRepeatable(path) {
            try manifest.record(path, sha256: try FileHash.sha256(of: path))
        }
    }

    /// - Throws: `usage` when the selection reaches beyond the clip's end.
    func check(clipLength: Int?) throws(PoseAnimateError) {
        guard let selection, let clipLength, selection.last >= clipLength else { return }
        throw PoseAnimateError(
            .usage,
            "--frames asks for frame \(selection.last), but the clip's last frame is "
                + "\(clipLength - 1)")
    }
}

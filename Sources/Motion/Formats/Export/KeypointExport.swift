import Geometry
import Storage

/// Writes motion in the formats of other programs, a frame at a time.
///
/// None but our own clip keeps everything: what is left out is told by `notes`.
public enum KeypointExport: String, Sendable, CaseIterable {
    /// Our clip.
    case clip
    /// A list of lists of poses, as tfjs pose-detection gives them.
    case tfjs
    /// A folder of BODY_25 files.
    case openpose
    /// Annotations of pictures named by their frames.
    case coco

    /// Writes all frames of a source.
    ///
    /// The file appears complete or not at all; a folder is filled file by file.
    /// - Returns: how many frames were written, and what the format could not take.
    /// - Throws: what the source throws, `badData` when the clip's size is needed and not known,
    ///   `cannotCreate` or `inputOutput` when writing fails.
    public func write(
        _ source: inout any MotionSource, to path: String
    ) throws(MotionError) -> (frameCount: Int, notes: [String]) {
        var writer = try writer(path, source.header, .one)
        return try write(to: path, &writer) { () throws(MotionError) in
            guard let frame = try source.next() else { return nil }
            let isSomebody = frame.pose != nil || frame.face != nil
            let person = CrowdFrame.Person(number: 0, pose: frame.pose, face: frame.face)
            return CrowdFrame(
                index: frame.index, time: frame.time, people: isSomebody ? [person] : [])
        }
    }

    /// Writes all frames of a source with everybody in them, by their numbers.
    ///
    /// - Returns, Throws: as for one person.
    public func write(
        _ source: inout any CrowdSource, to path: String
    ) throws(MotionError) -> (frameCount: Int, notes: [String]) {
        var writer = try writer(path, source.header, .several)
        return try write(to: path, &writer) { () throws(MotionError) in try source.next() }
    }

    private func writer(
        _ path: String, _ header: ClipHeader, _ form: ClipForm
    ) throws(MotionError) -> any KeypointWriter {
        switch self {
        case .clip: try ClipExport(path: path, header: header, form: form)
        case .tfjs: try TFJSExport(path: path, form: form)
        case .openpose: try OpenPoseExport(path: path, form: form)
        case .coco: try COCOExport(path: path, size: header.size, form: form)
        }
    }

    private func write(
        to path: String, _ writer: inout any KeypointWriter,
        _ next: () throws(MotionError) -> CrowdFrame?
    ) throws(MotionError) -> (frameCount: Int, notes: [String]) {
        var count = 0
        var hasFaces = false
        while let frame = try next() {
            if InputInterruption.isRequested {
                throw MotionError(.inputOutput, source: path, "writing was interrupted")
            }
            try writer.write(frame, at: count)
            if frame.people.contains(where: { $0.face != nil }) { hasFaces = true }
            count += 1
        }
        try writer.finish()
        var notes: [String] = []
        if self != .clip {
            notes.append("\(rawValue) does not keep the frame rate")
            if hasFaces { notes.append("\(rawValue) is written without faces") }
        }
        return (count, notes)
    }
}

/// Takes frames and writes them in one format; of one form, numbers are not written.
protocol KeypointWriter {
    mutating func write(_ frame: CrowdFrame, at index: Int) throws(MotionError)
    mutating func finish() throws(MotionError)
}

/// An output file that a value may hold: the file itself can only be moved.
final class ExportFile {
    private let path: String
    private var file: OutputFile?

    init(path: String) throws(MotionError) {
        self.path = path
        do {
            file = try OutputFile(path: path)
        } catch {
            throw MotionError(error, source: path)
        }
    }

    func write(_ text: String) throws(MotionError) {
        do {
            try file?.write(Array(text.utf8))
        } catch {
            throw MotionError(error, source: path)
        }
    }

    func commit() throws(MotionError) {
        guard let file = file.take() else { return }
        do {
            try file.commit()
        } catch {
            throw MotionError(error, source: path)
        }
    }
}

/// Our own clip, through its writer.
private struct ClipExport: KeypointWriter {
    /// The writer can only be moved; a class holds it.
    private final class Box {
        var writer: ClipWriter?
        init(path: String, header: ClipHeader) throws(MotionError) {
            let encoding = ClipEncoding(writesTimes: header.framesPerSecond == nil)
            writer = try ClipWriter(path: path, header: header, encoding: encoding)
        }
    }

    private let box: Box
    private let form: ClipForm

    init(path: String, header: ClipHeader, form: ClipForm) throws(MotionError) {
        box = try Box(path: path, header: header)
        self.form = form
    }

    mutating func write(_ frame: CrowdFrame, at index: Int) throws(MotionError) {
        switch form {
        case .one: try box.writer?.write(frame.frame(of: 0))
        case .several: try box.writer?.write(frame)
        }
    }

    mutating func finish() throws(MotionError) {
        if let writer = box.writer.take() { try writer.finish() }
    }
}
